/// How much a finding weighs.
package enum Severity: String, Sendable, Comparable, CaseIterable {
    /// Tells how a value was interpreted. Changes nothing.
    case info
    /// Flags the record; it is accepted.
    case warning
    /// Quarantines the record.
    case error

    package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
    private var rank: Int {
        switch self {
        case .info: 0
        case .warning: 1
        case .error: 2
        }
    }
}

/// What was found about one record: the rule, the place, and the facts that its wording needs.
///
/// A finding carries no sentence. `Rule.message(for:)` speaks it, so that it can be spoken in any language.
package struct Finding: Sendable, Equatable {
    /// The rule's code, as in `transect checks` (`coordinates-in-range`, `type-number`, `csv-ragged-row`).
    package var code: String
    /// How much it weighs here.
    package var severity: Severity
    /// The row in the batch.
    package var row: Int
    /// The term or, before mapping, the column of the file; `nil` where it is about the whole record.
    package var field: String?
    /// The value as it was written, `nil` where there is none.
    package var value: String?
    /// Further facts for the wording, in the rule's own order.
    package var arguments: [String]

    /// A finding of those parts.
    package init(
        code: String, severity: Severity, row: Int, field: String? = nil, value: String? = nil,
        arguments: [String] = []
    ) {
        self.code = code
        self.severity = severity
        self.row = row
        self.field = field
        self.value = value
        self.arguments = arguments
    }
}

/// One kind of interpretation that was made many times in a column, told once with an example
/// ("1,204 values with a decimal comma, such as 52,2297 read as 52.2297").
package struct Note: Sendable, Equatable {
    /// The rule's code.
    package var code: String
    /// The term or column.
    package var field: String?
    /// The column of the first value, as the file calls it; `nil` where nobody has kept it.
    package var column: String?
    /// How many values.
    package var count: Int
    /// The first value as it was written.
    package var example: String
    /// What became of it.
    package var became: String

    /// A note of those parts.
    package init(
        code: String, field: String?, column: String? = nil, count: Int, example: String, became: String
    ) {
        self.code = code
        self.field = field
        self.column = column
        self.count = count
        self.example = example
        self.became = became
    }
}

extension [Finding] {
    /// These findings and others, each in row order, as one list in row order. Of one row these come first.
    package func merged(with others: [Finding]) -> [Finding] {
        var result: [Finding] = []
        result.reserveCapacity(count + others.count)
        var rest = others[...]
        for finding in self {
            while let next = rest.first, next.row < finding.row { result.append(rest.removeFirst()) }
            result.append(finding)
        }
        return result + rest
    }
}
