import Deduplication
import Formats
import Observations
import Storage
import Validation

/// All rules of all modules: every sentence that a finding can be.
package enum RuleCatalogue {
    /// Structure first, then values, then history.
    package static let all: [Rule] =
        csvRules + jsonRules + xmlRules + xlsxRules + zooniverseRules + validationRules + deduplicationRules
        + erasureRules

    private static let byCode = Dictionary(all.map { ($0.code, $0) }) { first, _ in first }

    /// The rule of a code.
    package static func rule(_ code: String) -> Rule? { byCode[code] }

    private static let codesThatNameColumns = Set(validationRules.map(\.code))

    /// Whether the first argument of a rule's findings is the column as the file calls it: so with all rules about values.
    static func namesColumn(_ code: String) -> Bool { codesThatNameColumns.contains(code) }

    /// A finding in English.
    package static func message(for finding: Finding) -> String {
        byCode[finding.code]?.message(for: finding) ?? finding.code
    }

    /// A stored finding in English.
    package static func message(for finding: StoredFinding) -> String {
        byCode[finding.code]?.message(field: finding.field, value: finding.value, arguments: finding.arguments)
            ?? finding.code
    }
}
