/// Turns the bytes of an encoding other than UTF-8 into UTF-8.
///
/// What cannot be decoded (a byte that the code page leaves undefined, half of a surrogate pair) becomes the byte 0xFF,
/// which no UTF-8 text contains: the reader behind finds it where it finds every other byte that is no text, and makes
/// it a finding about that cell.
struct TextDecoder: Sendable {
    /// Stands for what could not be decoded.
    static let undecodable: UInt8 = 0xFF

    /// How many bytes of UTF-8 one byte of input can become at most.
    static let expansion = 3

    private enum Kind: Sendable {
        case utf16(isBigEndian: Bool)
        /// For every byte from 0x80 on its UTF-8 bytes, the first in the lowest 8 bits, and their number in the
        /// highest.
        case singleByte([UInt32])
    }

    private let kind: Kind

    /// A decoder, or `nil` for UTF-8, which needs none.
    init?(_ encoding: TextEncoding) {
        switch encoding {
        case .utf8: return nil
        case .utf16LittleEndian: kind = .utf16(isBigEndian: false)
        case .utf16BigEndian: kind = .utf16(isBigEndian: true)
        case .singleByte(let page):
            guard let table = TextEncoding.upperHalf(of: page) else { return nil }
            kind = .singleByte(
                table.map { $0 == 0xFFFD ? 1 << 24 | UInt32(Self.undecodable) : Self.packed(UInt32($0)) })
        }
    }

    /// Decodes as much of `input` as is complete. `output` holds at least `expansion` times as many bytes.
    func decode(
        _ input: UnsafeRawBufferPointer, isLast: Bool, into output: UnsafeMutableRawBufferPointer
    ) -> (consumed: Int, written: Int) {
        guard let from = input.baseAddress, let to = output.baseAddress else { return (0, 0) }
        precondition(output.count >= input.count * Self.expansion + 4)
        switch kind {
        case .utf16(let isBigEndian):
            return Self.decodeUTF16(from, input.count, isBigEndian: isBigEndian, isLast: isLast, into: to)
        case .singleByte(let table):
            return (input.count, table.withUnsafeBufferPointer { Self.decodeBytes(from, input.count, $0, into: to) })
        }
    }

    private static func decodeBytes(
        _ input: UnsafeRawPointer, _ count: Int, _ table: UnsafeBufferPointer<UInt32>,
        into output: UnsafeMutableRawPointer
    ) -> Int {
        var read = 0
        var written = 0
        while read < count {
            while read &+ 8 <= count {
                let word = input.loadUnaligned(fromByteOffset: read, as: UInt64.self)
                guard word & 0x8080_8080_8080_8080 == 0 else { break }
                output.storeBytes(of: word, toByteOffset: written, as: UInt64.self)
                read &+= 8
                written &+= 8
            }
            guard read < count else { break }
            let byte = input.load(fromByteOffset: read, as: UInt8.self)
            read &+= 1
            if byte < 0x80 {
                output.storeBytes(of: byte, toByteOffset: written, as: UInt8.self)
                written &+= 1
            } else {
                written &+= store(table[Int(byte & 0x7F)], output, written)
            }
        }
        return written
    }

    private static func decodeUTF16(
        _ input: UnsafeRawPointer, _ count: Int, isBigEndian: Bool, isLast: Bool, into output: UnsafeMutableRawPointer
    ) -> (consumed: Int, written: Int) {
        var read = 0
        var written = 0
        while read &+ 2 <= count {
            let unit = unit(input, read, isBigEndian)
            read &+= 2
            if unit & 0xF800 != 0xD800 {
                written &+= store(packed(unit), output, written)
                continue
            }
            // A high half needs a low half behind it; any other half is alone.
            if unit < 0xDC00 {
                guard read &+ 2 <= count else {
                    if !isLast { return (read &- 2, written) }
                    written &+= store(1 << 24 | UInt32(undecodable), output, written)
                    continue
                }
                let low = Self.unit(input, read, isBigEndian)
                if low & 0xFC00 == 0xDC00 {
                    read &+= 2
                    written &+= store(packed(0x10000 &+ (unit & 0x3FF) << 10 &+ (low & 0x3FF)), output, written)
                    continue
                }
            }
            written &+= store(1 << 24 | UInt32(undecodable), output, written)
        }
        if isLast, read < count {
            written &+= store(1 << 24 | UInt32(undecodable), output, written)
            read = count
        }
        return (read, written)
    }

    @inline(__always)
    private static func unit(_ input: UnsafeRawPointer, _ offset: Int, _ isBigEndian: Bool) -> UInt32 {
        let raw = input.loadUnaligned(fromByteOffset: offset, as: UInt16.self)
        return UInt32(isBigEndian ? raw.bigEndian : raw.littleEndian)
    }

    /// Writes up to four bytes and says how many count. The three behind are overwritten by what follows.
    @inline(__always)
    private static func store(_ character: UInt32, _ output: UnsafeMutableRawPointer, _ offset: Int) -> Int {
        if character & 0x8000_0000 != 0 {  // four bytes: the number of bytes has no room, the mark is the last byte's
            output.storeBytes(of: character.littleEndian, toByteOffset: offset, as: UInt32.self)
            return 4
        }
        output.storeBytes(of: (character & 0xFF_FFFF).littleEndian, toByteOffset: offset, as: UInt32.self)
        return Int(character >> 24)
    }

    /// The UTF-8 bytes of a character: one to three of them with their number in the highest byte, or four, of which
    /// the last is never below 0x80.
    @inline(__always)
    private static func packed(_ scalar: UInt32) -> UInt32 {
        let tail = 0x80 | scalar & 0x3F
        if scalar < 0x80 { return 1 << 24 | scalar }
        if scalar < 0x800 { return 2 << 24 | tail << 8 | 0xC0 | scalar >> 6 }
        let middle = 0x80 | scalar >> 6 & 0x3F
        if scalar < 0x10000 { return 3 << 24 | tail << 16 | middle << 8 | 0xE0 | scalar >> 12 }
        return tail << 24 | middle << 16 | (0x80 | scalar >> 12 & 0x3F) << 8 | 0xF0 | scalar >> 18
    }
}
