import Observations

/// Records that were taken out of the dataset or brought back, and what did it last.
package struct RecordMarks: Sendable {
    /// The last that happened to one record.
    package struct Mark: Sendable, Equatable {
        /// Whether it is out of the dataset or back in it.
        package var kind: VersionKind
        /// The submission that did it; 0 where it was a decision.
        package var submission: UInt32
        /// The event of the decision, where it was one.
        package var event: Int64?
    }

    /// The marks by the records' names.
    package private(set) var marks: [RecordID: Mark] = [:]

    /// The marks that some segments hold.
    ///
    /// - Parameters:
    ///   - since: Only segments with greater numbers are looked through.
    ///   - segments: All segments, as the ledger names them.
    package init(store: Store, segments: [SegmentFile], since: Int) throws {
        var byPlace: [UInt32: Mark] = [:]
        for segment in segments where segment.kind == .corrections && segment.number > since {
            let reader = try SegmentReader(store: store, segment)
            for group in 0..<reader.groupCount {
                let kinds = try reader.kinds(of: group)
                // New content takes a mark away, so that groups of nothing else matter as soon as there are marks.
                guard kinds?.contains(where: { $0 != .content }) ?? false || !byPlace.isEmpty else { continue }
                let rows = try reader.rows(of: group, terms: [])
                for row in rows.ordinals.indices {
                    let place = UInt32(truncatingIfNeeded: rows.ordinals[row])
                    let origin = rows.origin(row)
                    let kind = kinds?[row] ?? .content
                    byPlace[place] =
                        kind == .content
                        ? nil
                        : Mark(
                            kind: kind, submission: origin.submission,
                            event: origin.submission == 0 ? Int64(origin.record) : nil)
                }
            }
        }
        guard !byPlace.isEmpty else { return }
        var records = try CurrentObservations(
            store: store, segments: segments, terms: [], ranges: byPlace.keys.sorted().map { $0..<$0 + 1 },
            includingHidden: true)
        while let batch = try records.next() {
            for (id, place) in zip(batch.ids, batch.ordinals) { marks[id] = byPlace[place] }
        }
    }
}
