import Observations

/// What a field of the dataset must be: its type, how missing values are written, and its constraints.
///
/// The words are those of Frictionless Table Schema wherever it has one.
package struct FieldRule: Sendable {
    /// The term.
    package var term: Term
    /// The type that cells are read as.
    package var type: FieldType
    /// What stands for "no value", compared after trimming.
    package var missingValues: [String]
    /// Declared patterns for dates, tried in this order (`dd.MM.yyyy`, see `DatePattern`). Where there is one, the
    /// declared locale's order of day and month no longer counts; ISO 8601 is still read.
    package var formats: [String]
    /// What values must satisfy.
    package var constraints: FieldConstraints
    /// The weight of a value that breaks a constraint. A value that is not of the type is always an error.
    package var severity: Severity

    /// A rule of those parts.
    package init(
        term: Term, type: FieldType = .string, missingValues: [String] = [""], formats: [String] = [],
        constraints: FieldConstraints = FieldConstraints(), severity: Severity = .error
    ) {
        self.term = term
        self.type = type
        self.missingValues = missingValues
        self.formats = formats
        self.constraints = constraints
        self.severity = severity
    }
}

/// The types of fields.
package enum FieldType: String, Sendable, CaseIterable {
    /// Text, trimmed, otherwise as it was written.
    case string
    /// A whole number of 64 bits, from -9223372036854775808 to 9223372036854775807.
    case integer
    /// A decimal number; its digits are kept exactly as they were written.
    case number
    /// `true` or `false`.
    case boolean
    /// A calendar day, `2026-05-01` (RFC 3339 full-date).
    case date
    /// A day and a time, `2026-05-01T10:30:00Z`; without an offset it is local time.
    case datetime
    /// Darwin Core's `eventDate`: ISO 8601 with reduced precision and intervals (`2026-05`, `2026-05-01/03`).
    case eventDate
}

/// What the values of a field must satisfy. The names are Frictionless Table Schema's.
package struct FieldConstraints: Sendable {
    /// Whether a record must have a value.
    package var required: Bool
    /// Whether no two records may have the same value. Carried only: Deduplication enforces it over the dataset.
    package var unique: Bool
    /// The smallest value, for numbers and dates.
    package var minimum: Bound?
    /// The greatest value, for numbers and dates.
    package var maximum: Bound?
    /// The smallest number of characters (Unicode scalars).
    package var minLength: Int?
    /// The greatest number of characters (Unicode scalars).
    package var maxLength: Int?
    /// A pattern that the whole value must match (see `LinearPattern`).
    package var pattern: String?
    /// The values that are allowed.
    package var enumeration: Vocabulary?

    /// Constraints of those parts; by default there are none.
    package init(
        required: Bool = false, unique: Bool = false, minimum: Bound? = nil, maximum: Bound? = nil,
        minLength: Int? = nil, maxLength: Int? = nil, pattern: String? = nil, enumeration: Vocabulary? = nil
    ) {
        self.required = required
        self.unique = unique
        self.minimum = minimum
        self.maximum = maximum
        self.minLength = minLength
        self.maxLength = maxLength
        self.pattern = pattern
        self.enumeration = enumeration
    }
}

/// A bound of a constraint.
package enum Bound: Sendable, Equatable {
    /// A number or an ISO 8601 date, as it is written in the pipeline file.
    case value(String)
    /// The latest day that it can be anywhere on earth when the file arrives (`InterpretContext.latestDay`).
    case today
}
