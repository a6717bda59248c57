/// White space at the ends of cells, in UTF-8: the ASCII ones, no-break spaces, the typographic spaces, and the
/// invisible U+200B and U+FEFF that copying from web pages and spreadsheets leaves behind.
enum Whitespace {
    /// The part of the bytes between leading and trailing white space.
    static func trimmedRange(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end {
            let length = lengthAtStart(bytes, start, end)
            if length == 0 { break }
            start += length
        }
        while start < end {
            let length = lengthAtEnd(bytes, start, end)
            if length == 0 { break }
            end -= length
        }
        return start..<end
    }

    /// A string without leading and trailing white space.
    static func trimmed(_ text: String) -> String {
        var copy = text
        return copy.withUTF8 { bytes in
            let range = trimmedRange(bytes, 0..<bytes.count)
            return String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
        }
    }

    /// How many bytes of white space begin at `start`: 0, 1, 2 or 3.
    static func lengthAtStart(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
        let first = bytes[start]
        if first < 0x80 { return isASCIISpace(first) ? 1 : 0 }
        if first == 0xC2, end - start >= 2 { return isTwoByteSpace(bytes[start + 1]) ? 2 : 0 }
        if end - start >= 3, isThreeByteSpace(first, bytes[start + 1], bytes[start + 2]) { return 3 }
        return 0
    }

    private static func lengthAtEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
        let last = bytes[end - 1]
        if last < 0x80 { return isASCIISpace(last) ? 1 : 0 }
        if end - start >= 2, bytes[end - 2] == 0xC2 { return isTwoByteSpace(last) ? 2 : 0 }
        if end - start >= 3, isThreeByteSpace(bytes[end - 3], bytes[end - 2], last) { return 3 }
        return 0
    }

    @inline(__always)
    private static func isASCIISpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

    /// U+0085 and U+00A0 (no-break space), behind 0xC2.
    private static func isTwoByteSpace(_ second: UInt8) -> Bool { second == 0x85 || second == 0xA0 }

    /// U+1680, U+2000…U+200B, U+2028, U+2029, U+202F, U+205F, U+3000, U+FEFF.
    private static func isThreeByteSpace(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
        switch (first, second) {
        case (0xE1, 0x9A): third == 0x80
        case (0xE2, 0x80): third <= 0x8B || third == 0xA8 || third == 0xA9 || third == 0xAF
        case (0xE2, 0x81): third == 0x9F
        case (0xE3, 0x80): third == 0x80
        case (0xEF, 0xBB): third == 0xBF
        default: false
        }
    }
}
