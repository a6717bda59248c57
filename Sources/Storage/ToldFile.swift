import GRDB
import Observations

/// What the ledger knows of a file that a receipt tells of.
package struct ToldFile: Sendable {
    /// The submission that it is.
    package var submission: Submission
    /// How the judging of it went.
    package var record: ReceiptRecord
    /// The interpretations that were told once per column.
    package var notes: [Note]
}

/// What the ledger knows of a file with a receipt, and of what is in it.
package struct ToldDelivery: Sendable {
    /// The file that was delivered.
    package var whole: ToldFile
    /// The members of an archive, in its order; empty for any other file.
    package var members: [ToldFile]

    /// The files with records: the members of an archive that was unpacked, else the file itself.
    package var files: [ToldFile] { whole.submission.state == .unpacked ? members : [whole] }
}

extension Ledger {
    /// What there is to tell of some submissions, in their order; those that there are not are left out.
    package func told(of submissions: some Sequence<UInt32>) throws -> [ToldDelivery] {
        try read { database in
            var formats = StoredFormats()
            return try submissions.compactMap { number in
                guard let whole = try fetch("WHERE sequence = ?", [number], &formats, database).first else {
                    return nil
                }
                let members =
                    whole.state == .unpacked ? try fetch("WHERE part_of = ?", [number], &formats, database) : []
                return ToldDelivery(
                    whole: try Ledger.told(of: whole, database),
                    members: try members.map { try Ledger.told(of: $0, database) })
            }
        }
    }

    private static func told(of submission: Submission, _ database: Database) throws -> ToldFile {
        let statement = try database.cachedStatement(sql: "SELECT facts FROM receipt WHERE submission = ?")
        let facts = try String.fetchOne(statement, arguments: [submission.sequence])
        return ToldFile(
            submission: submission,
            record: try facts.map { try fromJSON(ReceiptRecord.self, $0) } ?? ReceiptRecord(),
            notes: try notes(of: submission.sequence, database))
    }

    /// The interpretations that were told once per column.
    package func notes(of submission: UInt32) throws -> [Note] {
        try read { try Ledger.notes(of: submission, $0) }
    }

    private static func notes(of submission: UInt32, _ database: Database) throws -> [Note] {
        let statement = try database.cachedStatement(sql: "SELECT notes FROM note WHERE submission = ?")
        let text = try String.fetchOne(statement, arguments: [submission])
        return try text.map { try fromJSON([StoredNote].self, $0).map(\.note) } ?? []
    }

    /// The paths of some submissions.
    package func paths(of submissions: some Sequence<UInt32>) throws -> [UInt32: String] {
        try read { database in
            let statement = try database.cachedStatement(sql: "SELECT path FROM submission WHERE sequence = ?")
            var paths: [UInt32: String] = [:]
            for number in submissions { paths[number] = try String.fetchOne(statement, arguments: [number]) }
            return paths
        }
    }
}
