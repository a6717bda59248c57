import Observations

/// A JSON value (RFC 8259) whose keys keep their order.
indirect enum JSONFact {
    case string(String)
    case number(Int)
    case bool(Bool)
    case null
    case array([JSONFact])
    case object([(StaticString, JSONFact)])

    /// A text, or null where there is none.
    static func optional(_ text: String?) -> JSONFact { text.map { .string($0) } ?? .null }

    /// A sentence in the reader's language.
    static func sentence(_ sentence: Sentence) -> JSONFact { .string(sentence.description) }

    /// The value as a document: indented, with a line end.
    var document: String {
        var text = ""
        write(into: &text, depth: 0)
        return text + "\n"
    }

    private func write(into text: inout String, depth: Int) {
        switch self {
        case .string(let value): JSONFact.write(value, into: &text)
        case .number(let value): text += String(value)
        case .bool(let value): text += value ? "true" : "false"
        case .null: text += "null"
        case .array(let values):
            if values.isEmpty {
                text += "[]"
                return
            }
            text += "["
            for (index, value) in values.enumerated() {
                text += index == 0 ? "\n" : ",\n"
                text += JSONFact.indent(depth + 1)
                value.write(into: &text, depth: depth + 1)
            }
            text += "\n" + JSONFact.indent(depth) + "]"
        case .object(let members):
            text += "{"
            for (index, (key, value)) in members.enumerated() {
                text += index == 0 ? "\n" : ",\n"
                text += JSONFact.indent(depth + 1) + "\"\(key)\": "
                value.write(into: &text, depth: depth + 1)
            }
            text += "\n" + JSONFact.indent(depth) + "}"
        }
    }

    private static func indent(_ depth: Int) -> String { String(repeating: "  ", count: depth) }

    /// A string with everything escaped that a terminal, a page or an editor could take for more than text: control
    /// characters (C0 and C1), `<`, `>` and `&`, and what turns the direction of writing.
    private static func write(_ value: String, into text: inout String) {
        text += "\""
        if value.utf8.allSatisfy(isPlain) {
            text += value
        } else {
            for scalar in value.unicodeScalars {
                switch scalar {
                case "\"": text += "\\\""
                case "\\": text += "\\\\"
                case "\n": text += "\\n"
                case "\r": text += "\\r"
                case "\t": text += "\\t"
                case "<", ">", "&": escape(scalar, into: &text)
                default:
                    if scalar.value < 0x20 || scalar.value == 0x7F || ShownValue.isInvisible(scalar) {
                        escape(scalar, into: &text)
                    } else {
                        text.unicodeScalars.append(scalar)
                    }
                }
            }
        }
        text += "\""
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"): false
        default: (0x20..<0x7F).contains(byte)
        }
    }

    /// `\u001b`; characters beyond U+FFFF as their two halves (RFC 8259 §7).
    private static func escape(_ scalar: Unicode.Scalar, into text: inout String) {
        for unit in UTF16.encode(scalar).map({ Array($0) }) ?? [] {
            let digits = String(unit, radix: 16)
            text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
        }
    }
}
