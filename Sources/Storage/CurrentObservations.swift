import Observations

/// The dataset as it is now: every record once, in the order of first acceptance, with its newest content.
///
/// Batches have at most 65,536 rows. Memory holds one row group of additions and at most 131,072 corrected records.
package struct CurrentObservations: ObservationSource, Sendable {
    private let store: Store
    private let terms: [Term]
    private let range: Range<Int64>
    private let additions: [SegmentFile]
    private let corrections: CorrectionIndex
    private var overlay: CorrectionOverlay?
    private var segment = 0
    private var group = 0
    private var reader: SegmentReader?

    private static let overlayRows = 131_072

    /// The current content of some terms.
    ///
    /// - Parameters:
    ///   - segments: All segments, as the ledger names them.
    ///   - terms: The columns to read. A term that a segment does not have is missing there.
    ///   - ordinals: The places to read; all without it.
    package init(store: Store, segments: [SegmentFile], terms: [Term], ordinals: Range<UInt32>? = nil) throws {
        self.store = store
        self.terms = terms
        let range = ordinals.map { Int64($0.lowerBound)..<Int64($0.upperBound) } ?? 0..<Int64(UInt32.max) + 1
        self.range = range
        additions = segments.filter {
            $0.kind == .additions && Int64($0.lastOrdinal) >= range.lowerBound
                && Int64($0.firstOrdinal) < range.upperBound
        }
        corrections = try CorrectionIndex(store: store, segments: segments, range: range)
    }

    /// How many records there are in the range.
    package var count: Int {
        additions.reduce(0) { total, segment in
            let first = max(Int64(segment.firstOrdinal), range.lowerBound)
            return total + Int(max(0, min(Int64(segment.lastOrdinal) + 1, range.upperBound) - first))
        }
    }

    package mutating func next() throws -> PlacedObservations? {
        while segment < additions.count {
            let reader = try self.reader ?? SegmentReader(store: store, additions[segment])
            self.reader = reader
            guard group < reader.groupCount else {
                self.reader = nil
                segment += 1
                group = 0
                continue
            }
            defer { group += 1 }
            if let places = reader.ordinalRange(of: group), !places.overlaps(range) { continue }
            if let batch = try batch(reader.rows(of: group, terms: terms)) { return batch }
        }
        return nil
    }

    /// A row group cut to the range, with its corrections laid over it.
    private mutating func batch(_ rows: SegmentRows) throws -> PlacedObservations? {
        guard let first = rows.ordinals.first, let last = rows.ordinals.last, last - first == Int64(rows.count) - 1
        else {
            throw StoreError.damaged(store.segmentsPath, "the places in an additions segment have gaps")
        }
        let low = max(first, range.lowerBound)
        let high = min(last + 1, range.upperBound)
        guard low < high, first >= 0, last <= Int64(UInt32.max) else { return nil }
        let kept = Int(low - first)..<Int(high - first)

        let ids = kept.map { rows.origin($0) }
        var batch = PlacedObservations(
            terms: terms, batch: rows.columns.map { $0.slice(kept) },
            ordinals: (UInt32(low)...UInt32(high - 1)).map { $0 },
            ids: ids)
        try layCorrections(over: &batch, from: low, to: high)
        return batch
    }

    private mutating func layCorrections(
        over batch: inout PlacedObservations, from low: Int64, to high: Int64
    ) throws {
        var entry = corrections.firstIndex(from: low)
        let end = corrections.firstIndex(from: high)
        while entry < end {
            if overlay.map({ !$0.entries.contains(entry) }) ?? true {
                overlay = nil
                let window = entry..<min(entry + CurrentObservations.overlayRows, corrections.count)
                overlay = try corrections.load(window, terms: terms)
            }
            guard let overlay else { return }
            let here = entry..<min(end, overlay.entries.upperBound)
            let cells = here.map { (row: Int(corrections.ordinal($0) - low), other: overlay.row(of: $0)) }
            for column in terms.indices {
                batch.batch[column] = batch.batch[column].replacing(cells, from: overlay.rows.columns[column])
            }
            for cell in cells { batch.origins[cell.row] = overlay.rows.origin(cell.other) }
            entry = here.upperBound
        }
    }
}

extension ClosedRange<Int64> {
    fileprivate func overlaps(_ other: Range<Int64>) -> Bool {
        lowerBound < other.upperBound && upperBound >= other.lowerBound
    }
}
