/// One bit per row, packed into 64-bit words: which cells are missing, which rows are selected.
package struct Bitmap: Sendable, Equatable {
    /// The number of rows that the bitmap speaks of.
    package var count: Int
    /// The packed bits, row 0 in the lowest bit of word 0. Bits beyond `count` are 0.
    package var words: [UInt64]

    /// A bitmap of `count` rows that all have the same value.
    package init(repeating value: Bool, count: Int) {
        self.init(count: count, words: [UInt64](repeating: value ? .max : 0, count: (count + 63) / 64))
    }

    /// A bitmap over ready words; bits beyond `count` are cleared.
    package init(count: Int, words: [UInt64]) {
        self.count = count
        self.words = words
        if count % 64 != 0, let last = words.indices.last {
            self.words[last] &= (1 << UInt64(count % 64)) - 1
        }
    }

    /// An empty bitmap to which rows are appended.
    package init() {
        count = 0
        words = []
    }

    /// The bit of one row.
    @inlinable
    package subscript(row: Int) -> Bool {
        get {
            precondition(row < count)
            return words[row >> 6] >> UInt64(row & 63) & 1 == 1
        }
        set {
            precondition(row < count)
            let bit: UInt64 = 1 << UInt64(row & 63)
            if newValue { words[row >> 6] |= bit } else { words[row >> 6] &= ~bit }
        }
    }

    /// Adds one row at the end.
    @inlinable
    package mutating func append(_ value: Bool) {
        if count & 63 == 0 { words.append(0) }
        if value { words[count >> 6] |= 1 << UInt64(count & 63) }
        count += 1
    }

    /// Whether any bit is set.
    @inlinable
    package var isAnySet: Bool { words.contains { $0 != 0 } }

    /// How many bits are set.
    @inlinable
    package var setCount: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// The rows whose bit is set, in ascending order.
    package var setRows: [Int] {
        var rows: [Int] = []
        rows.reserveCapacity(setCount)
        for (index, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                rows.append((index << 6) + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
        return rows
    }
}
