import GRDB
import Observations

extension Ledger {
    /// How many quarantined records of the submission at hand wait for nobody any more, as an expression over the table
    /// of submissions: those that were mended or, where a newer state of its series was judged, all. What was an attempt
    /// at mending a record goes with the file of that record.
    static let settledCount = """
        CASE
        WHEN submission.state <> 'judged' OR submission.quarantined = 0 THEN 0
        WHEN EXISTS (
            SELECT 1 FROM submission AS later
            WHERE later.series = submission.series AND later.submitter = submission.submitter
                AND later.sequence > submission.sequence AND later.state = 'judged' AND later.is_new_state = 1
        ) THEN submission.quarantined
        ELSE (
            SELECT count(*) FROM (
                SELECT mended.record FROM mended
                JOIN submission AS mending ON mending.sequence = mended.by_submission
                WHERE mended.submission = submission.sequence AND mended.is_taken = 1 AND mending.state = 'judged'
                UNION
                SELECT attempt.by_record FROM mended AS attempt
                JOIN submission AS original ON original.sequence = attempt.submission
                JOIN submission AS later ON later.series = original.series
                    AND later.submitter = original.submitter AND later.sequence > submission.sequence
                WHERE attempt.by_submission = submission.sequence AND attempt.is_taken = 0
                    AND later.state = 'judged' AND later.is_new_state = 1
            )
        ) END
        """

    /// How many quarantined records of each submission wait for nobody any more, because they were mended or their file
    /// was sent again as a whole. Submissions of which all wait are left out.
    ///
    /// - Parameter submitter: only submissions of this submitter, members of archives too; `nil` for all.
    package func settledRecords(of submitter: String? = nil) throws -> [UInt32: Int] {
        let condition = submitter == nil ? "" : "AND name = ?"
        return try read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT sequence, \(Ledger.settledCount) FROM submission
                    JOIN submitter ON submitter.id = submission.submitter
                    WHERE state = 'judged' AND quarantined > 0 \(condition)
                    """, arguments: StatementArguments(submitter.map { [$0] } ?? []))
            var settled: [UInt32: Int] = [:]
            while let row = try rows.next() {
                let count: Int = row[1]
                if count > 0 { settled[row[0]] = count }
            }
            return settled
        }
    }

    /// The record that brings a quarantined one mended, of the last file for mending that was taken and stands; `nil`
    /// where none does.
    package func mending(of record: RecordID) throws -> RecordID? {
        try read { database in
            try Row.fetchOne(
                database,
                sql: """
                    SELECT by_submission, by_record FROM mended
                    JOIN submission AS mending ON mending.sequence = mended.by_submission
                    WHERE mended.submission = ? AND mended.record = ? AND is_taken = 1 AND mending.state = 'judged'
                    ORDER BY by_submission DESC, by_record DESC LIMIT 1
                    """, arguments: [record.submission, record.record]
            ).map { RecordID(submission: $0[0], record: $0[1]) }
        }
    }

    /// The newest state of the series that a quarantined record came with, or was an attempt at mending a record of, if it
    /// was judged after the record; `nil` where there is none, as where files do not take one another's place.
    package func newerState(of record: RecordID) throws -> UInt32? {
        try read { database in
            try UInt32.fetchOne(
                database,
                sql: """
                    SELECT max(later.sequence) FROM submission AS original
                    JOIN submission AS later ON later.series = original.series
                        AND later.submitter = original.submitter AND later.sequence > ?
                    WHERE later.state = 'judged' AND later.is_new_state = 1 AND (original.sequence = ?
                        OR original.sequence IN (
                            SELECT mended.submission FROM mended WHERE by_submission = ? AND by_record = ?))
                    """, arguments: [record.submission, record.submission, record.submission, record.record])
        }
    }

    /// Keeps which rows of files for mending bring which records, in the order in which they were judged.
    ///
    /// One record may take several attempts, and a row may name any of them: it stands for all that came before it.
    static func add(_ mendings: [Mending], _ database: Database) throws {
        guard !mendings.isEmpty else { return }
        let named = try database.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO mended (submission, record, by_submission, by_record, is_taken)
                VALUES (?, ?, ?, ?, ?)
                """)
        // What the named row was an attempt at.
        let attempted = try database.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO mended (submission, record, by_submission, by_record, is_taken)
                SELECT submission, record, ?, ?, ? FROM mended WHERE by_submission = ? AND by_record = ?
                """)
        // Other attempts at the same records.
        let attempts = try database.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO mended (submission, record, by_submission, by_record, is_taken)
                SELECT attempt.by_submission, attempt.by_record, known.by_submission, known.by_record, known.is_taken
                FROM mended AS known
                JOIN mended AS attempt ON attempt.submission = known.submission AND attempt.record = known.record
                WHERE known.by_submission = ? AND known.by_record = ? AND attempt.is_taken = 0
                    AND attempt.by_submission < known.by_submission
                """)
        for mending in mendings {
            let (record, by) = (mending.record, mending.by)
            try named.execute(
                arguments: [record.submission, record.record, by.submission, by.record, mending.isTaken])
            try attempted.execute(
                arguments: [by.submission, by.record, mending.isTaken, record.submission, record.record])
            try attempts.execute(arguments: [by.submission, by.record])
        }
    }

    /// The pages of everybody of whom records were mended or sent again are to be written anew.
    static func owePagesOfMenders(_ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO page_due (submitter) SELECT DISTINCT submitter FROM submission
                WHERE is_new_state = 1 OR sequence IN (SELECT mended.submission FROM mended)
                ON CONFLICT DO NOTHING
                """)
    }

    /// The pages of those of whom this night mended records, or took a newer state of a file, are to be written anew.
    static func owePages(for night: NightResult, _ database: Database) throws {
        if night.replacesAll { return try owePagesOfMenders(database) }
        let submissions = night.mendings.map(\.by.submission) + night.judgements.filter(\.isNewState).map(\.submission)
        for submission in Set(submissions).sorted() { try owePage(for: submission, database) }
    }
}
