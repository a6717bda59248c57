import Observations

/// A text column as a dictionary: the different cells, and for every cell with a value which of them it is.
struct TextDictionary {
    /// Where the different cells lie in `bytes`.
    let entries: [ValueTable.Entry]
    /// The different cells, one after the other.
    let bytes: [UInt8]
    /// One index per selected cell that has a value.
    let indices: [UInt32]

    /// The dictionary of the selected cells, or `nil` where it would save little: where a sample has too little
    /// repetition, where more than half of the cells are different, or where the dictionary outgrows 65,536 entries or
    /// 1 MB.
    ///
    /// - Parameter present: How many selected cells have a value.
    init?(_ column: TextColumn, missing: Bitmap?, _ selection: RowSelection, present: Int) {
        guard present > 0, Self.isPromising(column, missing: missing, present: present) else { return nil }
        var table = ValueTable(cells: present, countLimit: max(1, present / 2))
        var isFull = false
        let indices = [UInt32](unsafeUninitializedCapacity: present) { indices, count in
            if let base = indices.baseAddress {
                isFull = !Self.fill(base, &table, column, missing: missing, selection)
            }
            count = isFull ? 0 : present
        }
        if isFull { return nil }
        entries = table.entries
        bytes = table.bytes
        self.indices = indices
    }

    /// Looks at up to 2,048 cells, 32 neighbours in each of 64 places, so that repetition among neighbours counts as
    /// well as repetition across the column. Identifiers and precise coordinates do not pass.
    private static func isPromising(_ column: TextColumn, missing: Bitmap?, present: Int) -> Bool {
        let places = 64
        let each = 32
        var table = ValueTable(cells: places * each, countLimit: places * each)
        var seen = 0
        column.withCells { bytes, ends in
            guard let base = UnsafeRawPointer(bytes.baseAddress) else { return }
            for place in 0..<places {
                let first = ends.count * place / places
                for row in first..<min(first + each, ends.count * (place + 1) / places) {
                    if let missing, missing[row] { continue }
                    let start = row == 0 ? 0 : Int(ends[row - 1])
                    let length = Int(ends[row]) - start
                    precondition(length >= 0 && start + length <= bytes.count)
                    let key = cellKey(base, start, length, bytes.count)
                    _ = table.number(first: key.0, second: key.1, length: length, at: base + start)
                    seen += 1
                }
            }
        }
        return table.promises(seen: seen, of: max(seen, present))
    }

    /// Writes an index for every selected cell that has a value. `false` when the table is full.
    private static func fill(
        _ indices: UnsafeMutablePointer<UInt32>, _ table: inout ValueTable, _ column: TextColumn, missing: Bitmap?,
        _ selection: RowSelection
    ) -> Bool {
        column.withCells { bytes, ends in
            // A column whose cells are all empty has no buffer; nothing is read from the one given instead.
            let base = UnsafeRawPointer(bytes.baseAddress) ?? UnsafeRawPointer(indices)
            let words = missing?.words ?? []
            return words.withUnsafeBufferPointer { words in
                var written = 0
                for run in selection.runs {
                    var start = run.lowerBound == 0 ? 0 : Int(ends[run.lowerBound - 1])
                    precondition(Int(ends[run.upperBound - 1]) <= bytes.count)
                    for row in run {
                        let end = Int(ends[row])
                        let length = end &- start
                        precondition(length >= 0)
                        if !words.isEmpty, words[row &>> 6] &>> UInt64(truncatingIfNeeded: row & 63) & 1 == 1 {
                            start = end
                            continue
                        }
                        let key = cellKey(base, start, length, bytes.count)
                        let number = table.number(
                            first: key.0, second: key.1, length: length, at: base + start)
                        if number == ValueTable.full { return false }
                        indices[written] = number
                        written &+= 1
                        start = end
                    }
                }
                return true
            }
        }
    }
}

/// The 16 bytes by which `ValueTable` knows a cell of `length` bytes at `start` of a buffer of `count` bytes.
@inline(__always)
private func cellKey(_ base: UnsafeRawPointer, _ start: Int, _ length: Int, _ count: Int) -> (UInt64, UInt64) {
    if length <= 16 {
        if start &+ 16 <= count {
            let bits = UInt64(truncatingIfNeeded: length) &<< 3
            let first = base.loadUnaligned(fromByteOffset: start, as: UInt64.self).littleEndian
            let second = base.loadUnaligned(fromByteOffset: start &+ 8, as: UInt64.self).littleEndian
            // A shift by 64 and more gives 0, so that the mask becomes all ones.
            let low: UInt64 = (1 << bits) &- 1
            let high: UInt64 = bits > 64 ? (1 << (bits &- 64)) &- 1 : 0
            return (first & low, second & high)
        }
        var key: (UInt64, UInt64) = (0, 0)
        for index in 0..<length {
            let byte = UInt64(base.load(fromByteOffset: start + index, as: UInt8.self))
            if index < 8 { key.0 |= byte << UInt64(8 * index) } else { key.1 |= byte << UInt64(8 * index - 64) }
        }
        return key
    }
    let cell = base + start
    if length <= 32 {
        // The first and the last 16 bytes, which overlap: no loop, and nothing to mispredict.
        let front = StableHash.mix(
            cell.loadUnaligned(as: UInt64.self) ^ 0x8BB8_4B93_962E_ACC9,
            cell.loadUnaligned(fromByteOffset: 8, as: UInt64.self) ^ 0x4B33_A62E_D433_D4A3)
        let back = StableHash.mix(
            cell.loadUnaligned(fromByteOffset: length &- 16, as: UInt64.self) ^ 0x4D5A_2DA5_1DE1_AA47,
            cell.loadUnaligned(fromByteOffset: length &- 8, as: UInt64.self) ^ front)
        return (back, 0)
    }
    return (StableHash.hash(UnsafeRawBufferPointer(start: cell, count: length)), 0)
}
