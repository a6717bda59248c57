/// Where the first byte lies that is not part of a well-formed UTF-8 sequence (Unicode 15, table 3-7), or `nil` if all
/// of it is UTF-8. A sequence that the end cuts off counts as ill-formed, at its first byte.
///
/// ASCII passes at 32 bytes a step; other scripts one character a step.
package func firstInvalidUTF8(in bytes: UnsafeRawBufferPointer) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    return UTF8Scan.firstProblem(base, from: 0, to: bytes.count, refusingNUL: false)
}

/// The walk over UTF-8 text that validation is made of.
enum UTF8Scan {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// The offset of the first ill-formed sequence in `start ..< end`, or of the first NUL byte if those are refused.
    @inline(__always)
    static func firstProblem(
        _ base: UnsafeRawPointer, from start: Int, to end: Int, refusingNUL: Bool
    ) -> Int? {
        var offset = start
        let borrow = refusingNUL ? ones : 0
        while offset < end {
            // Bytes of 0x80 and above have their high bit set; subtracting one sets it for NUL too. The lowest such
            // bit is exact: a borrow only spoils bytes above a NUL.
            while offset &+ 32 <= end {
                let a = word(base, offset)
                let b = word(base, offset &+ 8)
                let c = word(base, offset &+ 16)
                let d = word(base, offset &+ 24)
                let plain = a | b | c | d
                let lowered = (a &- borrow) | (b &- borrow) | (c &- borrow) | (d &- borrow)
                guard (plain | lowered) & highs == 0 else { break }
                offset &+= 32
            }
            while offset &+ 8 <= end {
                let chunk = word(base, offset)
                let marked = (chunk | (chunk &- borrow)) & highs
                guard marked == 0 else {
                    offset &+= marked.trailingZeroBitCount >> 3
                    break
                }
                offset &+= 8
            }
            guard offset < end else { break }
            let first = base.load(fromByteOffset: offset, as: UInt8.self)
            if first < 0x80 {
                if first == 0, refusingNUL { return offset }
                offset &+= 1
                continue
            }
            let length = sequenceLength(base, at: offset, end: end)
            guard length > 0 else { return offset }
            offset &+= length
        }
        return nil
    }

    /// The length of the well-formed sequence of two to four bytes at `offset`, or 0 if there is none.
    @inline(__always)
    static func sequenceLength(_ base: UnsafeRawPointer, at offset: Int, end: Int) -> Int {
        let first = base.load(fromByteOffset: offset, as: UInt8.self)
        let left = end &- offset
        switch first {
        case 0xC2...0xDF:
            guard left >= 2, isContinuation(base, offset &+ 1) else { return 0 }
            return 2
        case 0xE0...0xEF:
            guard left >= 3, isContinuation(base, offset &+ 2) else { return 0 }
            let second = base.load(fromByteOffset: offset &+ 1, as: UInt8.self)
            let low: UInt8 = first == 0xE0 ? 0xA0 : 0x80  // no overlong forms
            let high: UInt8 = first == 0xED ? 0x9F : 0xBF  // no surrogates
            return second >= low && second <= high ? 3 : 0
        case 0xF0...0xF4:
            guard left >= 4, isContinuation(base, offset &+ 2), isContinuation(base, offset &+ 3) else { return 0 }
            let second = base.load(fromByteOffset: offset &+ 1, as: UInt8.self)
            let low: UInt8 = first == 0xF0 ? 0x90 : 0x80
            let high: UInt8 = first == 0xF4 ? 0x8F : 0xBF  // nothing above U+10FFFF
            return second >= low && second <= high ? 4 : 0
        default: return 0
        }
    }

    /// What a text is, as UTF-8.
    enum Likeness {
        /// Well formed throughout.
        case wellFormed
        /// UTF-8 with damage; the offset is that of the first.
        case damaged(at: Int)
        /// A text in another encoding; the offset is that of the first byte that says so.
        case other(at: Int)
    }

    /// What a text is, as UTF-8.
    ///
    /// - Parameter isWhole: Whether the text ends there; else its last character may be cut off.
    static func likeness(_ bytes: UnsafeRawBufferPointer, isWhole: Bool) -> Likeness {
        guard let invalid = firstInvalidUTF8(in: bytes), isWhole || !isCutOff(bytes, at: invalid) else {
            return .wellFormed
        }
        return isDamagedUTF8(bytes) ? .damaged(at: invalid) : .other(at: invalid)
    }

    /// Whether a text that is not UTF-8 throughout is damaged UTF-8, and no text in another encoding: at least half of
    /// its characters beyond ASCII are well-formed UTF-8, which letters of a code page hardly ever are by chance.
    private static func isDamagedUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let base = bytes.baseAddress else { return false }
        var (wellFormed, illFormed) = (0, 0)
        var offset = 0
        while offset < bytes.count {
            let first = bytes[offset]
            guard first >= 0x80 else {
                offset += 1
                continue
            }
            let length = sequenceLength(base, at: offset, end: bytes.count)
            if length > 0 {
                wellFormed += 1
                offset += length
            } else {
                illFormed += 1
                offset += 1
                // What is left of a character that was cut off is the same damage.
                guard first >= 0xC2 else { continue }
                let rest = bytes[offset...].prefix(2).prefix { $0 & 0xC0 == 0x80 }
                offset += rest.count
            }
        }
        return wellFormed > 0 && wellFormed >= illFormed
    }

    /// Whether the bytes from `offset` to `end` may be the beginning of one character that the end cuts off.
    static func isCutOff(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Bool {
        let tail = UnsafeRawBufferPointer(rebasing: bytes[offset...])
        guard let first = tail.first, tail.count < 4, first >= 0xC2, first <= 0xF4 else { return false }
        let wanted = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard tail.count < wanted, tail.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else { return false }
        guard tail.count > 1 else { return true }
        switch first {
        case 0xE0: return tail[1] >= 0xA0
        case 0xED: return tail[1] <= 0x9F
        case 0xF0: return tail[1] >= 0x90
        case 0xF4: return tail[1] <= 0x8F
        default: return true
        }
    }

    @inline(__always)
    private static func isContinuation(_ base: UnsafeRawPointer, _ offset: Int) -> Bool {
        base.load(fromByteOffset: offset, as: UInt8.self) & 0xC0 == 0x80
    }

    @inline(__always)
    private static func word(_ base: UnsafeRawPointer, _ offset: Int) -> UInt64 {
        base.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
    }
}
