/// A source whose first bytes have been looked at already: they are given out again before the rest.
package struct PrefixedSource: ByteSource {
    private var prefix: [UInt8]
    private var offset = 0
    private var base: any ByteSource

    /// `prefix`, then what `base` still has.
    package init(_ prefix: [UInt8], then base: any ByteSource) {
        self.prefix = prefix
        self.base = base
    }

    /// Looks at the first bytes of a source: as many as `count`, fewer only where the source ends.
    package init(lookingAt count: Int, of base: any ByteSource) throws(ReadError) {
        var first = [UInt8](repeating: 0, count: count)
        self.base = base
        let filled = try self.base.fill(&first)
        first.removeLast(count - filled)
        prefix = first
    }

    /// The bytes that were looked at and have not been given out yet.
    package var ahead: ArraySlice<UInt8> { prefix[offset...] }

    /// Leaves out the next `count` bytes of those that were looked at.
    package mutating func drop(_ count: Int) { offset = min(prefix.count, offset + count) }

    package mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadError) -> Int {
        guard offset < prefix.count else {
            prefix = []
            offset = 0
            return try base.read(into: buffer)
        }
        let count = min(buffer.count, prefix.count - offset)
        prefix.withUnsafeBytes {
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + count]))
        }
        offset += count
        return count
    }
}

extension ByteSource {
    /// Reads until `buffer` is full or the source ends, and says how many bytes there are.
    mutating func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(ReadError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let count = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    /// Fills an array of bytes as far as the source goes, and says how far.
    mutating func fill(_ bytes: inout [UInt8]) throws(ReadError) -> Int {
        try bytes.withUnsafeMutableBufferPointer { buffer throws(ReadError) in
            try fill(UnsafeMutableRawBufferPointer(buffer))
        }
    }
}
