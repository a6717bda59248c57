/// Whether the cells of a column are UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
enum UTF8Check {
    /// Checks cells that lie one after the other in `bytes`, each ending at its place in `ends`.
    static func check(_ bytes: [UInt8], _ ends: [UInt32]) throws(ReadError) {
        let isValid = bytes.withUnsafeBytes { bytes in
            // ASCII, which is most, needs no look at the borders of cells.
            if isASCII(bytes) { return true }
            // Where the whole is valid, a cell is if its neighbour does not begin within a character.
            return firstInvalidUTF8(in: bytes) == nil
                && ends.allSatisfy { Int($0) >= bytes.count || bytes[Int($0)] & 0xC0 != 0x80 }
        }
        if !isValid {
            throw ReadError(
                .encoding, "A text in the Parquet file is not UTF-8", remedy: "Put an undamaged copy in its place.")
        }
    }

    private static func isASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var offset = 0
        while offset + 64 <= bytes.count {
            let block = bytes.loadUnaligned(fromByteOffset: offset, as: SIMD8<UInt64>.self)
            if block.wrappedOr & 0x8080_8080_8080_8080 != 0 { return false }
            offset += 64
        }
        while offset < bytes.count {
            if bytes[offset] >= 0x80 { return false }
            offset += 1
        }
        return true
    }
}

extension SIMD8<UInt64> {
    /// All lanes joined by "or".
    @inline(__always)
    fileprivate var wrappedOr: UInt64 {
        let four = lowHalf | highHalf
        let two = four.lowHalf | four.highHalf
        return two.x | two.y
    }
}
