/// Texts of a workbook write characters that XML does not allow, and some others, as `_x000D_` (ECMA-376 part 1,
/// §22.9.2.19, `ST_Xstring`).
enum EscapedText {
    /// Adds a text with its escapes undone. An escape that stands for no character stays as it is written.
    static func append(_ text: [UInt8], to result: inout [UInt8]) {
        guard text.contains(UInt8(ascii: "_")) else { return result.append(contentsOf: text) }
        var place = 0
        while place < text.count {
            if let unit = unit(text, at: place) {
                if let scalar = Unicode.Scalar(unit), unit != 0 {
                    result.append(contentsOf: String(scalar).utf8)
                    place += 7
                    continue
                }
                if let low = Self.unit(text, at: place + 7), let scalar = pair(unit, low) {
                    result.append(contentsOf: String(scalar).utf8)
                    place += 14
                    continue
                }
            }
            result.append(text[place])
            place += 1
        }
    }

    /// The four hexadecimal digits of an escape.
    private static func unit(_ text: [UInt8], at place: Int) -> UInt16? {
        guard place + 7 <= text.count, text[place] == UInt8(ascii: "_"), text[place + 1] == UInt8(ascii: "x"),
            text[place + 6] == UInt8(ascii: "_")
        else { return nil }
        var unit: UInt16 = 0
        for byte in text[place + 2..<place + 6] {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt16(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): unit = unit << 4 | UInt16(byte - UInt8(ascii: "a") + 10)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): unit = unit << 4 | UInt16(byte - UInt8(ascii: "A") + 10)
            default: return nil
            }
        }
        return unit
    }

    /// The character that two surrogates stand for.
    private static func pair(_ high: UInt16, _ low: UInt16) -> Unicode.Scalar? {
        guard (0xD800..<0xDC00).contains(high), (0xDC00..<0xE000).contains(low) else { return nil }
        return Unicode.Scalar(0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(low) - 0xDC00))
    }
}
