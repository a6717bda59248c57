import Observations

/// A check of the catalogue as a pipeline uses it: by name, with parameters and, if declared, another weight.
package struct ConfiguredCheck: Sendable {
    /// The check's code in the catalogue (`coordinates-in-range`).
    package var name: String
    /// The parameters that are declared; the others have the catalogue's defaults.
    package var parameters: [String: CheckParameterValue]
    /// The declared weight, or `nil`: the catalogue's.
    package var severity: Severity?

    /// A check with those parameters.
    package init(_ name: String, parameters: [String: CheckParameterValue] = [:], severity: Severity? = nil) {
        self.name = name
        self.parameters = parameters
        self.severity = severity
    }
}

/// The value of a check's parameter.
package enum CheckParameterValue: Sendable {
    /// A number, a date, a term or a word, as it is written.
    case text(String)
    /// A list of terms or words.
    case list([String])
    /// A vocabulary: `enum: [a, b]` or a column of a table.
    case vocabulary(Vocabulary)
}

/// What a parameter of a check takes.
package struct CheckParameter: Sendable, Equatable {
    /// The kinds of value.
    package enum Kind: String, Sendable {
        /// A number (`.text`).
        case number
        /// A calendar day (`.text`, `2026-05-01`).
        case day
        /// A term of the dataset (`.text`).
        case term
        /// Terms of the dataset (`.list`; one `.text` is a list of one).
        case terms
        /// Words (`.list` or `.text`).
        case words
        /// A vocabulary (`.vocabulary`; a `.list` is one that is written out).
        case vocabulary
    }

    /// The name in the pipeline file.
    package let name: String
    /// What it takes.
    package let kind: Kind
    /// The default as it would be written, or `nil` where the parameter must be given.
    package let defaultValue: String?
    /// What it means, for the documentation.
    package let documentation: String

    init(_ name: String, _ kind: Kind, default value: String?, _ documentation: String) {
        self.name = name
        self.kind = kind
        self.defaultValue = value
        self.documentation = documentation
    }
}
