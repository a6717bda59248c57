import GRDB
import Observations

/// The submissions of one submitter that are in one state, together.
package struct SubmissionTotals: Sendable, Equatable {
    /// Who delivered them; empty where nobody is named.
    package var submitter: String
    /// How far they have come.
    package var state: SubmissionState
    /// How many they are.
    package var submissions: Int
    /// What became of their records.
    package var counts: OutcomeCounts
    /// How many of the quarantined records wait for nobody any more: they were mended, or their file was sent again.
    package var settled: Int
    /// When the newest of them arrived, in seconds since 1970 (UTC).
    package var newestArrival: Int64
}

/// Which submissions are asked for; without any condition all.
package struct SubmissionSelection: Sendable, Equatable {
    /// Only those of this submitter, byte for byte.
    package var submitter: String?
    /// Only those in this state.
    package var state: SubmissionState?
    /// Only those that arrived then or later, in seconds since 1970 (UTC).
    package var since: Int64?

    /// A selection by those conditions.
    package init(submitter: String? = nil, state: SubmissionState? = nil, since: Int64? = nil) {
        self.submitter = submitter
        self.state = state
        self.since = since
    }
}

extension Ledger {
    /// All submissions that arrived at some instant or later, counted by submitter and state, in byte order of the
    /// submitters' names. The ledger counts: nothing is read of them one by one.
    ///
    /// - Parameter since: in seconds since 1970 (UTC); `nil` for all.
    package func totals(since: Int64? = nil) throws -> [SubmissionTotals] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT name, state, count(*), sum(accepted), sum(corrections), sum(quarantined), sum(duplicates),
                        sum(withdrawals), sum(flagged), max(arrival), sum(\(Ledger.settledCount))
                    FROM submission JOIN submitter ON submitter.id = submission.submitter
                    WHERE arrival >= ? GROUP BY name, state ORDER BY name, state
                    """,
                arguments: [since ?? Int64.min]
            ).map { row in
                guard let state = SubmissionState(rawValue: row[1]) else {
                    throw StoreError.damaged(path, "a submission in the unknown state \(row[1] as String)")
                }
                var counts = OutcomeCounts()
                counts.accepted = row[3]
                counts.corrections = row[4]
                counts.quarantined = row[5]
                counts.duplicates = row[6]
                counts.withdrawals = row[7]
                counts.flagged = row[8]
                return SubmissionTotals(
                    submitter: row[0], state: state, submissions: row[2], counts: counts, settled: row[10],
                    newestArrival: row[9])
            }
        }
    }

    /// The submissions that meet all conditions, in order of their sequence numbers.
    package func submissions(_ wanted: SubmissionSelection) throws -> [Submission] {
        var conditions: [String] = []
        var arguments = StatementArguments()
        if let submitter = wanted.submitter {
            conditions.append("name = ?")
            arguments += [submitter]
        }
        if let state = wanted.state {
            conditions.append("state = ?")
            arguments += [state.rawValue]
        }
        if let since = wanted.since {
            conditions.append("arrival >= ?")
            arguments += [since]
        }
        return try fetch(conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND "), arguments)
    }

    /// The newest submissions that could not be read at all, or not to their end, newest first.
    package func newestProblems(_ limit: Int) throws -> [Submission] {
        try fetch(
            "WHERE sequence IN (SELECT sequence FROM submission WHERE problem IS NOT NULL ORDER BY sequence DESC LIMIT ?)",
            [limit]
        ).reversed()
    }

    /// How many submissions could not be read at all, or not to their end.
    package func problemCount() throws -> Int {
        try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM submission WHERE problem IS NOT NULL") ?? 0 }
    }

    /// The names of all submitters, in byte order.
    package func submitterNames() throws -> [String] {
        try read { try String.fetchAll($0, sql: "SELECT name FROM submitter ORDER BY name") }
    }
}
