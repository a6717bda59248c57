import Observations

/// The rules behind the notes: interpretations that change the characters of a value. For a note `{value}` is the first
/// example and `{0}` what became of it.
enum NoteRules {
    static func note(_ code: String, _ title: String, _ wording: String, _ documentation: String) -> Rule {
        Rule(code: code, severity: .info, title: title, wording: wording, documentation: documentation)
    }

    static let trimmed = note(
        "trimmed", "white space at the ends was removed", "“{value}” in {field} was read as “{0}”.",
        """
        White space before and behind a value, no-break spaces and the invisible U+200B and U+FEFF included, is \
        removed in every field.
        """)
    static let readAsMissing = note(
        "read-as-missing", "a declared word for no value", "“{value}” in {field} was read as no value.",
        "The cell holds one of the field's `missingValues`.")
    static let decimalMark = note(
        "decimal-comma", "a decimal comma", "{value} in {field} was read as {0}.",
        "The declared locale writes a decimal comma; the published number has a decimal point and the same digits.")
    static let thousandsMark = note(
        "thousands-mark", "marks between thousands", "{value} in {field} was read as {0}.",
        "The declared locale's marks between groups of three digits are removed.")
    static let numberRewritten = note(
        "number-rewritten", "a number in another form", "{value} in {field} was read as {0}.",
        "A leading + goes, a typographic minus becomes -, `.5` becomes 0.5 and `5.` becomes 5.")
    static let integerFraction = note(
        "integer-with-fraction", "a whole number with a fraction of zeros", "{value} in {field} was read as {0}.",
        "Spreadsheets write 3 as 3.0 where the column is formatted so.")
    static let dateOrder = note(
        "date-order", "a date in the declared order", "{value} in {field} was read as {0}.",
        "The date is read by the field's declared `format` or by the source's declared locale.")
    static let dateRewritten = note(
        "date-rewritten", "a date close to ISO 8601", "{value} in {field} was read as {0}.",
        "A date that begins with the year and can mean only one thing is written as ISO 8601 has it.")
    static let booleanWord = note(
        "boolean-word", "a word for true or false", "{value} in {field} was read as {0}.",
        "Words for true and false become `true` and `false`.")
    static let lookedUp = note(
        "looked-up", "a name that was looked up", "{value} in {field} was read as {0}.",
        "The declared table gives another name for the one that was written.")
    static let replaced = note(
        "replaced", "a declared replacement", "{value} in {field} was read as {0}.",
        "The source's `replace` gives another value for the one that was written.")

    static let all = NoteKind.allCases.map(\.rule)
}

extension NoteKind {
    var rule: Rule {
        switch self {
        case .trimmed: NoteRules.trimmed
        case .readAsMissing: NoteRules.readAsMissing
        case .decimalMark: NoteRules.decimalMark
        case .thousandsMark: NoteRules.thousandsMark
        case .numberRewritten: NoteRules.numberRewritten
        case .integerFraction: NoteRules.integerFraction
        case .dateOrder: NoteRules.dateOrder
        case .dateRewritten: NoteRules.dateRewritten
        case .booleanWord: NoteRules.booleanWord
        case .lookedUp: NoteRules.lookedUp
        case .replaced: NoteRules.replaced
        }
    }
}
