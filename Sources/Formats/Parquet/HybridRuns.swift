/// Reads the hybrid of runs and packed bits (parquet-format, `Encodings.md`), a run at a time.
struct HybridRuns {
    /// A stretch of values.
    enum Run {
        /// One value many times.
        case repeated(UInt32, times: Int)
        /// Values of `width` bits one after the other, in groups of eight; the last group may be padded.
        case packed(UnsafeRawBufferPointer, values: Int)
    }

    private let bytes: UnsafeRawBufferPointer
    private let width: Int
    private var position = 0

    /// The runs that lie in `bytes`, of values of `width` (0 to 32) bits.
    init(_ bytes: UnsafeRawBufferPointer, width: Int) {
        precondition(0...32 ~= width)
        self.bytes = bytes
        self.width = width
    }

    /// The next run, never empty.
    mutating func next() throws(ReadError) -> Run {
        let header = try self.header()
        let length = header >> 1
        guard length > 0 else { throw .damagedParquet("a run has no values") }
        if header & 1 == 1 {
            // The header is below 2³², so that nothing here overflows.
            guard length * width <= bytes.count - position else {
                throw .damagedParquet("a page ends within packed values")
            }
            defer { position += length * width }
            return .packed(
                UnsafeRawBufferPointer(rebasing: bytes[position..<position + length * width]), values: length * 8)
        }
        let size = (width + 7) / 8
        guard size <= bytes.count - position else { throw .damagedParquet("a page ends within a run") }
        var value: UInt32 = 0
        for index in 0..<size { value |= UInt32(bytes[position + index]) << UInt32(8 * index) }
        position += size
        return .repeated(value, times: length)
    }

    private mutating func header() throws(ReadError) -> Int {
        var value = 0
        for shift in stride(from: 0, to: 35, by: 7) {
            guard position < bytes.count else { throw .damagedParquet("a page ends within its runs") }
            let byte = bytes[position]
            position += 1
            value |= Int(byte & 0x7F) << shift
            if byte < 0x80 {
                guard value <= UInt32.max else { break }
                return value
            }
        }
        throw .damagedParquet("a run is too long")
    }
}

/// Indices into a dictionary, as data pages hold them: the width in bits, then the hybrid of runs and packed bits.
enum DictionaryIndices {
    /// The bits that indices into a dictionary of `entries` need; at least 1, as other writers have it.
    static func width(entries: Int) -> Int {
        max(1, Int.bitWidth - max(0, entries - 1).leadingZeroBitCount)
    }

    /// Reads `count` indices.
    static func decode(
        _ page: UnsafeRawBufferPointer, count: Int, into indices: UnsafeMutablePointer<UInt32>
    ) throws(ReadError) {
        if count == 0 { return }
        guard let width = page.first.map(Int.init), width <= 32 else {
            throw .damagedParquet("the width of dictionary indices is out of range")
        }
        var runs = HybridRuns(UnsafeRawBufferPointer(rebasing: page[1...]), width: width)
        var done = 0
        while done < count {
            switch try runs.next() {
            case .repeated(let value, let times):
                let take = min(times, count - done)
                (indices + done).update(repeating: value, count: take)
                done += take
            case .packed(let bytes, let values):
                let take = min(values, count - done)
                unpack(bytes, width: width, count: take, into: indices + done)
                done += take
            }
        }
    }

    /// Values of `width` bits. `bytes` holds at least `count` of them.
    private static func unpack(
        _ bytes: UnsafeRawBufferPointer, width: Int, count: Int, into indices: UnsafeMutablePointer<UInt32>
    ) {
        guard width > 0, let base = bytes.baseAddress else {
            indices.update(repeating: 0, count: count)
            return
        }
        let mask: UInt64 = (1 << UInt64(width)) - 1
        // An index and the bits before it in its first byte take at most 39 bits: one load of 8 bytes holds them.
        let safe = min(count, bytes.count < 8 ? 0 : ((bytes.count - 8) * 8) / width + 1)
        var bit = 0
        for index in 0..<safe {
            let word = base.loadUnaligned(fromByteOffset: bit &>> 3, as: UInt64.self).littleEndian
            indices[index] = UInt32(truncatingIfNeeded: (word &>> UInt64(truncatingIfNeeded: bit & 7)) & mask)
            bit &+= width
        }
        for index in safe..<max(safe, count) {
            var word: UInt64 = 0
            for byte in bit >> 3..<min(bytes.count, bit >> 3 + 8) {
                word |= UInt64(bytes[byte]) << UInt64(8 * (byte - bit >> 3))
            }
            indices[index] = UInt32(truncatingIfNeeded: (word >> UInt64(bit & 7)) & mask)
            bit += width
        }
    }
}
