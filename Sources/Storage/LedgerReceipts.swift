import GRDB
import Observations

/// What a receipt tells beyond what the ledger says of a submission anyway: how the judging of it went, kept as it was.
package struct ReceiptRecord: Sendable, Equatable, Codable {
    /// An earlier submission whose records the file has again.
    package struct Earlier: Sendable, Equatable, Codable {
        /// Its number; the submission's own where rows of one file repeat one another.
        package var submission: UInt32
        /// How many of its records were corrected.
        package var corrected = 0
        /// How many came once more as they were.
        package var unchanged = 0
        /// How many were taken back.
        package var withdrawn = 0

        /// An earlier submission of which nothing was counted yet.
        package init(submission: UInt32) { self.submission = submission }
    }

    /// Columns of the file that the project does not use.
    package var unusedFields: [String] = []
    /// Columns that the project names and the file does not have.
    package var missingFields: [String] = []
    /// Earlier submissions, in order of their numbers.
    package var earlier: [Earlier] = []
    /// Members of an archive that no source takes.
    package var unusedMembers: [String] = []
    /// The findings file from which on there are findings about the submission.
    package var findingsFrom = 0

    /// Nothing to tell.
    package init() {}
}

extension Ledger {
    /// Keeps what the receipt of a submission will tell. One that there is already stays: receipts are never written
    /// anew.
    ///
    /// - Parameter isDue: whether the receipt is to be written. Members of archives are told of in the archive's.
    static func keepReceipt(
        _ receipt: ReceiptRecord, of submission: UInt32, isDue: Bool, _ database: Database
    ) throws {
        try database.cachedStatement(
            sql: "INSERT INTO receipt (submission, due, facts) VALUES (?, ?, ?) ON CONFLICT (submission) DO NOTHING"
        ).execute(arguments: [submission, isDue ? 1 : 2, try json(receipt)])
    }

    /// The submissions whose receipts are to be written and can be: they and their members have been judged. With how
    /// many of their records there is something to say about.
    package func dueReceipts() throws -> [(submission: UInt32, problems: Int)] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT submission, quarantined + flagged + ifnull((
                        SELECT sum(part.quarantined + part.flagged) FROM submission AS part
                        WHERE part.part_of = submission.sequence), 0)
                    FROM receipt JOIN submission ON sequence = receipt.submission
                    WHERE due = 1 AND state <> 'claimed' AND NOT EXISTS (
                        SELECT 1 FROM submission AS part
                        WHERE part.part_of = submission.sequence AND part.state = 'claimed')
                    ORDER BY submission
                    """
            ).map { ($0[0], $0[1]) }
        }
    }

    /// Receipts that must go, with the paths of their submissions as they were. That of a member of an archive is the
    /// archive's, beside whose receipt the files for mending its members lie.
    package func outdatedReceipts() throws -> [(submission: UInt32, path: String)] {
        try read { database in
            try Row.fetchAll(database, sql: "SELECT submission, path FROM outdated_receipt ORDER BY submission")
                .map { ($0[0], $0[1]) }
        }
    }

    /// Records that those receipts are gone.
    package func forgetOutdatedReceipts() throws {
        guard try !outdatedReceipts().isEmpty else { return }
        try write { try $0.execute(sql: "DELETE FROM outdated_receipt") }
    }

    /// Records that receipts lie where their readers find them, with the names of the files for mending.
    package func markWritten(receipts: [(submission: UInt32, mend: String?)]) throws {
        guard !receipts.isEmpty else { return }
        try write { database in
            let statement = try database.cachedStatement(
                sql: "UPDATE receipt SET due = 0, mend = ? WHERE submission = ?")
            for receipt in receipts {
                try statement.execute(arguments: [receipt.mend, receipt.submission])
                try Ledger.owePage(for: receipt.submission, database)
            }
        }
    }

    /// Records that readers were told of addenda up to one, and that the pages of their submitters are to be renewed.
    package func markTold(addenda last: Int64, about submissions: [UInt32]) throws {
        try write { database in
            try Ledger.set(.addendaTold, to: String(last), database)
            for submission in submissions { try Ledger.owePage(for: submission, database) }
        }
    }

    /// The page of the submitter of a submission is to be written anew.
    static func owePage(for submission: UInt32, _ database: Database) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO page_due (submitter) SELECT submitter FROM submission WHERE sequence = ?
                ON CONFLICT DO NOTHING
                """
        ).execute(arguments: [submission])
    }

    /// The submitters whose pages are to be written anew, in byte order.
    package func duePages() throws -> [String] {
        try read { database in
            try String.fetchAll(
                database, sql: "SELECT name FROM page_due JOIN submitter ON id = page_due.submitter ORDER BY name")
        }
    }

    /// Records that pages lie where their readers find them.
    package func markWritten(pages submitters: [String]) throws {
        guard !submitters.isEmpty else { return }
        try write { database in
            let settle = try database.cachedStatement(
                sql: "DELETE FROM page_due WHERE submitter = (SELECT id FROM submitter WHERE name = ?)")
            for name in submitters { try settle.execute(arguments: [name]) }
        }
    }

    /// The submissions that have receipts, and the names of their files for mending.
    package func writtenReceipts(of submitter: String) throws -> [UInt32: String?] {
        try read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT receipt.submission, mend FROM receipt JOIN submission ON sequence = receipt.submission
                        JOIN submitter ON submitter.id = submission.submitter
                    WHERE name = ? AND due = 0
                    """, arguments: [submitter])
            return Dictionary(rows.map { ($0[0], $0[1]) }) { first, _ in first }
        }
    }

    /// Whether the receipt of a submission lies where its reader finds it.
    package func hasWrittenReceipt(_ submission: UInt32) throws -> Bool {
        try read { database in
            let statement = try database.cachedStatement(
                sql: "SELECT EXISTS (SELECT 1 FROM receipt WHERE submission = ? AND due = 0)")
            return try Bool.fetchOne(statement, arguments: [submission]) ?? false
        }
    }

    /// What of somebody's is published.
    package struct PublishedOf: Sendable, Equatable {
        /// The version that changed it last.
        package var version: Int
        /// The records in it.
        package var records: Int
        /// The decided subjects that contributors in these records have voted on.
        package var subjects: Int

        /// What a version holds.
        package init(version: Int, records: Int, subjects: Int) {
            self.version = version
            self.records = records
            self.subjects = subjects
        }
    }

    /// What of somebody's is published; `nil` where nothing has been yet.
    package func published(of submitter: String) throws -> PublishedOf? {
        try read { try Ledger.published(of: submitter, $0) }
    }

    private static func published(of submitter: String, _ database: Database) throws -> PublishedOf? {
        let statement = try database.cachedStatement(
            sql: "SELECT version, records, subjects FROM published_of JOIN submitter ON id = submitter WHERE name = ?")
        return try Row.fetchOne(statement, arguments: [submitter]).map {
            PublishedOf(version: $0[0], records: $0[1], subjects: $0[2])
        }
    }

    /// Records what is published of everybody. Those for whom it is something else than before are owed a new page.
    package func setPublished(_ published: [(submitter: String, PublishedOf)]) throws {
        try write { database in
            let record = try database.cachedStatement(
                sql: """
                    INSERT INTO published_of (submitter, version, records, subjects) VALUES (?, ?, ?, ?)
                    ON CONFLICT (submitter) DO UPDATE SET version = excluded.version, records = excluded.records,
                        subjects = excluded.subjects
                    """)
            let owe = try database.cachedStatement(
                sql: "INSERT INTO page_due (submitter) VALUES (?) ON CONFLICT DO NOTHING")
            for (name, new) in published {
                let old = try Ledger.published(of: name, database)
                guard old?.records != new.records || old?.subjects != new.subjects else { continue }
                let submitter = try Ledger.submitter(named: name, database)
                try record.execute(arguments: [submitter, new.version, new.records, new.subjects])
                try owe.execute(arguments: [submitter])
            }
        }
    }
}
