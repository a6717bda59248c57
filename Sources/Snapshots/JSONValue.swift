import Observations

/// A JSON value whose members keep their order: what `datapackage.json` is made of.
///
/// Written by hand rather than by a general encoder, because a snapshot's bytes must be the same on every machine and
/// with every version of a system library.
package enum JSONValue: Equatable, Sendable {
    /// `{…}`, members in the order in which they are written.
    case object([Member])
    /// `[…]`
    case array([JSONValue])
    /// A string.
    case string(String)
    /// A number as it is spelled, so that no decimal is ever rounded.
    case number(String)
    /// `true` or `false`.
    case boolean(Bool)
    /// `null`
    case null

    /// A name and its value.
    package struct Member: Equatable, Sendable {
        /// The name.
        package let name: String
        /// The value.
        package let value: JSONValue

        /// A member of those parts.
        package init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// An object of the members that have a value.
    package static func object(_ members: (String, JSONValue?)...) -> JSONValue {
        .object(members.compactMap { name, value in value.map { Member(name: name, value: $0) } })
    }

    /// A whole number.
    package static func integer(_ value: Int) -> JSONValue { .number(String(value)) }

    /// The value of a member of an object; `nil` where there is none.
    package subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The text of a string.
    package var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// A whole number that fits.
    package var integer: Int? {
        guard case .number(let spelling) = self else { return nil }
        return Int(spelling)
    }

    /// The elements of an array; none where it is no array.
    package var elements: [JSONValue] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }

    /// Whether some text is a number as JSON spells it (RFC 8259 §6).
    package static func isNumber(_ text: String) -> Bool {
        var rest = text.utf8[...]
        func digits() -> Int {
            let count = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
            rest = rest.dropFirst(count)
            return count
        }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let hasLeadingZero = rest.first == UInt8(ascii: "0")
        let whole = digits()
        guard whole > 0, !(hasLeadingZero && whole > 1) else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard digits() > 0 else { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
            guard digits() > 0 else { return false }
        }
        return rest.isEmpty
    }

    /// The document as UTF-8, indented by two spaces, one member or element a line, with a line feed at the end.
    package var document: [UInt8] {
        var text = ""
        write(to: &text, indentation: "")
        text += "\n"
        return Array(text.utf8)
    }

    private func write(to text: inout String, indentation: String) {
        let inner = indentation + "  "
        switch self {
        case .object(let members) where members.isEmpty: text += "{}"
        case .object(let members):
            text += "{\n"
            for (index, member) in members.enumerated() {
                text += inner + Self.quoted(member.name) + ": "
                member.value.write(to: &text, indentation: inner)
                text += index == members.count - 1 ? "\n" : ",\n"
            }
            text += indentation + "}"
        case .array(let elements) where elements.isEmpty: text += "[]"
        case .array(let elements):
            text += "[\n"
            for (index, element) in elements.enumerated() {
                text += inner
                element.write(to: &text, indentation: inner)
                text += index == elements.count - 1 ? "\n" : ",\n"
            }
            text += indentation + "]"
        case .string(let string): text += Self.quoted(string)
        case .number(let spelling): text += spelling
        case .boolean(let value): text += value ? "true" : "false"
        case .null: text += "null"
        }
    }

    /// A string in double quotes. Everything that is not plainly printable is escaped, so that the result is also a
    /// double-quoted scalar of YAML 1.2 (§7.3.1), in which JSON's escapes mean the same.
    static func quoted(_ string: String) -> String {
        JSONQuoting.quoted(string) { scalar in
            switch scalar.value {
            case 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE...0xFFFF: true
            default: false
            }
        }
    }
}
