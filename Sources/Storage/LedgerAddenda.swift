import GRDB
import Observations

/// What a later judging changed about a submission whose receipt was written before. The receipt stays as it is.
package struct Addendum: Sendable, Equatable {
    /// What had become of a submission.
    package struct Standing: Sendable, Equatable {
        /// How far it had come.
        package var state: SubmissionState
        /// What had become of its records.
        package var counts: OutcomeCounts

        /// A standing of those parts.
        package init(state: SubmissionState, counts: OutcomeCounts) {
            self.state = state
            self.counts = counts
        }
    }

    /// Its number, from 1, in the order of the judgings.
    package var id: Int64
    /// The submission.
    package var submission: UInt32
    /// The newest event that published content depends on when it was judged again.
    package var event: Int64
    /// When that was, in seconds since 1970 (UTC).
    package var at: Int64
    /// Why everything was judged again, as `NightResult.cause` said it.
    package var cause: String
    /// What had become of it before. Where it was rejected or revoked meanwhile, the state says so already.
    package var before: Standing
    /// What has become of it now.
    package var after: Standing
}

/// A standing as JSON.
private struct StoredStanding: Codable {
    var accepted: Int
    var corrections: Int
    var duplicates: Int
    var flagged: Int
    var quarantined: Int
    var state: String
    var withdrawals: Int

    init(_ standing: Addendum.Standing) {
        accepted = standing.counts.accepted
        corrections = standing.counts.corrections
        duplicates = standing.counts.duplicates
        flagged = standing.counts.flagged
        quarantined = standing.counts.quarantined
        state = standing.state.rawValue
        withdrawals = standing.counts.withdrawals
    }

    func standing() throws -> Addendum.Standing {
        guard let state = SubmissionState(rawValue: state) else {
            throw StoreError.damaged("the ledger", "an addendum cannot be read")
        }
        var counts = OutcomeCounts()
        counts.accepted = accepted
        counts.corrections = corrections
        counts.duplicates = duplicates
        counts.flagged = flagged
        counts.quarantined = quarantined
        counts.withdrawals = withdrawals
        return Addendum.Standing(state: state, counts: counts)
    }
}

extension Ledger {
    /// The addenda to one submission's receipt, or to all, that came after one, in order.
    package func addenda(of submission: UInt32? = nil, after id: Int64 = 0) throws -> [Addendum] {
        let condition = submission == nil ? "" : "AND submission = ?"
        return try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT id, submission, event, at, cause, before, after FROM addendum WHERE id > ? \(condition)
                    ORDER BY id
                    """,
                arguments: [id] + StatementArguments(submission.map { [$0] } ?? [])
            ).map { row in
                Addendum(
                    id: row[0], submission: row[1], event: row[2], at: row[3], cause: row[4],
                    before: try fromJSON(StoredStanding.self, row[5]).standing(),
                    after: try fromJSON(StoredStanding.self, row[6]).standing())
            }
        }
    }

    /// What has become of every submission that was ever judged. Repeated ones never are.
    static func standings(_ database: Database) throws -> [UInt32: Addendum.Standing] {
        var standings: [UInt32: Addendum.Standing] = [:]
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT sequence, state, accepted, corrections, quarantined, duplicates, withdrawals, flagged
                FROM submission WHERE state NOT IN ('claimed', 'duplicate')
                """)
        while let row = try rows.next() {
            guard let state = SubmissionState(rawValue: row[1]) else { continue }
            var counts = OutcomeCounts()
            counts.accepted = row[2]
            counts.corrections = row[3]
            counts.quarantined = row[4]
            counts.duplicates = row[5]
            counts.withdrawals = row[6]
            counts.flagged = row[7]
            standings[row[0]] = Addendum.Standing(state: state, counts: counts)
        }
        return standings
    }

    /// Keeps what has changed since `before`, a row for every submission about which anything has.
    static func addAddenda(since before: [UInt32: Addendum.Standing], cause: String, _ database: Database) throws {
        let newest = try newestInput(database)
        let after = try standings(database)
        for (submission, old) in before.sorted(by: { $0.key < $1.key }) {
            guard let new = after[submission], new != old else { continue }
            try database.cachedStatement(
                sql: "INSERT INTO addendum (submission, event, at, cause, before, after) VALUES (?, ?, ?, ?, ?, ?)"
            ).execute(
                arguments: [
                    submission, newest?.id ?? 0, newest?.at ?? 0, cause, try json(StoredStanding(old)),
                    try json(StoredStanding(new)),
                ])
        }
    }
}
