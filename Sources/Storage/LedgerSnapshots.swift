import GRDB
import Observations

/// A version as the ledger knows it.
package struct SnapshotRecord: Sendable, Equatable {
    /// How far a version has come.
    package enum State: String, Sendable {
        /// It is drafted and durable, and will get its name now or after a crash.
        case intent
        /// It has its name.
        case published
        /// It is decided that its files go, now or after a crash.
        case pruning
        /// Its files are gone.
        case pruned
        /// It is decided that a tombstone takes the place of its data, now or after a crash.
        case tombstoning
        /// A tombstone says what it was, and its data are gone.
        case tombstoned
    }

    /// Its number: 1 for `v1`.
    package var number: Int
    /// The digest of its content.
    package var digest: Digest
    /// The event of its publication.
    package var event: Int64
    /// How far it has come.
    package var state: State
    /// The instant of its newest input, in seconds since 1970 (UTC).
    package var date: Int64
    /// The `semanticsVersion` of the program that made it; `nil` for versions from before it was kept.
    package var semantics: Int?
    /// How many records, subjects, findings … it has, by name.
    package var counts: [String: Int]
}

private struct PublicationPayload: Codable {
    var counts: [String: Int]
    var date: Int64
    var digest: String
    var number: Int
    var semantics: Int
}

extension Ledger {
    /// Records that a drafted, durable version is going to be published as the next number. From here it is rolled
    /// forward.
    package func recordIntent(
        number: Int, digest: Digest, date: Int64, counts: [String: Int], semantics: Int, at: Int64
    ) throws -> SnapshotRecord {
        try write { database in
            let last = try Int.fetchOne(database, sql: "SELECT max(number) FROM snapshot") ?? 0
            guard number == last + 1 else {
                throw StoreError.contradiction("Version \(number) cannot follow version \(last)")
            }
            let payload = PublicationPayload(
                counts: counts, date: date, digest: digest.description, number: number, semantics: semantics)
            let event = try Ledger.append(.publication, at: at, payload: json(payload), database)
            try database.execute(
                sql: """
                    INSERT INTO snapshot (number, digest, event, state, date, semantics, counts)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    number, digest.description, event, SnapshotRecord.State.intent.rawValue, date, semantics,
                    try json(counts),
                ])
            return SnapshotRecord(
                number: number, digest: digest, event: event, state: .intent, date: date, semantics: semantics,
                counts: counts)
        }
    }

    /// Records that a version has its name. Doing so again changes nothing.
    package func markPublished(_ number: Int) throws { try mark(number, .published, from: .intent) }

    /// Records that a version's files are gone, which was decided before (`EventKind.prune`). Doing so again changes
    /// nothing.
    package func markPruned(_ number: Int) throws { try mark(number, .pruned, from: .pruning) }

    /// Records that a tombstone has taken the place of a version's data, which was decided before
    /// (`EventKind.tombstone`). Doing so again changes nothing.
    package func markTombstoned(_ number: Int) throws { try mark(number, .tombstoned, from: .tombstoning) }

    private func mark(_ number: Int, _ state: SnapshotRecord.State, from before: SnapshotRecord.State) throws {
        try write { database in
            let text = try String.fetchOne(
                database, sql: "SELECT state FROM snapshot WHERE number = ?", arguments: [number])
            guard let present = text.flatMap(SnapshotRecord.State.init) else {
                throw StoreError.contradiction("There is no version \(number)")
            }
            guard present == before || present == state else {
                throw StoreError.contradiction(
                    "Version \(number) cannot go from \(present.rawValue) to \(state.rawValue)")
            }
            try database.execute(
                sql: "UPDATE snapshot SET state = ? WHERE number = ?", arguments: [state.rawValue, number])
        }
    }

    /// Takes back that a version is going to be published, whose draft was lost before it had its name: nobody has seen
    /// it, and the number is given again.
    package func withdrawIntent(_ number: Int) throws {
        try write { database in
            let event = try Int64.fetchOne(
                database, sql: "SELECT event FROM snapshot WHERE number = ? AND state = 'intent'", arguments: [number])
            guard let event else { throw StoreError.contradiction("Version \(number) is not waiting for its name") }
            try database.execute(sql: "DELETE FROM snapshot WHERE number = ?", arguments: [number])
            try database.execute(sql: "DELETE FROM event WHERE id = ?", arguments: [event])
        }
    }

    /// All versions, oldest first.
    package func snapshots() throws -> [SnapshotRecord] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT number, digest, event, state, date, semantics, counts FROM snapshot ORDER BY number"
            ).map { row in
                guard let digest = Digest(hex: row[1] as String), let state = SnapshotRecord.State(rawValue: row[3])
                else {
                    throw StoreError.damaged(path, "version \(row[0] as Int) cannot be read")
                }
                return SnapshotRecord(
                    number: row[0], digest: digest, event: row[2], state: state, date: row[4], semantics: row[5],
                    counts: try fromJSON([String: Int].self, row[6]))
            }
        }
    }
}
