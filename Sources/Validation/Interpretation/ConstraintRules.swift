import Observations

/// The rules about constraints, named as in Frictionless Table Schema. `{0}` is the column in the file, `{1}` the
/// bound.
enum ConstraintRules {
    static let required = Rule(
        code: "constraint-required", severity: .error, title: "a value is missing",
        wording: "Column {0} is empty here, but every record needs {field}. Fill it in.",
        documentation: "Constraint `required`: the cell is blank or holds one of the field's `missingValues`.")
    static let minimum = Rule(
        code: "constraint-minimum", severity: .error, title: "too small or too early",
        wording: "{value} in column {0} lies below {1}, the least that is allowed. Correct the value.",
        documentation: """
            Constraint `minimum`. Numbers are compared by their digits, however many there are. A date with reduced \
            precision breaks the bound only where no day that it can mean keeps it.
            """)
    static let maximum = Rule(
        code: "constraint-maximum", severity: .error, title: "too great or too late",
        wording: "{value} in column {0} lies above {1}, the most that is allowed. Correct the value.",
        documentation: """
            Constraint `maximum`. `today` is the latest day that it can be anywhere on earth when the file arrives \
            (arrival + 14 h, UTC); the message tells which day that was. A date with reduced precision breaks the \
            bound only where no day that it can mean keeps it, so that 2026 is not later than a day in 2026; of an \
            interval the end counts.
            """)
    static let minLength = Rule(
        code: "constraint-min-length", severity: .error, title: "too short",
        wording: "“{value}” in column {0} is shorter than {1} characters. Write it out.",
        documentation: "Constraint `minLength`, counted in Unicode scalars.")
    static let maxLength = Rule(
        code: "constraint-max-length", severity: .error, title: "too long",
        wording: "“{value}” in column {0} is longer than {1} characters. Shorten it.",
        documentation: "Constraint `maxLength`, counted in Unicode scalars.")
    static let pattern = Rule(
        code: "constraint-pattern", severity: .error, title: "does not match the pattern",
        wording: "“{value}” in column {0} is not written as the pattern {1} asks. Correct the value.",
        documentation: """
            Constraint `pattern`: the whole value must match. Patterns are matched in time that grows with the value's \
            length alone; back-references and look-around do not exist.
            """)
    static let enumeration = Rule(
        code: "constraint-enum", severity: .error, title: "not one of the allowed values",
        wording: "“{value}” in column {0} is not in {1}[ (nearest entry: {2})]. Use one of its entries.",
        documentation: """
            Constraint `enum`: the value is none of those written out or listed in the table. Numbers are compared as \
            numbers (1.5 is 1.50), dates and truth values in their canonical form, text byte by byte, up to Unicode \
            canonical equivalence. The nearest entry is at most three typing mistakes \
            away.
            """)

    static let all = [required, minimum, maximum, minLength, maxLength, pattern, enumeration]
}
