import Observations

/// The dataset as it is now: every record once, in the order of first acceptance, with its newest content. Records that
/// are out of it are left out, so that places may have gaps.
///
/// Batches have at most 65,536 rows. Memory holds one row group of additions and at most 131,072 corrected records.
package struct CurrentObservations: ObservationSource, Sendable {
    private let store: Store
    private let terms: [Term]
    private let ranges: PlaceRanges
    private let additions: [SegmentFile]
    private let corrections: CorrectionIndex
    private let includesHidden: Bool
    private var overlay: CorrectionOverlay?
    private var segment = 0
    private var group = 0
    private var reader: SegmentReader?

    private static let overlayRows = 131_072

    /// The current content of some terms.
    ///
    /// - Parameters:
    ///   - segments: All segments, as the ledger names them, or also newer ones that are complete but not recorded yet.
    ///   - terms: The columns to read. A term that a segment does not have is missing there.
    ///   - ordinals: The places to read; all without it.
    package init(store: Store, segments: [SegmentFile], terms: [Term], ordinals: Range<UInt32>? = nil) throws {
        try self.init(
            store: store, segments: segments, terms: terms, ranges: ordinals.map { PlaceRanges([$0]) } ?? .all,
            includingHidden: false)
    }

    /// The current content of some terms at several ranges of places.
    ///
    /// - Parameters:
    ///   - ranges: The places to read, in any order.
    ///   - includingHidden: Whether records that are out of the dataset come too, with their last content; `isHidden`
    ///     tells which.
    package init(
        store: Store, segments: [SegmentFile], terms: [Term], ranges: [Range<UInt32>], includingHidden: Bool = false
    ) throws {
        try self.init(
            store: store, segments: segments, terms: terms, ranges: PlaceRanges(ranges),
            includingHidden: includingHidden)
    }

    private init(
        store: Store, segments: [SegmentFile], terms: [Term], ranges: PlaceRanges, includingHidden: Bool
    ) throws {
        self.store = store
        self.terms = terms
        self.ranges = ranges
        includesHidden = includingHidden
        additions = segments.filter {
            $0.kind == .additions && ranges.overlap(Int64($0.firstOrdinal)...Int64($0.lastOrdinal))
        }
        corrections = try CorrectionIndex(store: store, segments: segments, ranges: ranges)
    }

    /// How many records there are in the ranges.
    package var count: Int {
        let places = additions.reduce(0) { total, segment in
            ranges.pieces(of: Int64(segment.firstOrdinal)..<Int64(segment.lastOrdinal) + 1)
                .reduce(total) { $0 + $1.count }
        }
        return includesHidden ? places : places - corrections.hidden.count
    }

    /// Whether the record at a place in the ranges is out of the dataset.
    package func isHidden(_ place: UInt32) -> Bool {
        let index = corrections.firstHidden(from: Int64(place))
        return index < corrections.hidden.count && corrections.hidden[index] == place
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
            if let places = reader.ordinalRange(of: group), !ranges.overlap(places) { continue }
            if let batch = try batch(reader.rows(of: group, terms: terms)) { return batch }
        }
        return nil
    }

    /// A row group cut to the ranges, with its corrections laid over it and without what is out of the dataset.
    private mutating func batch(_ rows: SegmentRows) throws -> PlacedObservations? {
        guard let first = rows.ordinals.first, let last = rows.ordinals.last, last - first == Int64(rows.count) - 1,
            first >= 0, last <= Int64(UInt32.max)
        else {
            throw StoreError.damaged(store.segmentsPath, "the places in an additions segment have gaps")
        }
        let pieces = ranges.pieces(of: first..<last + 1)
        guard !pieces.isEmpty else { return nil }
        let kept = pieces.map { Int($0.lowerBound - first)..<Int($0.upperBound - first) }
        var batch = PlacedObservations(
            terms: terms, batch: rows.columns.map { $0.slices(kept) },
            ordinals: pieces.flatMap { UInt32($0.lowerBound)...UInt32($0.upperBound - 1) },
            ids: kept.flatMap { $0.map { rows.origin($0) } })
        var row = 0
        for piece in pieces {
            try layCorrections(over: &batch, at: row, from: piece.lowerBound, to: piece.upperBound)
            row += piece.count
        }
        if !includesHidden { removeHidden(from: &batch, in: first..<last + 1) }
        return batch.count > 0 ? batch : nil
    }

    /// Lays the newest content over the rows from `start` on, which are those at the places from `low` to `high`.
    private mutating func layCorrections(
        over batch: inout PlacedObservations, at start: Int, from low: Int64, to high: Int64
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
            let cells = here.map { (row: start + Int(corrections.ordinal($0) - low), other: overlay.row(of: $0)) }
            for column in terms.indices {
                batch.batch[column] = batch.batch[column].replacing(cells, from: overlay.rows.columns[column])
            }
            for cell in cells { batch.origins[cell.row] = overlay.rows.origin(cell.other) }
            entry = here.upperBound
        }
    }

    /// Leaves out the rows whose places are hidden.
    private func removeHidden(from batch: inout PlacedObservations, in places: Range<Int64>) {
        let hidden = corrections.hidden[
            corrections.firstHidden(from: places.lowerBound)..<corrections.firstHidden(from: places.upperBound)]
        guard !hidden.isEmpty else { return }
        var visible = Bitmap(repeating: true, count: batch.count)
        var row = 0
        for place in hidden {
            while batch.ordinals[row] < place { row += 1 }
            visible[row] = false
        }
        batch = PlacedObservations(
            terms: terms, batch: batch.batch.map { $0.rows(visible) }, ordinals: batch.ordinals.rows(visible),
            ids: batch.ids.rows(visible), origins: batch.origins.rows(visible))
    }
}
