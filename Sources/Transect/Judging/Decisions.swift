import Deduplication
import Observations
import Storage

/// A decision about a record that the history no longer has under that name.
package struct LapsedDecision: Sendable {
    /// The record's name.
    package var record: RecordID
    /// What was decided.
    package var decision: RecordedDecision
}

extension Judging {
    /// Takes records back or restores them, as somebody has decided.
    ///
    /// A record that is not there any more under its name, because the definition or a revocation has changed the history
    /// before, cannot be found: the run says so, since the same record may have another name now.
    mutating func apply(_ recorded: RecordedDecision) async throws {
        let records = (recorded.decision.records ?? []).compactMap { RecordID($0) }
        var places: [UInt32] = []
        for record in records {
            guard let place = watched.place(of: record) else {
                lapsed.append(LapsedDecision(record: record, decision: recorded))
                continue
            }
            switch recorded.decision.kind {
            case .withdraw: if let ordinal = try deduplicator.withdraw(place.key) { places.append(ordinal) }
            case .restore: if let ordinal = try deduplicator.restore(place.key) { places.append(ordinal) }
            default: break
            }
        }
        let mark = recorded.decision.kind == .restore ? VersionKind.restored : .withdrawn
        try await keeping.mark(mark, places, by: .decision(recorded.event))
    }

    /// Finds the records that decisions name and an earlier run has judged, each file of the store read once, however many
    /// they are. This comes before everything else: what is judged on the way to a decision may give them other keys.
    mutating func locateNamedRecords() throws {
        let records = watched.names.sorted()
        guard !records.isEmpty, !segments.isEmpty else { return }
        let places = try RecordLookup(store: store, segments: segments).places(of: records).compactMap { $0 }
        guard !places.isEmpty else { return }
        var present = try CurrentObservations(
            store: store, segments: segments, terms: run.plan.schema.terms, ranges: places.map { $0..<$0 + 1 },
            includingHidden: true)
        while let batch = try present.next() {
            for row in 0..<batch.count {
                // A record is keyed as the file was that brought its present content.
                guard let submission = try ledger.submission(batch.origins[row].submission),
                    let source = run.plan.source(for: submission.path)
                else { continue }
                let alone = ObservationBatch(batch, row: row, schema: run.plan.schema)
                let keys = source.keyRule.keys(of: alone, submitter: submission.submitter)
                guard let key = try deduplicator.key(at: batch.ordinals[row], keys: keys, rule: source.keyRule) else {
                    continue
                }
                watched.add(batch.ids[row], WatchedRecords.Place(ordinal: batch.ordinals[row], key: key))
            }
        }
    }
}

extension ObservationBatch {
    /// One of some observations as a batch of its own.
    init(_ placed: PlacedObservations, row: Int, schema: Schema) {
        var origins = Origins()
        origins.append(record: placed.ids[row].record, row: placed.ids[row].record, position: 0)
        self.init(schema: schema, columns: placed.batch.map { TextColumn([$0[row]]) }, origins: origins)
    }

    /// Observations of the dataset as a batch, to compute their keys anew.
    init(_ placed: PlacedObservations, schema: Schema) {
        var origins = Origins()
        for id in placed.ids { origins.append(record: id.record, row: id.record, position: 0) }
        self.init(schema: schema, columns: placed.batch, origins: origins)
    }
}
