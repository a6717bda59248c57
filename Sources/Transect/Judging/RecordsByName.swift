import Deduplication
import Observations
import Storage

/// Finds records of the dataset by their names.
struct RecordsByName {
    let store: Store
    let ledger: Ledger
    let segments: [SegmentFile]
    /// The definition under which they were judged.
    let plan: Plan

    /// Where records are and what their keys are at present, in the order of the dataset. Each file of the store is read
    /// once, however many they are. A name that nothing was accepted under is left out.
    func locate(
        _ names: [RecordID], _ deduplicator: Deduplicator<KeyRuns>
    ) throws -> [(name: RecordID, place: WatchedRecords.Place)] {
        guard !names.isEmpty, !segments.isEmpty else { return [] }
        let places = try RecordLookup(store: store, segments: segments).places(of: names).compactMap { $0 }
        guard !places.isEmpty else { return [] }
        var present = try CurrentObservations(
            store: store, segments: segments, terms: plan.schema.terms, ranges: places.map { $0..<$0 + 1 },
            includingHidden: true)
        var located: [(name: RecordID, place: WatchedRecords.Place)] = []
        while let batch = try present.next() {
            for row in 0..<batch.count {
                // A record is keyed as the file was that brought its present content.
                guard let submission = try ledger.submission(batch.origins[row].submission),
                    let source = plan.source(for: submission.path)
                else { continue }
                let alone = ObservationBatch(batch, row: row, schema: plan.schema)
                let keys = source.keyRule.keys(of: alone, submitter: submission.submitter)
                guard let key = try deduplicator.key(at: batch.ordinals[row], keys: keys, rule: source.keyRule) else {
                    continue
                }
                located.append((batch.ids[row], WatchedRecords.Place(ordinal: batch.ordinals[row], key: key)))
            }
        }
        return located
    }
}

extension ObservationBatch {
    /// One of some observations as a batch of its own.
    fileprivate init(_ placed: PlacedObservations, row: Int, schema: Schema) {
        var origins = Origins()
        origins.append(record: placed.ids[row].record, row: placed.ids[row].record, position: 0)
        self.init(schema: schema, columns: placed.batch.map { TextColumn([$0[row]]) }, origins: origins)
    }
}
