import GRDB
import Observations

extension Ledger {
    /// The last event that published content depends on; 0 before the first.
    package func newestInputEvent() throws -> Int64 {
        try read { database in
            let kinds = EventKind.allCases.filter(\.changesContent).map { "'\($0.rawValue)'" }.joined(separator: ", ")
            return try Int64.fetchOne(database, sql: "SELECT max(id) FROM event WHERE kind IN (\(kinds))") ?? 0
        }
    }

    /// Takes over some of another ledger's history, as if it happened now: claims wait to be judged, decisions hold.
    ///
    /// - Parameters:
    ///   - history: The other ledger. Its events keep their numbers.
    ///   - after: The last event that was taken over before.
    ///   - before: The event up to which, but not with which, events are taken over.
    package func replay(_ history: Ledger, after: Int64, before: Int64) throws {
        let (events, submissions, editions) = try history.read { database in
            let range: StatementArguments = [after, before]
            return (
                try Row.fetchAll(
                    database,
                    sql: """
                        SELECT id, kind, at, payload FROM event
                        WHERE id > ? AND id < ? AND kind <> 'publication' ORDER BY id
                        """, arguments: range),
                try Row.fetchAll(
                    database,
                    sql: """
                        SELECT sequence, event, path, name, digest, bytes, arrival, modified_ns, inode, device,
                            duplicate_of, is_import, redacted, state,
                            CASE WHEN redacted AND ruling = 'accepted' THEN ruling END, part_of
                        FROM submission JOIN submitter ON submitter.id = submission.submitter
                        WHERE event > ? AND event < ? ORDER BY sequence
                        """, arguments: range),
                try Row.fetchAll(
                    database,
                    sql:
                        "SELECT number, digest, event, files FROM edition WHERE event > ? AND event < ? ORDER BY number",
                    arguments: range)
            )
        }
        try write { database in
            for event in events {
                try database.execute(
                    sql: "INSERT INTO event (id, kind, at, payload) VALUES (?, ?, ?, ?)",
                    arguments: [event[0] as Int64, event[1] as String, event[2] as Int64, event[3] as String])
            }
            for submission in submissions { try Ledger.replay(submission, database) }
            for edition in editions {
                try database.execute(
                    sql: "INSERT INTO edition (number, digest, event, files) VALUES (?, ?, ?, ?)",
                    arguments: [edition[0] as Int, edition[1] as String, edition[2] as Int64, edition[3] as String])
            }
            for event in events { try Ledger.applyRuling(event, database) }
        }
    }

    private static func replay(_ row: Row, _ database: Database) throws {
        let submitter = try submitter(named: row[3], database)
        let known = SubmissionState(rawValue: row[13])
        let state: SubmissionState =
            switch known {
            case .erased, .unpacked: known ?? .claimed
            default: row[10] as Int64? == nil ? .claimed : .duplicate
            }
        try database.execute(
            sql: """
                INSERT INTO submission (sequence, event, path, submitter, digest, bytes, arrival, modified_ns, inode,
                    device, duplicate_of, is_import, redacted, state, ruling, part_of)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                row[0] as Int64, row[1] as Int64, row[2] as String, submitter, row[4] as String, row[5] as Int64,
                row[6] as Int64, row[7] as Int64, row[8] as Int64, row[9] as Int64, row[10] as Int64?,
                row[11] as Int64, row[12] as Int64, state.rawValue, row[14] as String?, row[15] as Int64?,
            ])
    }

    /// What a decision about a submission does to its row. An accepted one waits to be judged like any other.
    private static func applyRuling(_ event: Row, _ database: Database) throws {
        guard let kind = EventKind(rawValue: event[1]), [.accept, .reject, .revoke].contains(kind) else { return }
        let submission = try fromJSON(Decision.self, event[3]).submission
        if kind == .accept {
            return try database.execute(
                sql: "UPDATE submission SET ruling = 'accepted' WHERE sequence = ?", arguments: [submission])
        }
        let state = (kind == .reject ? SubmissionState.rejected : .revoked).rawValue
        try database.execute(
            sql: "UPDATE submission SET ruling = ?, state = ? WHERE sequence = ?",
            arguments: [state, state, submission])
    }
}
