extension DictionaryIndices {
    /// Writes indices into `output`: as packed bits, and as runs where an index repeats eight times and more.
    static func encode(_ indices: UnsafeBufferPointer<UInt32>, entries: Int, to output: inout [UInt8]) {
        let width = width(entries: entries)
        precondition(width <= 16)
        output.append(UInt8(width))
        if indices.isEmpty { return }
        // Columns without runs are packed as a whole, without looking for any.
        if changes(indices) * 8 >= indices.count {
            pack(indices[...], width: width, to: &output)
            return
        }
        var literal = 0
        var index = 0
        while index < indices.count {
            var next = index + 1
            while next < indices.count, indices[next] == indices[index] { next += 1 }
            // Packed values come in groups of eight: the first ones of the run fill the last group.
            let filled = index + (8 - (index - literal) % 8) % 8
            if next - filled >= 8 {
                pack(indices[literal..<filled], width: width, to: &output)
                appendHeader((next - filled) << 1, to: &output)
                output.append(UInt8(truncatingIfNeeded: indices[index]))
                if width > 8 { output.append(UInt8(truncatingIfNeeded: indices[index] >> 8)) }
                literal = next
            }
            index = next
        }
        pack(indices[literal...], width: width, to: &output)
    }

    /// How often an index differs from the one before.
    private static func changes(_ indices: UnsafeBufferPointer<UInt32>) -> Int {
        var changes = 0
        for index in 1..<max(1, indices.count) { changes &+= indices[index] != indices[index &- 1] ? 1 : 0 }
        return changes
    }

    /// A run of packed values. The last group is filled up with zeros.
    private static func pack(_ slice: Slice<UnsafeBufferPointer<UInt32>>, width: Int, to output: inout [UInt8]) {
        if slice.isEmpty { return }
        let indices = UnsafeBufferPointer(rebasing: slice)
        let groups = (indices.count + 7) / 8
        appendHeader(groups << 1 | 1, to: &output)
        let half = UInt64(4 * width)
        let size = UInt64(width)
        output.append(addingCapacity: groups * width + 16) { span in
            span.withUnsafeMutableBufferPointer { buffer, initialized in
                guard let base = buffer.baseAddress else { return }
                var out = UnsafeMutableRawPointer(base + initialized)
                func store(_ low: UInt64, _ high: UInt64) {
                    // Four indices take at most 64 bits, eight at most 128; the 16 bytes reach into the next group,
                    // or into the slack behind the last.
                    out.storeBytes(of: (low | high << half).littleEndian, as: UInt64.self)
                    out.storeBytes(of: (high >> (64 - half)).littleEndian, toByteOffset: 8, as: UInt64.self)
                    out += width
                }
                for group in 0..<indices.count / 8 {
                    let at = group * 8
                    store(
                        UInt64(indices[at]) | UInt64(indices[at + 1]) << size | UInt64(indices[at + 2]) << (2 * size)
                            | UInt64(indices[at + 3]) << (3 * size),
                        UInt64(indices[at + 4]) | UInt64(indices[at + 5]) << size | UInt64(indices[at + 6])
                            << (2 * size) | UInt64(indices[at + 7]) << (3 * size))
                }
                var low: UInt64 = 0
                var high: UInt64 = 0
                for index in indices.count & ~7..<indices.count {
                    let place = index & 7
                    if place < 4 {
                        low |= UInt64(indices[index]) << (UInt64(place) * size)
                    } else {
                        high |= UInt64(indices[index]) << (UInt64(place - 4) * size)
                    }
                }
                if indices.count % 8 != 0 { store(low, high) }
                initialized += groups * width
            }
        }
    }

    private static func appendHeader(_ value: Int, to output: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            output.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        output.append(UInt8(rest))
    }
}
