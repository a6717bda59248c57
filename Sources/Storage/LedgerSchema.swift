import GRDB

/// The tables of the ledger, as named migrations that are never changed once released.
enum LedgerSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 events, submissions, files, snapshots") { try $0.execute(sql: first) }
        // Foreign keys are off while it runs and checked before it commits, so that tables can be built anew.
        migrator.registerMigration("2 decisions, series, holds, releases") { try $0.execute(sql: second) }
        migrator.registerMigration("3 erasure") { try $0.execute(sql: erasure) }
        migrator.registerMigration("4 archives and receipts") { try $0.execute(sql: fourth) }
        migrator.registerMigration("5 wordings of problems") { try $0.execute(sql: wordings) }
        migrator.registerMigration("6 arrival") { try $0.execute(sql: arrival) }
        migrator.registerMigration("7 holders") { try $0.execute(sql: holders) }
        migrator.registerMigration("8 mending") { try $0.execute(sql: mending) }
        return migrator
    }

    /// Why a submission could not be read and what to do about it, in words that can be translated: JSON of a
    /// `Diagnosis`. The English text stays in `problem`, where older rows have it alone.
    private static let wordings = "ALTER TABLE submission ADD COLUMN diagnosis TEXT;"

    private static let first = """
        -- Everything that ever happened, in order. The published content is a function of this list and of the archive.
        CREATE TABLE event (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            at INTEGER NOT NULL,                    -- seconds since 1970, UTC
            payload TEXT NOT NULL                   -- JSON with sorted keys
        ) STRICT;

        CREATE TABLE submitter (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

        CREATE TABLE submission (
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
            state TEXT NOT NULL CHECK (state IN ('claimed', 'judged', 'refused', 'duplicate')),
            duplicate_of INTEGER REFERENCES submission (sequence),
            format TEXT,                            -- JSON
            problem TEXT,
            accepted INTEGER NOT NULL DEFAULT 0,
            corrections INTEGER NOT NULL DEFAULT 0,
            quarantined INTEGER NOT NULL DEFAULT 0,
            duplicates INTEGER NOT NULL DEFAULT 0,
            withdrawals INTEGER NOT NULL DEFAULT 0,
            flagged INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX submission_by_digest ON submission (digest, submitter);
        CREATE INDEX submission_by_path ON submission (path);
        CREATE INDEX submission_waiting ON submission (state) WHERE state = 'claimed';

        -- Interpretations told once per column, for the receipt.
        CREATE TABLE note (
            submission INTEGER PRIMARY KEY REFERENCES submission (sequence),
            notes TEXT NOT NULL                     -- JSON
        ) STRICT;

        -- A pipeline definition with every file that it refers to.
        CREATE TABLE edition (
            number INTEGER PRIMARY KEY,
            digest TEXT NOT NULL,
            event INTEGER NOT NULL REFERENCES event (id),
            files TEXT NOT NULL                     -- JSON: name, digest and bytes of each
        ) STRICT;

        -- The files beside the ledger. A file without a row here is rubbish from a crash.
        CREATE TABLE segment (
            number INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('additions', 'corrections')),
            rows INTEGER NOT NULL,
            first_ordinal INTEGER NOT NULL,
            last_ordinal INTEGER NOT NULL,
            bytes INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE findings_file (number INTEGER PRIMARY KEY, rows INTEGER NOT NULL) STRICT;
        CREATE TABLE key_run (number INTEGER PRIMARY KEY, entries INTEGER NOT NULL, bytes INTEGER NOT NULL) STRICT;

        CREATE TABLE snapshot (
            number INTEGER PRIMARY KEY,
            digest TEXT NOT NULL,
            event INTEGER NOT NULL REFERENCES event (id),
            state TEXT NOT NULL CHECK (state IN ('intent', 'published')),
            date INTEGER NOT NULL,                  -- seconds since 1970, UTC
            counts TEXT NOT NULL                    -- JSON
        ) STRICT;

        CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        """
}
