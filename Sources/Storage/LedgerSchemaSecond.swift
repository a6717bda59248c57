extension LedgerSchema {
    /// Decisions, series, holds, addenda and releases. SQLite cannot change the constraints of a table, so that the two
    /// tables with new states are built anew.
    ///
    /// Segments and key runs have another layout from here on. What was judged counts as judged under a definition that
    /// no longer holds, so that the next run judges all history again from the archive.
    static let second = """
        CREATE TABLE submission_2 (
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
                'claimed', 'judged', 'refused', 'duplicate', 'held', 'rejected', 'revoked', 'erased')),
            duplicate_of INTEGER REFERENCES submission (sequence),
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
        INSERT INTO submission_2 (sequence, event, path, submitter, digest, bytes, arrival, modified_ns, inode, device,
                state, duplicate_of, format, problem, accepted, corrections, quarantined, duplicates, withdrawals,
                flagged)
            SELECT sequence, event, path, submitter, digest, bytes, arrival, modified_ns, inode, device,
                state, duplicate_of, format, problem, accepted, corrections, quarantined, duplicates, withdrawals,
                flagged
            FROM submission;
        DROP TABLE submission;
        ALTER TABLE submission_2 RENAME TO submission;
        CREATE INDEX submission_by_digest ON submission (digest, submitter);
        CREATE INDEX submission_by_path ON submission (path);
        CREATE INDEX submission_by_series ON submission (series, submitter);
        CREATE INDEX submission_waiting ON submission (state) WHERE state = 'claimed';

        CREATE TABLE snapshot_2 (
            number INTEGER PRIMARY KEY,
            digest TEXT NOT NULL,
            event INTEGER NOT NULL REFERENCES event (id),
            state TEXT NOT NULL CHECK (state IN (
                'intent', 'published', 'pruning', 'pruned', 'tombstoning', 'tombstoned')),
            date INTEGER NOT NULL,                  -- seconds since 1970, UTC
            semantics INTEGER,                      -- the program's; missing for versions before it was kept
            counts TEXT NOT NULL                    -- JSON
        ) STRICT;
        INSERT INTO snapshot_2 (number, digest, event, state, date, counts)
            SELECT number, digest, event, state, date, counts FROM snapshot;
        DROP TABLE snapshot;
        ALTER TABLE snapshot_2 RENAME TO snapshot;

        -- Versions with a name, which are never pruned.
        CREATE TABLE release (
            version INTEGER PRIMARY KEY REFERENCES snapshot (number),
            event INTEGER NOT NULL REFERENCES event (id),
            name TEXT NOT NULL UNIQUE,
            doi TEXT
        ) STRICT;

        -- What a later judging changed about a submission whose receipt was written before.
        CREATE TABLE addendum (
            id INTEGER PRIMARY KEY,
            submission INTEGER NOT NULL REFERENCES submission (sequence),
            event INTEGER NOT NULL,                 -- the newest event that the judging knew of
            at INTEGER NOT NULL,                    -- seconds since 1970, UTC: when that was
            cause TEXT NOT NULL,
            before TEXT NOT NULL,                   -- JSON: state and counts
            after TEXT NOT NULL
        ) STRICT;
        CREATE INDEX addendum_by_submission ON addendum (submission);

        -- Archived files that must go, because nobody's data may stay in them.
        CREATE TABLE removal (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

        INSERT INTO meta (name, value)
            SELECT 'judged_under', 'an older layout of the store' WHERE EXISTS (SELECT 1 FROM segment)
                OR EXISTS (SELECT 1 FROM key_run) OR EXISTS (SELECT 1 FROM meta WHERE name = 'judged_under')
            ON CONFLICT (name) DO UPDATE SET value = excluded.value;
        """
}
