import GRDB
import Observations

/// That a row of a file for mending brings a quarantined record once more.
package struct Mending: Sendable, Equatable {
    /// The record that was quarantined.
    package var record: RecordID
    /// The record of the file for mending that names it; of a row that became several records the first.
    package var by: RecordID
    /// Whether that row was taken. One that was quarantined itself mends nothing yet: it is another attempt, and what
    /// mends the attempt mends the record.
    package var isTaken: Bool

    /// A statement of those parts.
    package init(record: RecordID, by: RecordID, isTaken: Bool) {
        self.record = record
        self.by = by
        self.isTaken = isTaken
    }
}

extension LedgerSchema {
    /// What became of quarantined records since. What was judged before did not say, so that the next run judges all
    /// history again from the archive where there is anything to say.
    static let mending = """
        -- Which rows of files for mending brought which quarantined records once more. The last one that was taken, of a
        -- submission that stands, counts.
        CREATE TABLE mended (
            submission INTEGER NOT NULL REFERENCES submission (sequence),       -- the quarantined record
            record INTEGER NOT NULL,
            by_submission INTEGER NOT NULL REFERENCES submission (sequence),    -- the row of the file for mending
            by_record INTEGER NOT NULL,
            is_taken INTEGER NOT NULL CHECK (is_taken IN (0, 1)),               -- 0: that row was quarantined itself
            PRIMARY KEY (submission, record, by_submission, by_record)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX mended_by ON mended (by_submission, by_record);

        -- 1: it is a newer state of its series, so that nobody waits for what earlier ones had quarantined.
        ALTER TABLE submission ADD COLUMN is_new_state INTEGER NOT NULL DEFAULT 0;

        INSERT INTO meta (name, value)
            SELECT 'judged_under', 'a ledger that did not know what was mended'
            WHERE EXISTS (SELECT 1 FROM meta WHERE name = 'judged_under') AND EXISTS (
                SELECT 1 FROM submission WHERE state = 'judged' AND (path LIKE '%.mend-%'
                    OR quarantined > 0 AND series IN (
                        SELECT series FROM submission WHERE state = 'judged'
                        GROUP BY series, submitter HAVING count(*) > 1)))
            ON CONFLICT (name) DO UPDATE SET value = excluded.value;
        """
}

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
