import Observations

/// Which records of a range of the dataset were corrected, and where the newest content of each lies.
struct CorrectionIndex: Sendable {
    /// A row group of a segment, and how many corrected rows the groups before it hold.
    private struct Source: Sendable {
        let reader: SegmentReader
        let group: Int
        let start: Int
    }

    /// One entry per corrected record, ascending: place in the upper half, position among all corrections in the
    /// lower.
    private var entries: [UInt64] = []
    private var sources: [Source] = []

    /// The corrections of the places in `range`. Reads only the places, not the content.
    init(store: Store, segments: [SegmentFile], range: Range<Int64>) throws {
        var position = 0
        for segment in segments where segment.kind == .corrections {
            guard Int64(segment.lastOrdinal) >= range.lowerBound, Int64(segment.firstOrdinal) < range.upperBound else {
                continue
            }
            let reader = try SegmentReader(store: store, segment)
            for group in 0..<reader.groupCount {
                if let places = reader.ordinalRange(of: group),
                    places.upperBound < range.lowerBound || places.lowerBound >= range.upperBound
                {
                    continue
                }
                let ordinals = try reader.ordinals(of: group)
                sources.append(Source(reader: reader, group: group, start: position))
                for (row, ordinal) in ordinals.enumerated() where range.contains(ordinal) {
                    entries.append(UInt64(ordinal) << 32 | UInt64(position + row))
                }
                position += ordinals.count
                precondition(position <= Int(UInt32.max))
            }
        }
        // Later positions are newer: the last entry of each place stays.
        entries.sort()
        var kept = 0
        for index in entries.indices {
            if index + 1 < entries.count, entries[index + 1] >> 32 == entries[index] >> 32 { continue }
            entries[kept] = entries[index]
            kept += 1
        }
        entries.removeLast(entries.count - kept)
    }

    /// How many records were corrected.
    var count: Int { entries.count }

    /// The place of the corrected record number `index`.
    func ordinal(_ index: Int) -> Int64 { Int64(entries[index] >> 32) }

    /// The first corrected record at or behind a place.
    func firstIndex(from ordinal: Int64) -> Int {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = low + (high - low) / 2
            if self.ordinal(middle) < ordinal { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The newest content of some corrected records. Every row group that holds any of them is read once.
    func load(_ range: Range<Int>, terms: [Term]) throws -> CorrectionOverlay {
        var rows = SegmentRows(columns: terms.map { _ in TextColumn() })
        var rowOfEntry = [Int](repeating: 0, count: range.count)
        let byPosition = range.sorted { entries[$0] & 0xFFFF_FFFF < entries[$1] & 0xFFFF_FFFF }
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

    private func position(_ index: Int) -> Int { Int(entries[index] & 0xFFFF_FFFF) }
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
