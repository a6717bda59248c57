import Deduplication
import Observations
import Storage

extension Judging {
    /// Takes records back or restores them, as somebody has decided.
    ///
    /// A record that is not there any more under its name, because the definition or a revocation has changed the history
    /// before, is known by its key, where one was kept. Where none was, or no row has it, the run says so.
    mutating func apply(_ recorded: RecordedDecision) async throws {
        let records = (recorded.decision.records ?? []).compactMap { RecordID($0) }
        var places: [UInt32] = []
        for record in records {
            let place: UInt32?
            switch (recorded.decision.kind, watched.place(of: record)) {
            case (_, nil): place = try applyByKey(recorded, record)
            case (.withdraw, let known?): place = try deduplicator.withdraw(known.key)
            case (.restore, let known?): place = try deduplicator.restore(known.key)
            default: place = nil
            }
            if let place { places.append(place) }
        }
        let mark = recorded.decision.kind == .restore ? VersionKind.restored : .withdrawn
        try await keeping.mark(mark, places, by: .decision(recorded.event))
    }

    /// Finds the records that decisions name and an earlier run has judged, each file of the store read once, however many
    /// they are. This comes before everything else: what is judged on the way to a decision may give them other keys.
    mutating func locateNamedRecords() throws {
        let records = RecordsByName(store: store, ledger: ledger, segments: segments, plan: run.plan)
        for (name, place) in try records.locate(watched.names.sorted(), deduplicator) { watched.add(name, place) }
    }
}

extension ObservationBatch {
    /// Observations of the dataset as a batch, to compute their keys anew.
    init(_ placed: PlacedObservations, schema: Schema) {
        var origins = Origins()
        for id in placed.ids { origins.append(record: id.record, row: id.record, position: 0) }
        self.init(schema: schema, columns: placed.batch, origins: origins)
    }
}
