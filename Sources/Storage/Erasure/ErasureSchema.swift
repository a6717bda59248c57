extension LedgerSchema {
    /// Whose data were erased, as keyed codes, and what is left to do about it.
    static let erasure = """
        -- Nobody can be read from it: a code is made of a name under the project's key, which lies elsewhere.
        CREATE TABLE suppression (
            code TEXT PRIMARY KEY,
            token TEXT NOT NULL,                    -- stands in for this name
            person TEXT NOT NULL,                   -- the token of the person whose name it is
            mode TEXT NOT NULL CHECK (mode IN ('data', 'identity')),
            event INTEGER NOT NULL REFERENCES event (id)
        ) STRICT, WITHOUT ROWID;

        -- How far erasing has come (`ErasureFact`).
        CREATE TABLE erasure (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        """
}
