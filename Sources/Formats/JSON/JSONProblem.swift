import Observations

/// What can be wrong with a JSON text, in words that complete "the JSON is not well formed: …" (RFC 8259).
enum JSONProblem {
    case expectedValue
    case expectedKey
    case expectedColon
    case expectedCommaOrBrace
    case expectedCommaOrBracket
    case controlCharacter
    case badEscape
    case badNumber
    case badLiteral
    case trailing
    case tooDeep
    case fieldTooLarge
    case tooManyFields

    /// Whether it is a declared limit that was passed, not a fault in the grammar.
    var isLimit: Bool {
        switch self {
        case .tooDeep, .fieldTooLarge, .tooManyFields: true
        default: false
        }
    }

    /// What was expected, or what is wrong.
    var words: Wording {
        switch self {
        case .expectedValue: "expected a value (an object, array, string, number, true, false or null)"
        case .expectedKey: "expected a key in double quotes"
        case .expectedColon: "expected a colon after the key"
        case .expectedCommaOrBrace: "expected a comma or } after the value"
        case .expectedCommaOrBracket: "expected a comma or ] after the value"
        case .controlCharacter: "a string has no end, or holds a line break or another control character unescaped"
        case .badEscape: "expected one of \" \\ / b f n r t or u with four hexadecimal digits after a backslash"
        case .badNumber: "expected a number such as 0, -12 or 1.5e3, without leading zeros"
        case .badLiteral: "expected true, false or null"
        case .trailing: "expected nothing more after the end of the value"
        case .tooDeep: "the values are nested too deeply"
        case .fieldTooLarge: "a field is too large"
        case .tooManyFields: "the records have too many different keys"
        }
    }

    /// The error for a whole file.
    func error(line: UInt64, offset: UInt64, limits: ReadLimits) -> ReadError {
        switch self {
        case .tooDeep:
            return ReadError(
                .limit, "values are nested deeper than \(limits.depth) levels", line: line, offset: offset,
                remedy: "Ask the sender for a flatter export.")
        case .fieldTooLarge:
            return ReadError(
                .limit, "a field is larger than \(limits.fieldBytes) bytes", line: line, offset: offset,
                remedy: "Leave the field out of the export, or declare with `records` where the records are.")
        case .tooManyFields:
            return ReadError(
                .limit, "the records have more than \(limits.columns) different keys", line: line, offset: offset,
                remedy: "Check that keys are names of fields and not data, such as dates or identifiers.")
        default:
            return ReadError(
                .syntax, "the JSON is not well formed at byte \(offset): \(words)", line: line, offset: offset,
                remedy: "Export the file again, or correct it there with a text editor.")
        }
    }
}
