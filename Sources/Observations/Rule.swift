/// A rule that can produce findings: its wording, its documentation and its weight, kept beside the code that applies it.
///
/// Every module lists its rules in one closed array; `transect checks` prints them all.
package struct Rule: Sendable {
    /// Kebab-case code that never changes once it is published.
    package let code: String
    /// The weight it has unless the pipeline says otherwise.
    package let severity: Severity
    /// A few words for lists.
    package let title: String
    /// One English sentence with placeholders: `{field}`, `{value}`, and `{0}`, `{1}` … for the arguments. What stands in
    /// square brackets is left out where one of the placeholders in it stands for nothing.
    ///
    /// It says what is wrong, what is expected, and what to do.
    package let wording: String
    /// What the rule means and why, with its source (a TDWG BDQ test, a Frictionless constraint), for the documentation.
    package let documentation: String

    /// A rule of those parts.
    package init(code: String, severity: Severity, title: String, wording: String, documentation: String) {
        self.code = code
        self.severity = severity
        self.title = title
        self.wording = wording
        self.documentation = documentation
    }

    /// The English message for a finding of this rule.
    package func message(for finding: Finding) -> String {
        message(field: finding.field, value: finding.value, arguments: finding.arguments)
    }

    /// The English message with the placeholders filled in. Values are never searched for placeholders again.
    package func message(field: String?, value: String?, arguments: [String]) -> String {
        Template(wording).message(field: field, value: value, arguments: arguments).description
    }
}
