/// What escapes of a JSON string stand for that is no text.
struct JSONFlaws {
    /// Halves of surrogate pairs without a partner.
    var loneSurrogates = 0
    /// Characters U+0000.
    var zeroCharacters = 0

    var isEmpty: Bool { loneSurrogates == 0 && zeroCharacters == 0 }

    static func += (left: inout JSONFlaws, right: JSONFlaws) {
        left.loneSurrogates += right.loneSurrogates
        left.zeroCharacters += right.zeroCharacters
    }
}

/// Turns the escapes of a JSON string into UTF-8.
enum JSONString {
    /// Decodes the bytes between the quotes of a string that has been skipped, and is therefore known to be well
    /// formed, into `target`, which has room for as many bytes: no escape becomes longer.
    ///
    /// - Returns: How many bytes were written, and what of it is no text. A half of a surrogate pair that has no partner
    ///   is written as U+FFFD.
    static func decode(
        _ source: UnsafeBufferPointer<UInt8>, into target: UnsafeMutablePointer<UInt8>
    ) -> (count: Int, flaws: JSONFlaws) {
        var written = 0
        var flaws = JSONFlaws()
        var index = 0
        while index < source.count {
            let byte = source[index]
            guard byte == UInt8(ascii: "\\") else {
                target[written] = byte
                written += 1
                index += 1
                continue
            }
            let kind = source[index + 1]
            guard kind == UInt8(ascii: "u") else {
                target[written] = simpleEscape(kind)
                written += 1
                index += 2
                continue
            }
            var scalar = unit(source, at: index + 2)
            index += 6
            if scalar & 0xF800 == 0xD800 {
                if scalar < 0xDC00, index + 6 <= source.count, source[index] == UInt8(ascii: "\\"),
                    source[index + 1] == UInt8(ascii: "u"), unit(source, at: index + 2) & 0xFC00 == 0xDC00
                {
                    scalar = 0x10000 + (scalar & 0x3FF) << 10 + unit(source, at: index + 2) & 0x3FF
                    index += 6
                } else {
                    flaws.loneSurrogates += 1
                    scalar = 0xFFFD
                }
            }
            if scalar == 0 { flaws.zeroCharacters += 1 }
            written += encode(scalar, into: target + written)
        }
        return (written, flaws)
    }

    private static func simpleEscape(_ kind: UInt8) -> UInt8 {
        switch kind {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: kind
        }
    }

    private static func unit(_ source: UnsafeBufferPointer<UInt8>, at start: Int) -> UInt32 {
        var value: UInt32 = 0
        for index in start..<start + 4 { value = value << 4 | (JSONScan.hexDigit(source[index]) ?? 0) }
        return value
    }

    private static func encode(_ scalar: UInt32, into target: UnsafeMutablePointer<UInt8>) -> Int {
        func tail(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: 0x80 | scalar >> shift & 0x3F) }
        switch scalar {
        case 0..<0x80:
            target[0] = UInt8(scalar)
            return 1
        case 0x80..<0x800:
            target[0] = UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6)
            target[1] = tail(0)
            return 2
        case 0x800..<0x10000:
            target[0] = UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12)
            target[1] = tail(6)
            target[2] = tail(0)
            return 3
        default:
            target[0] = UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18)
            target[1] = tail(12)
            target[2] = tail(6)
            target[3] = tail(0)
            return 4
        }
    }
}
