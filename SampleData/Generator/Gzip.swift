/// A gzip writer of its own (RFC 1951 with the fixed Huffman codes of §3.2.6, RFC 1952): the same bytes on every machine,
/// which no two versions of zlib promise.
enum Gzip {
    static func compress(_ input: [UInt8]) -> [UInt8] {
        var bits = BitWriter(output: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255])
        bits.append(1, count: 1)  // the last block
        bits.append(1, count: 2)  // fixed codes
        var lastSeen: [UInt32: Int] = [:]
        var position = 0
        while position < input.count {
            var length = 0
            var distance = 0
            if position + 3 <= input.count {
                let key = UInt32(input[position]) << 16 | UInt32(input[position + 1]) << 8 | UInt32(input[position + 2])
                if let earlier = lastSeen[key], position - earlier <= 32_768 {
                    distance = position - earlier
                    while length < 258, position + length < input.count,
                        input[earlier + length] == input[position + length]
                    { length += 1 }
                }
                lastSeen[key] = position
            }
            if length >= 3 {
                appendLength(length, to: &bits)
                appendDistance(distance, to: &bits)
                position += length
            } else {
                appendSymbol(Int(input[position]), to: &bits)
                position += 1
            }
        }
        appendSymbol(256, to: &bits)
        var output = bits.finish()
        for number in [checksum(input), UInt32(truncatingIfNeeded: input.count)] {
            for shift in [0, 8, 16, 24] { output.append(UInt8(truncatingIfNeeded: number >> UInt32(shift))) }
        }
        return output
    }

    private static func appendSymbol(_ symbol: Int, to bits: inout BitWriter) {
        switch symbol {
        case 0...143: bits.appendCode(0x30 + symbol, count: 8)
        case 144...255: bits.appendCode(0x190 + symbol - 144, count: 9)
        case 256...279: bits.appendCode(symbol - 256, count: 7)
        default: bits.appendCode(0xC0 + symbol - 280, count: 8)
        }
    }

    private static func appendLength(_ length: Int, to bits: inout BitWriter) {
        if length == 258 { return appendSymbol(285, to: &bits) }
        let (code, extra, base) = bucket(length - 3, step: 4)
        appendSymbol(257 + code, to: &bits)
        bits.append(length - 3 - base, count: extra)
    }

    private static func appendDistance(_ distance: Int, to bits: inout BitWriter) {
        let (code, extra, base) = bucket(distance - 1, step: 2)
        bits.appendCode(code, count: 5)
        bits.append(distance - 1 - base, count: extra)
    }

    /// Which code holds a value, where `step` codes share each number of extra bits (RFC 1951 §3.2.5).
    private static func bucket(_ value: Int, step: Int) -> (code: Int, extra: Int, base: Int) {
        var code = 0
        var base = 0
        while true {
            let extra = max(0, code / step - 1)
            if value < base + 1 << extra { return (code, extra, base) }
            base += 1 << extra
            code += 1
        }
    }

    /// CRC-32 of RFC 1952 §8.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var remainder: UInt32 = .max
        for byte in bytes {
            remainder ^= UInt32(byte)
            for _ in 0..<8 { remainder = remainder & 1 == 1 ? remainder >> 1 ^ 0xEDB8_8320 : remainder >> 1 }
        }
        return ~remainder
    }
}

/// Bits from the lowest up, as deflate packs them.
private struct BitWriter {
    var output: [UInt8]
    private var pending: UInt32 = 0
    private var filled = 0

    init(output: [UInt8]) { self.output = output }

    mutating func append(_ value: Int, count: Int) {
        pending |= UInt32(value) << UInt32(filled)
        filled += count
        while filled >= 8 {
            output.append(UInt8(truncatingIfNeeded: pending))
            pending >>= 8
            filled -= 8
        }
    }

    /// Huffman codes stand with their highest bit first.
    mutating func appendCode(_ code: Int, count: Int) {
        for bit in stride(from: count - 1, through: 0, by: -1) { append(code >> bit & 1, count: 1) }
    }

    mutating func finish() -> [UInt8] {
        if filled > 0 { append(0, count: 8 - filled) }
        return output
    }
}
