import FoundationEssentials
import GRDB

/// One thing that happened, for ever.
package struct LedgerEvent: Sendable, Equatable {
    /// Its place in the order of all events, from 1.
    package var id: Int64
    /// What kind of thing.
    package var kind: EventKind
    /// When, in seconds since 1970 (UTC).
    package var at: Int64
    /// The facts, as JSON with sorted keys.
    package var payload: String
}

/// Single facts about the store.
package enum LedgerFact: String, Sendable {
    /// How many bytes of `claims.log` the ledger stands for.
    case claimsLogBytes = "claims_log_bytes"
    /// A check of the project's key.
    case keyCheck = "key_check"
    /// How far the history had come when it last gave the content of the newest version.
    case unchangedThrough = "unchanged_through"
    /// What the present judgements depend on besides the submissions.
    case judgedUnder = "judged_under"
    /// The greatest number of a segment that a new edition has replaced.
    case lastReplacedSegment = "last_replaced_segment"
    /// The greatest number of a findings file that a new edition has replaced.
    case lastReplacedFindings = "last_replaced_findings"
    /// The last event whose withdrawals and restorations are applied.
    case appliedThrough = "applied_through"
    /// The last addendum that its reader was told of.
    case addendaTold = "addenda_told"
}

extension Ledger {
    /// All events, or those after one, in order.
    ///
    /// - Parameter limit: at most so many of them, the first ones; all without it.
    package func events(after id: Int64 = 0, limit: Int? = nil) throws -> [LedgerEvent] {
        try read { database in
            // To SQLite -1 is no limit.
            try Row.fetchAll(
                database, sql: "SELECT id, kind, at, payload FROM event WHERE id > ? ORDER BY id LIMIT ?",
                arguments: [id, limit ?? -1]
            ).map { row in
                guard let kind = EventKind(rawValue: row[1]) else {
                    throw StoreError.damaged(path, "an event of the unknown kind \(row[1] as String)")
                }
                return LedgerEvent(id: row[0], kind: kind, at: row[2], payload: row[3])
            }
        }
    }

    /// The instant of the newest event that published content depends on, in seconds since 1970 (UTC).
    package func newestInput() throws -> Int64 {
        try read { database in
            try Int64.fetchOne(database, sql: "SELECT max(at) FROM event WHERE \(Ledger.isInput)") ?? 0
        }
    }

    /// The newest event that published content depends on, and when it happened; `nil` before the first.
    static func newestInput(_ database: Database) throws -> (id: Int64, at: Int64)? {
        try Row.fetchOne(
            database, sql: "SELECT id, at FROM event WHERE \(isInput) ORDER BY id DESC LIMIT 1"
        ).map { ($0[0], $0[1]) }
    }

    /// The condition on events that published content depends on.
    private static let isInput: String = {
        let others = EventKind.allCases.filter { !$0.changesContent }.map { "'\($0.rawValue)'" }
        return "kind NOT IN (\(others.joined(separator: ", ")))"
    }()

    /// A single fact, `nil` where it was never recorded.
    package func value(of fact: LedgerFact) throws -> String? {
        try read { try Ledger.value(of: fact, $0) }
    }

    /// Records a single fact.
    package func set(_ fact: LedgerFact, to value: String) throws {
        try write { try Ledger.set(fact, to: value, $0) }
    }

    static func value(of fact: LedgerFact, _ database: Database) throws -> String? {
        try String.fetchOne(database, sql: "SELECT value FROM meta WHERE name = ?", arguments: [fact.rawValue])
    }

    static func set(_ fact: LedgerFact, to value: String, _ database: Database) throws {
        try database.execute(
            sql: "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            arguments: [fact.rawValue, value])
    }

    /// Adds an event and gives its place.
    static func append(_ kind: EventKind, at: Int64, payload: String, _ database: Database) throws -> Int64 {
        try database.cachedStatement(sql: "INSERT INTO event (kind, at, payload) VALUES (?, ?, ?)")
            .execute(arguments: [kind.rawValue, at, payload])
        return database.lastInsertedRowID
    }
}

/// JSON with sorted keys, the same for the same value everywhere.
func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}

/// Reads what `json` wrote.
func fromJSON<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
}
