import Observations
import Validation

/// The user documentation of the checks, written from the catalogue itself so that it cannot grow stale.
package enum CheckDocumentation {
    /// `docs/checks.md`.
    package static func markdown() -> String {
        var text = """
            # Checks

            <!-- Printed by `transect checks --markdown`; a test compares. -->

            A check looks at a whole record. It is compliant, not compliant, or its prerequisites are not met (a value that it
            needs is blank or cannot be read): blank is not wrong. `error` quarantines the record, `warning` flags it, `info`
            only tells.

            """
        for check in CheckCatalogue.all {
            let rule = check.rule
            text +=
                "\n## \(rule.code)\n\n\(sentence(rule.title)) (`\(rule.severity.rawValue)`). \(rule.documentation)\n"
            if !check.tdwgTests.isEmpty { text += "\nTDWG BDQ: \(check.tdwgTests.joined(separator: ", ")).\n" }
            if !check.parameters.isEmpty {
                text += "\n| parameter | takes | default | meaning |\n|---|---|---|---|\n"
                for parameter in check.parameters {
                    let value = parameter.defaultValue.map { "`\($0)`" } ?? "must be given"
                    text +=
                        "| `\(parameter.name)` | \(parameter.kind.rawValue) | \(value) | \(parameter.documentation) |\n"
                }
            }
            text += "\n" + exampleTable(check.example)
        }
        return text
    }

    /// One check for the terminal.
    package static func text(_ check: CheckDescription) -> String {
        var text = Self.text(check.rule)
        if !check.tdwgTests.isEmpty { text += "TDWG BDQ: \(check.tdwgTests.joined(separator: ", "))\n" }
        for parameter in check.parameters {
            let value = parameter.defaultValue.map { "default \($0)" } ?? "must be given"
            text += "  \(parameter.name) (\(parameter.kind.rawValue), \(value)): \(parameter.documentation)\n"
        }
        return text + "\nExample:\n" + exampleTable(check.example)
    }

    /// What a rule of any module means, for the terminal.
    package static func text(_ rule: Rule) -> String {
        "\(rule.code) (\(rule.severity.rawValue)): \(rule.title)\n\n\(rule.documentation)\n"
    }

    private static func exampleTable(_ example: CheckExample) -> String {
        let terms = example.terms.map(\.name)
        var text = "| \((terms + ["verdict"]).joined(separator: " | ")) |\n"
        text += "|" + String(repeating: "---|", count: terms.count + 1) + "\n"
        for (row, verdict) in zip(example.rows, example.verdicts) {
            let cells = row.map { $0.map { $0.replacing("|", with: "\\|") } ?? "" }
            text += "| \((cells + [words(verdict)]).joined(separator: " | ")) |\n"
        }
        return text
    }

    /// With a capital at its beginning.
    private static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    private static func words(_ verdict: Verdict) -> String {
        switch verdict {
        case .compliant: "compliant"
        case .notCompliant: "not compliant"
        case .prerequisitesNotMet: "prerequisites not met"
        }
    }
}
