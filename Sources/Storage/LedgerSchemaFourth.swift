extension LedgerSchema {
    /// Submissions that came inside an archive, and receipts. SQLite cannot change the constraints of a table, so that the
    /// one with the new state is built anew.
    ///
    /// What was claimed before has no receipt: nobody waits for one.
    static let fourth = """
        CREATE TABLE submission_4 (
            sequence INTEGER PRIMARY KEY,
            event INTEGER NOT NULL REFERENCES event (id),
            path TEXT NOT NULL,
            submitter INTEGER NOT NULL REFERENCES submitter (id),
            digest TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            arrival INTEGER NOT NULL,               -- seconds since 1970, UTC
            modified_ns INTEGER NOT NULL,
            inode INTEGER NOT NULL,                 -- unsigned, stored with the same bits
            device INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN (
                'claimed', 'judged', 'refused', 'duplicate', 'held', 'rejected', 'revoked', 'erased', 'unpacked')),
            duplicate_of INTEGER REFERENCES submission (sequence),
            part_of INTEGER REFERENCES submission (sequence),   -- the archive that it came in
            is_import INTEGER NOT NULL DEFAULT 0,
            ruling TEXT CHECK (ruling IN ('accepted', 'rejected', 'revoked')),
            redacted INTEGER NOT NULL DEFAULT 0,    -- 1: the archive has a copy without somebody's data
            series TEXT,                            -- what it was a state of, once it was judged
            first_ordinal INTEGER,                  -- place of its first new record
            dropped INTEGER NOT NULL DEFAULT 0,     -- records of its series that it no longer has
            hold TEXT,                              -- JSON; missing where it is not held
            format TEXT,                            -- JSON
            problem TEXT,
            accepted INTEGER NOT NULL DEFAULT 0,
            corrections INTEGER NOT NULL DEFAULT 0,
            quarantined INTEGER NOT NULL DEFAULT 0,
            duplicates INTEGER NOT NULL DEFAULT 0,
            withdrawals INTEGER NOT NULL DEFAULT 0,
            flagged INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        INSERT INTO submission_4 (sequence, event, path, submitter, digest, bytes, arrival, modified_ns, inode, device,
                state, duplicate_of, is_import, ruling, redacted, series, first_ordinal, dropped, hold, format, problem,
                accepted, corrections, quarantined, duplicates, withdrawals, flagged)
            SELECT sequence, event, path, submitter, digest, bytes, arrival, modified_ns, inode, device,
                state, duplicate_of, is_import, ruling, redacted, series, first_ordinal, dropped, hold, format, problem,
                accepted, corrections, quarantined, duplicates, withdrawals, flagged
            FROM submission;
        DROP TABLE submission;
        ALTER TABLE submission_4 RENAME TO submission;
        CREATE INDEX submission_by_digest ON submission (digest, submitter);
        CREATE INDEX submission_by_path ON submission (path);
        CREATE INDEX submission_by_series ON submission (series, submitter);
        CREATE INDEX submission_waiting ON submission (state) WHERE state = 'claimed';
        CREATE INDEX submission_by_submitter ON submission (submitter);
        CREATE INDEX submission_by_archive ON submission (part_of) WHERE part_of IS NOT NULL;

        -- What a receipt tells beyond what the ledger says of a submission anyway, and whether it is still to be written.
        CREATE TABLE receipt (
            submission INTEGER PRIMARY KEY REFERENCES submission (sequence),
            due INTEGER NOT NULL CHECK (due IN (0, 1, 2)),  -- 0: written; 1: owed; 2: told elsewhere, or to nobody
            facts TEXT NOT NULL,                    -- JSON
            mend TEXT                               -- the name of the file for mending; missing where there is none
        ) STRICT;

        -- What of a submitter's is in the newest version that changed it, for the page that thanks her.
        CREATE TABLE published_of (
            submitter INTEGER PRIMARY KEY REFERENCES submitter (id),
            version INTEGER NOT NULL,
            records INTEGER NOT NULL,
            subjects INTEGER NOT NULL               -- decided ones
        ) STRICT;
        -- The submitters whose pages are to be written anew.
        CREATE TABLE page_due (submitter INTEGER PRIMARY KEY REFERENCES submitter (id)) STRICT;

        -- Receipts that must go, because somebody's data may be in them.
        CREATE TABLE outdated_receipt (submission INTEGER PRIMARY KEY, path TEXT NOT NULL) STRICT;
        CREATE INDEX receipt_due ON receipt (due) WHERE due = 1;
        """
}
