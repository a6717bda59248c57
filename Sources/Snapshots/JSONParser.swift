/// Reads one JSON document (RFC 8259): the `datapackage.json` of a version.
///
/// Strict, and bounded in depth, because a file that is to be verified may have been changed by anyone.
package struct JSONParser {
    /// A document that is no JSON: what is wrong at which byte.
    package struct Problem: Error, Equatable, CustomStringConvertible {
        /// What is wrong.
        package let message: String
        /// Where, in bytes from 0.
        package let offset: Int
        package var description: String { "\(message) at byte \(offset)" }
    }

    private let bytes: [UInt8]
    private var offset = 0
    private static let deepest = 64

    /// The value that a whole document holds.
    package static func parse(_ bytes: [UInt8]) throws(Problem) -> JSONValue {
        var parser = JSONParser(bytes: bytes)
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.offset == bytes.count else { throw parser.problem("there is more after the end of the document") }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private func problem(_ message: String) -> Problem { Problem(message: message, offset: offset) }

    private var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        offset += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws(Problem) {
        guard take(byte) else { throw problem("'\(Character(UnicodeScalar(byte)))' is missing") }
    }

    private mutating func value(depth: Int) throws(Problem) -> JSONValue {
        guard depth < Self.deepest else { throw problem("values are nested too deeply") }
        skipSpace()
        switch current {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(Problem) -> JSONValue {
        guard bytes[offset...].starts(with: word.utf8) else { throw problem("a value is missing") }
        offset += word.utf8.count
        return value
    }

    private mutating func number() throws(Problem) -> JSONValue {
        let spelling = bytes[offset...].prefix { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.eE".utf8.contains(byte)
        }
        let text = String(decoding: spelling, as: UTF8.self)
        guard JSONValue.isNumber(text) else { throw problem("a value is missing") }
        offset += spelling.count
        return .number(text)
    }

    private mutating func object(depth: Int) throws(Problem) -> JSONValue {
        try expect(UInt8(ascii: "{"))
        var members: [JSONValue.Member] = []
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object([]) }
        repeat {
            skipSpace()
            let name = try string()
            skipSpace()
            try expect(UInt8(ascii: ":"))
            members.append(JSONValue.Member(name: name, value: try value(depth: depth + 1)))
            skipSpace()
        } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"))
        return .object(members)
    }

    private mutating func array(depth: Int) throws(Problem) -> JSONValue {
        try expect(UInt8(ascii: "["))
        var elements: [JSONValue] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array([]) }
        repeat {
            elements.append(try value(depth: depth + 1))
            skipSpace()
        } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
        return .array(elements)
    }

    private mutating func string() throws(Problem) -> String {
        try expect(UInt8(ascii: "\""))
        var text: [UInt8] = []
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                offset += 1
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw problem("a string is not UTF-8")
                }
                return string
            case UInt8(ascii: "\\"):
                offset += 1
                text.append(contentsOf: Array(String(try escape()).utf8))
            case 0..<0x20: throw problem("a string has an unescaped control character")
            default:
                text.append(byte)
                offset += 1
            }
        }
        throw problem("a string does not end")
    }

    private mutating func escape() throws(Problem) -> UnicodeScalar {
        guard let byte = current else { throw problem("a string does not end") }
        offset += 1
        switch byte {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return UnicodeScalar(byte)
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw problem("a string has an unknown escape")
        }
    }

    private mutating func unicodeEscape() throws(Problem) -> UnicodeScalar {
        let unit = try fourDigits()
        if let scalar = UnicodeScalar(unit) { return scalar }
        guard (0xD800..<0xDC00).contains(unit), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
            throw problem("a string has half a surrogate pair")
        }
        let second = try fourDigits()
        let value = 0x10000 + ((unit - 0xD800) << 10) + ((second &- 0xDC00) & 0x3FF)
        guard (0xDC00..<0xE000).contains(second), let scalar = UnicodeScalar(value) else {
            throw problem("a string has half a surrogate pair")
        }
        return scalar
    }

    private mutating func fourDigits() throws(Problem) -> UInt32 {
        let digits = bytes[offset...].prefix(4)
        let areHexadecimal = digits.allSatisfy { UnicodeScalar($0).properties.isASCIIHexDigit }
        guard digits.count == 4, areHexadecimal, let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw problem("a string has an escape without four hexadecimal digits") }
        offset += 4
        return value
    }
}
