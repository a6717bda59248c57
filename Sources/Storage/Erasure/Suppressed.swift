import GRDB

/// How much of somebody is erased.
package enum ErasureMode: String, Sendable, CaseIterable, Codable {
    /// The records leave the dataset and the archive.
    case data
    /// The records stay; the name is replaced by a token wherever it stands.
    case identity
}

/// A name that must not come back, as a keyed code.
package struct SuppressedName: Sendable, Equatable {
    /// The keyed code of the name. Without the project's key nobody can test a name against it.
    package var code: String
    /// What stands in for the name.
    package var token: String
    /// The token of the person whose name it is; the same for all names of one person.
    package var person: String
    /// How much was erased.
    package var mode: ErasureMode

    /// A name of those parts.
    package init(code: String, token: String, person: String, mode: ErasureMode) {
        self.code = code
        self.token = token
        self.person = person
        self.mode = mode
    }
}

/// Single facts about erasing.
package enum ErasureFact: String, Sendable {
    /// The last event of an erasure whose files have not all gone yet.
    case unfinished
    /// Up to where files were looked through for people who are on the list: the definition and the last submission.
    case lookedThrough = "looked_through"
}

extension Ledger {
    /// All names that must not come back, by their codes.
    package func suppressedNames() throws -> [SuppressedName] {
        try read { database in
            try Row.fetchAll(database, sql: "SELECT code, token, person, mode FROM suppression ORDER BY code").map {
                guard let mode = ErasureMode(rawValue: $0[3]) else {
                    throw StoreError.damaged(path, "the list of erased names cannot be read")
                }
                return SuppressedName(code: $0[0], token: $0[1], person: $0[2], mode: mode)
            }
        }
    }

    /// A single fact about erasing, `nil` where there is none.
    package func value(of fact: ErasureFact) throws -> String? {
        try read {
            try String.fetchOne($0, sql: "SELECT value FROM erasure WHERE name = ?", arguments: [fact.rawValue])
        }
    }

    /// Records a single fact about erasing, or forgets it.
    package func set(_ fact: ErasureFact, to value: String?) throws {
        try write { try Ledger.set(fact, to: value, $0) }
    }

    static func set(_ fact: ErasureFact, to value: String?, _ database: Database) throws {
        guard let value else {
            return try database.execute(sql: "DELETE FROM erasure WHERE name = ?", arguments: [fact.rawValue])
        }
        try database.execute(
            sql: """
                INSERT INTO erasure (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value
                """, arguments: [fact.rawValue, value])
    }

    static func suppress(_ names: [SuppressedName], event: Int64, _ database: Database) throws {
        for name in names {
            // What was erased stays erased: data that are gone do not come back as data without a name.
            try database.execute(
                sql: """
                    INSERT INTO suppression (code, token, person, mode, event) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (code) DO UPDATE SET mode = CASE mode WHEN 'data' THEN mode ELSE excluded.mode END
                    """, arguments: [name.code, name.token, name.person, name.mode.rawValue, event])
        }
    }
}
