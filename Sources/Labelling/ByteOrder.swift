/// Sorting names by their bytes: the canonical order of subjects, contributors and labels.
enum ByteOrder {
    private struct Entry {
        /// Eight bytes of the name, the first in the highest place, zeros behind its end.
        var key: UInt64
        /// How many of those bytes the name has; 9 if it goes on behind them.
        var reach: UInt32
        var number: UInt32
    }

    /// The numbers of the table's names in the byte order of the names. Names in a table differ.
    ///
    /// Eight bytes are compared at a time. What all names have in common at their beginning, such as the address of
    /// an image server, is skipped; names that agree in eight bytes are sorted among themselves by the next eight.
    static func sorted(_ names: NameTable) -> [UInt32] {
        var entries = (0..<UInt32(names.count)).map { Entry(key: 0, reach: 0, number: $0) }
        names.bytes.withUnsafeBufferPointer { bytes in
            entries.withUnsafeMutableBufferPointer { entries in
                var open = [(range: 0..<entries.count, depth: commonPrefix(names, bytes))]
                while let (range, depth) = open.popLast() {
                    for index in range {
                        let name = names.range(Int(entries[index].number))
                        entries[index].key = word(bytes, name.lowerBound + depth, name.upperBound)
                        entries[index].reach = UInt32(min(9, name.count - depth))
                    }
                    var group = UnsafeMutableBufferPointer(rebasing: entries[range])
                    group.sort {
                        $0.key != $1.key ? $0.key < $1.key : $0.reach < $1.reach
                    }
                    var start = range.lowerBound
                    while start < range.upperBound {
                        var end = start + 1
                        while end < range.upperBound, entries[end].key == entries[start].key,
                            entries[end].reach == entries[start].reach
                        {
                            end += 1
                        }
                        if end - start > 1 { open.append((start..<end, depth + 8)) }
                        start = end
                    }
                }
            }
        }
        return entries.map(\.number)
    }

    /// The place of every number in a sorted list.
    static func ranks(of sorted: [UInt32]) -> [UInt32] {
        var ranks = [UInt32](repeating: 0, count: sorted.count)
        for (rank, number) in sorted.enumerated() { ranks[Int(number)] = UInt32(rank) }
        return ranks
    }

    /// Whether one name comes before another.
    static func precedes(_ left: some Sequence<UInt8>, _ right: some Sequence<UInt8>) -> Bool {
        left.lexicographicallyPrecedes(right)
    }

    private static func commonPrefix(_ names: NameTable, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        guard names.count > 0 else { return 0 }
        let first = names.range(0)
        var common = first.count
        for number in 1..<max(names.count, 1) {
            let name = names.range(number)
            common = min(common, name.count)
            for index in 0..<common where bytes[first.lowerBound + index] != bytes[name.lowerBound + index] {
                common = index
                break
            }
        }
        return common
    }

    private static func word(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
        if start + 8 <= end, let base = bytes.baseAddress {
            return UnsafeRawPointer(base).loadUnaligned(fromByteOffset: start, as: UInt64.self).bigEndian
        }
        var word: UInt64 = 0
        for index in start..<max(start, min(end, start + 8)) {
            word |= UInt64(bytes[index]) << UInt64(56 - 8 * (index - start))
        }
        return word
    }
}
