import Deduplication
import Observations
import Storage

extension Judging {
    /// Takes records back or restores them, as somebody has decided.
    ///
    /// A record that is not there any more, because the definition or a revocation has changed the history before, is left
    /// out: there is nothing to take back.
    mutating func apply(_ recorded: RecordedDecision) async throws {
        var places: [UInt32] = []
        for name in recorded.decision.records ?? [] {
            guard let record = RecordID(name), let place = try place(of: record) else { continue }
            switch recorded.decision.kind {
            case .withdraw: if let ordinal = try deduplicator.withdraw(place.key) { places.append(ordinal) }
            case .restore: if let ordinal = try deduplicator.restore(place.key) { places.append(ordinal) }
            default: break
            }
        }
        let mark = recorded.decision.kind == .restore ? VersionKind.restored : .withdrawn
        try await keeping.mark(mark, places, by: .decision(recorded.event))
    }

    /// Where a record is now: as this judging has seen it, else as the store knows it.
    private mutating func place(of record: RecordID) throws -> WatchedRecords.Place? {
        if let place = watched.place(of: record) { return place }
        guard let found = try RecordLookup(store: store, segments: segments).find(record),
            let submission = try ledger.submission(found.current.origin.submission),
            let source = run.plan.source(for: submission.path)
        else { return nil }
        let batch = ObservationBatch(found.current, schema: run.plan.schema)
        let keys = source.keyRule.keys(of: batch, submitter: submission.submitter)
        guard let key = try deduplicator.key(at: found.ordinal, keys: keys, rule: source.keyRule) else { return nil }
        let place = WatchedRecords.Place(ordinal: found.ordinal, key: key)
        watched.add(record, place)
        return place
    }
}

extension ObservationBatch {
    /// One state of a record as a batch of one row. Terms that it did not have are missing.
    init(_ version: RecordVersion, schema: Schema) {
        let columns = schema.terms.map { term in
            TextColumn([version.terms.firstIndex(of: term).flatMap { version.values[$0] }])
        }
        var origins = Origins(submission: version.origin.submission)
        origins.append(record: version.origin.record, row: version.origin.record, position: 0)
        self.init(schema: schema, columns: columns, origins: origins)
    }

    /// Observations of the dataset as a batch, to compute their keys anew.
    init(_ placed: PlacedObservations, schema: Schema) {
        var origins = Origins()
        for id in placed.ids { origins.append(record: id.record, row: id.record, position: 0) }
        self.init(schema: schema, columns: placed.batch, origins: origins)
    }
}
