/// The smallest steps through a JSON text.
///
/// All of them rely on one agreement: behind the last byte of the text stands a byte 0 and then at least 16 readable
/// bytes. A 0 is no part of any token, so that every loop ends there without counting. Whoever reads on must compare
/// with the end of the text only where a token fails.
enum JSONScan {
    /// The next byte that is not white space.
    @inline(__always)
    static func skipSpace(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
        var next = start
        while next.pointee <= 0x20 {
            let byte = next.pointee
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return next }
            next += 1
        }
        return next
    }

    /// The first quote, backslash or control character: eight bytes at a time, no byte looked at alone.
    ///
    /// For every byte, `x - 0x20` borrows into the top bit where `x < 0x20`, and `(x ^ c) - 1` where `x == c`. A borrow
    /// can spoil only bytes above the first hit, and only the first is used.
    @inline(__always)
    static func plainEnd(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
        let ones: UInt64 = 0x0101_0101_0101_0101
        var next = start
        while true {
            let word = UInt64(littleEndian: UnsafeRawPointer(next).loadUnaligned(as: UInt64.self))
            let quotes = word ^ (ones &* 0x22)
            let backslashes = word ^ (ones &* 0x5C)
            let hits =
                (((word &- (ones &* 0x20)) & ~word) | ((quotes &- ones) & ~quotes)
                    | ((backslashes &- ones) & ~backslashes)) & (ones &* 0x80)
            if hits != 0 { return next + (hits.trailingZeroBitCount >> 3) }
            next += 8
        }
    }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    /// The end of a number that follows the grammar of RFC 8259 §6; otherwise `nil` and where it fails.
    @inline(__always)
    static func numberEnd(
        _ start: UnsafePointer<UInt8>, failedAt: inout UnsafePointer<UInt8>
    ) -> UnsafePointer<UInt8>? {
        var next = start
        if next.pointee == UInt8(ascii: "-") { next += 1 }
        if next.pointee == UInt8(ascii: "0") {
            next += 1
        } else {
            guard let end = digits(next, failedAt: &failedAt) else { return nil }
            next = end
        }
        if next.pointee == UInt8(ascii: ".") {
            guard let end = digits(next + 1, failedAt: &failedAt) else { return nil }
            next = end
        }
        if next.pointee | 0x20 == UInt8(ascii: "e") {
            next += 1
            if next.pointee == UInt8(ascii: "+") || next.pointee == UInt8(ascii: "-") { next += 1 }
            guard let end = digits(next, failedAt: &failedAt) else { return nil }
            next = end
        }
        return next
    }

    @inline(__always)
    private static func digits(
        _ start: UnsafePointer<UInt8>, failedAt: inout UnsafePointer<UInt8>
    ) -> UnsafePointer<UInt8>? {
        guard isDigit(start.pointee) else {
            failedAt = start
            return nil
        }
        var next = start + 1
        while isDigit(next.pointee) { next += 1 }
        return next
    }

    /// The value of a hexadecimal digit.
    @inline(__always)
    static func hexDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte &- 0x30)
        case 0x41...0x46: UInt32(byte &- 0x37)
        case 0x61...0x66: UInt32(byte &- 0x57)
        default: nil
        }
    }
}
