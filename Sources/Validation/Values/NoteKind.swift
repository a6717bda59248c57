/// The interpretations that are told once per column.
enum NoteKind: Int, Sendable, CaseIterable {
    case trimmed
    case readAsMissing
    case decimalMark
    case thousandsMark
    case numberRewritten
    case integerFraction
    case dateOrder
    case dateRewritten
    case booleanWord
    case lookedUp
    case replaced

    /// The rule's code.
    var code: String { rule.code }
}
