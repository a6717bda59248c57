import Observations

/// Which records of some ranges of the dataset were corrected, where the newest content of each lies, and which are out
/// of the dataset.
struct CorrectionIndex: Sendable {
    /// A row group of a segment, and how many corrected rows the groups before it hold.
    private struct Source: Sendable {
        let reader: SegmentReader
        let group: Int
        let start: Int
    }

    /// One entry per corrected record, ascending: place in the upper 30 bits, position among all corrections in the
    /// next 32, what its row says in the lowest 2.
    private var entries: [UInt64] = []
    private var sources: [Source] = []

    /// The places in the ranges whose records are out of the dataset, ascending.
    private(set) var hidden: [UInt32] = []

    /// The corrections of the places in `ranges`. Reads only the places and states, not the content.
    init(store: Store, segments: [SegmentFile], ranges: PlaceRanges) throws {
        var position = 0
        for segment in segments where segment.kind == .corrections {
            guard ranges.overlap(Int64(segment.firstOrdinal)...Int64(segment.lastOrdinal)) else { continue }
            let reader = try SegmentReader(store: store, segment)
            for group in 0..<reader.groupCount {
                if let places = reader.ordinalRange(of: group), !ranges.overlap(places) { continue }
                let ordinals = try reader.ordinals(of: group)
                let kinds = try reader.kinds(of: group)
                sources.append(Source(reader: reader, group: group, start: position))
                for (row, ordinal) in ordinals.enumerated() where ranges.contains(ordinal) {
                    guard ordinal < CorrectionIndex.placeLimit else {
                        throw StoreError.damaged(store.segmentPath(segment.number), "a place is too large")
                    }
                    let kind = kinds?[row] ?? .content
                    entries.append(UInt64(ordinal) << 34 | UInt64(position + row) << 2 | UInt64(kind.rawValue))
                }
                position += ordinals.count
                precondition(position <= Int(UInt32.max))
            }
        }
        entries.sort()
        settle()
    }

    /// Places fit into 30 bits, as they do in key entries.
    private static let placeLimit: Int64 = 1 << 30

    /// Of each place's entries, oldest first, the last content stays, and the last one of all decides whether it is
    /// hidden.
    private mutating func settle() {
        var kept = 0
        var index = 0
        while index < entries.count {
            let place = entries[index] >> 34
            var content: UInt64?
            var last = VersionKind.content.rawValue
            while index < entries.count, entries[index] >> 34 == place {
                last = Int32(entries[index] & 3)
                if last == VersionKind.content.rawValue { content = entries[index] }
                index += 1
            }
            if last == VersionKind.withdrawn.rawValue { hidden.append(UInt32(place)) }
            if let content {
                entries[kept] = content
                kept += 1
            }
        }
        entries.removeLast(entries.count - kept)
    }

    /// How many records were corrected.
    var count: Int { entries.count }

    /// The place of the corrected record number `index`.
    func ordinal(_ index: Int) -> Int64 { Int64(entries[index] >> 34) }

    /// The first corrected record at or behind a place.
    func firstIndex(from place: Int64) -> Int { CorrectionIndex.first(of: entries.count) { ordinal($0) >= place } }

    /// The first hidden place at or behind a place, as an index of `hidden`.
    func firstHidden(from place: Int64) -> Int {
        CorrectionIndex.first(of: hidden.count) { Int64(hidden[$0]) >= place }
    }

    /// The first of so many ascending elements that lies behind a border.
    private static func first(of count: Int, isBehind: (Int) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = low + (high - low) / 2
            if isBehind(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// The newest content of some corrected records. Every row group that holds any of them is read once.
    func load(_ range: Range<Int>, terms: [Term]) throws -> CorrectionOverlay {
        var rows = SegmentRows(columns: terms.map { _ in TextColumn() })
        var rowOfEntry = [Int](repeating: 0, count: range.count)
        let byPosition = range.sorted { position($0) < position($1) }
        var next = 0
        for (number, source) in sources.enumerated() {
            let end = number + 1 < sources.count ? sources[number + 1].start : Int.max
            guard next < byPosition.count, position(byPosition[next]) < end else { continue }
            let group = try source.reader.rows(of: source.group, terms: terms)
            while next < byPosition.count, position(byPosition[next]) < end {
                let row = position(byPosition[next]) - source.start
                rowOfEntry[byPosition[next] - range.lowerBound] = rows.count
                rows.ordinals.append(group.ordinals[row])
                rows.submissions.append(group.submissions[row])
                rows.records.append(group.records[row])
                for column in terms.indices { rows.columns[column].append(row..<row + 1, of: group.columns[column]) }
                next += 1
            }
        }
        return CorrectionOverlay(entries: range, rowOfEntry: rowOfEntry, rows: rows)
    }

    private func position(_ index: Int) -> Int { Int(entries[index] >> 2 & 0xFFFF_FFFF) }
}

/// The newest content of some corrected records, in memory.
struct CorrectionOverlay: Sendable {
    /// Which records of the index.
    let entries: Range<Int>
    /// The row of each.
    let rowOfEntry: [Int]
    let rows: SegmentRows

    func row(of entry: Int) -> Int { rowOfEntry[entry - entries.lowerBound] }
}
