import Observations

/// That a row of a file for mending brings a quarantined record once more.
package struct Mending: Sendable, Equatable {
    /// The record that was quarantined.
    package var record: RecordID
    /// The record of the file for mending that names it; of a row that became several records the first, whichever of
    /// them is the record mended.
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
        CREATE INDEX submission_new_state ON submission (series, submitter, sequence) WHERE is_new_state = 1;

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
