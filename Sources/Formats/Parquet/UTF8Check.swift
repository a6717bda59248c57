/// Whether the cells of a column are UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
enum UTF8Check {
    /// Checks cells that lie one after the other in `bytes`, each ending at its place in `ends`.
    static func check(_ bytes: [UInt8], _ ends: [UInt32]) throws(ReadError) {
        let isValid = bytes.withUnsafeBytes { bytes in
            // ASCII, which is most, needs no look at the borders of cells.
            if isASCII(bytes) { return true }
            // Where the whole is valid, a cell is if its neighbour does not begin within a character.
            return isUTF8(bytes)
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

    private static func isUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let count = bytes.count
        var offset = 0
        while offset < count {
            if offset &+ 8 <= count {
                let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
                let ascii = (word & 0x8080_8080_8080_8080).trailingZeroBitCount &>> 3
                offset &+= ascii
                if ascii == 8 { continue }
            }
            let lead = bytes[offset]
            if lead < 0x80 {
                offset &+= 1
                continue
            }
            // The length of the character, and the range of its second byte (Unicode, table 3-7).
            let length: Int
            var second: ClosedRange<UInt8> = 0x80...0xBF
            switch lead {
            case 0xC2...0xDF: length = 2
            case 0xE0: (length, second) = (3, 0xA0...0xBF)
            case 0xED: (length, second) = (3, 0x80...0x9F)
            case 0xE1...0xEF: length = 3
            case 0xF0: (length, second) = (4, 0x90...0xBF)
            case 0xF1...0xF3: length = 4
            case 0xF4: (length, second) = (4, 0x80...0x8F)
            default: return false
            }
            guard offset &+ length <= count, second ~= bytes[offset &+ 1] else { return false }
            for place in 2..<max(2, length) where bytes[offset &+ place] & 0xC0 != 0x80 { return false }
            offset &+= length
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
