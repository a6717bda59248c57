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
        case .string(let value): text += JSONFact.quoted(value)
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
    private static func quoted(_ value: String) -> String {
        JSONQuoting.quoted(value) { scalar in
            switch scalar {
            case "<", ">", "&", "\u{7F}": true
            default: ShownValue.isInvisible(scalar)
            }
        }
    }
}
