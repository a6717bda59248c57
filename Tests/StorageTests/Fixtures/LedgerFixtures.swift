/// Ledgers of released schemas, kept for ever as they were.
enum LedgerFixtures {
    /// The first schema, with the rows of two nights: submissions judged, repeated, refused and waiting, a version
    /// published and one about to be.
    static let first = """
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

        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
        INSERT INTO grdb_migrations VALUES ('1 events, submissions, files, snapshots');
        INSERT INTO event VALUES
            (1, 'edition', 5, '{}'), (2, 'claim', 10, '{}'), (3, 'claim', 10, '{}'), (4, 'claim', 10, '{}'),
            (5, 'claim', 10, '{}'), (6, 'publication', 11, '{}'), (7, 'claim', 20, '{}'), (8, 'publication', 21, '{}');
        INSERT INTO submitter VALUES (1, 'maria'), (2, 'jan'), (3, 'zoe');
        INSERT INTO submission VALUES
            (1, 2, 'maria/a.csv', 1, 'DIGEST1', 40, 10, 77, -1, 5, 'judged', NULL,
                '{"details":[["delimiter",",","it is declared"]],"fields":["name","count"],"format":"csv"}', NULL,
                3, 0, 1, 0, 0, 1),
            (2, 3, 'jan/b.csv', 2, 'DIGEST2', 41, 10, 78, 12, 5, 'judged', NULL, NULL, NULL, 0, 2, 0, 0, 0, 0),
            (3, 4, 'maria/copy.csv', 1, 'DIGEST1', 40, 10, 79, 13, 5, 'duplicate', 1, NULL, NULL, 0, 0, 0, 0, 0, 0),
            (4, 5, 'zoe/odd.bin', 3, 'DIGEST3', 9, 10, 80, 14, 5, 'refused', NULL, NULL, 'it is no text',
                0, 0, 0, 0, 0, 0),
            (5, 7, 'jan/c.csv', 2, 'DIGEST4', 42, 20, 81, 15, 5, 'claimed', NULL, NULL, NULL, 0, 0, 0, 0, 0, 0);
        INSERT INTO note VALUES
            (1, '[{"became":"1.5","code":"decimal-comma","count":2,"example":"1,5","field":"lat"}]');
        INSERT INTO edition VALUES
            (1, 'DIGEST5', 1, '[{"bytes":3,"digest":"DIGEST6","name":"pipeline.yaml"}]');
        INSERT INTO segment VALUES (1, 'additions', 3, 0, 2, 500);
        INSERT INTO findings_file VALUES (1, 2);
        INSERT INTO key_run VALUES (1, 3, 200);
        INSERT INTO snapshot VALUES
            (1, 'DIGEST7', 6, 'published', 10, '{"records":3}'), (2, 'DIGEST8', 8, 'intent', 20, '{"records":4}');
        INSERT INTO meta VALUES
            ('claims_log_bytes', '400'), ('judged_under', '0000 1'), ('key_check', '0123456789abcdef');
        """
        .replacing(digests: "DIGEST")
}

extension String {
    /// Every `DIGEST1` … `DIGEST9` as 64 times its number.
    fileprivate func replacing(digests word: String) -> String {
        var text = ""
        var rest = self[...]
        while let range = rest.firstRange(of: word) {
            text += rest[..<range.lowerBound]
            rest = rest[range.upperBound...]
            if let digit = rest.popFirst() { text += String(repeating: digit, count: 64) }
        }
        return text + rest
    }
}
