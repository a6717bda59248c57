import GRDB

extension Ledger {
    /// Records a decision as an event, and what follows from it for submissions and versions, in one transaction.
    ///
    /// A submission that is rejected or revoked has that state at once; an accepted one stays held until it is judged.
    /// A version that is to be pruned or made a tombstone says so until `markPruned` or `markTombstoned`.
    ///
    /// - Throws: `StoreError` of kind `decision` where it cannot be taken as things are; then nothing has changed.
    package func record(_ decision: Decision, at: Int64) throws -> LedgerEvent {
        try write { try record(decision, at: at, $0) }
    }

    func record(_ decision: Decision, at: Int64, _ database: Database) throws -> LedgerEvent {
        try DecisionRules(database: database).check(decision)
        let payload = try json(decision)
        let event = try Ledger.append(decision.kind, at: at, payload: payload, database)
        switch decision.kind {
        case .accept: try rule(.accepted, state: .held, decision.submission, database)
        case .reject: try rule(.rejected, state: .rejected, decision.submission, database)
        case .revoke: try rule(.revoked, state: .revoked, decision.submission, database)
        case .prune: try set(.pruning, decision.version, database)
        case .tombstone: try set(.tombstoning, decision.version, database)
        case .release:
            try database.execute(
                sql: """
                    INSERT INTO release (version, event, name, doi) VALUES (?, ?, ?, ?)
                    ON CONFLICT (version) DO UPDATE SET doi = coalesce(excluded.doi, doi)
                    """, arguments: [decision.version, event, decision.name, decision.doi])
        default: break
        }
        return LedgerEvent(id: event, kind: decision.kind, at: at, payload: payload)
    }

    /// The decisions of some kinds, or all, that came after an event, in order.
    package func decisions(of kinds: Set<EventKind>? = nil, after id: Int64 = 0) throws -> [RecordedDecision] {
        let wanted = EventKind.allCases.filter { $0.isDecision && kinds?.contains($0) ?? true }.map(\.rawValue)
        return try read { database in
            let marks = wanted.map { _ in "?" }.joined(separator: ", ")
            return try Row.fetchAll(
                database, sql: "SELECT id, at, payload FROM event WHERE id > ? AND kind IN (\(marks)) ORDER BY id",
                arguments: [id] + StatementArguments(wanted)
            ).map { RecordedDecision(event: $0[0], at: $0[1], decision: try fromJSON(Decision.self, $0[2])) }
        }
    }

    private func rule(
        _ ruling: Ruling, state: SubmissionState, _ submission: UInt32?, _ database: Database
    ) throws {
        try database.execute(
            sql: "UPDATE submission SET ruling = ?, state = ? WHERE sequence = ?",
            arguments: [ruling.rawValue, state.rawValue, submission])
    }

    private func set(_ state: SnapshotRecord.State, _ version: Int?, _ database: Database) throws {
        try database.execute(
            sql: "UPDATE snapshot SET state = ? WHERE number = ?", arguments: [state.rawValue, version])
    }
}
