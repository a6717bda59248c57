import Observations

/// The closed catalogue of checks. A pipeline can use these and no others; `transect checks` prints them.
package enum CheckCatalogue {
    /// All checks, sorted by code.
    package static let all: [CheckDescription] = [
        BasisOfRecordKnown.description,
        CoordinatePrecision.description,
        CoordinatesComplete.description,
        CoordinatesInRange.description,
        CoordinatesNotZero.description,
        CoordinatesSwapped.description,
        CountMatchesStatus.description,
        CountNonNegative.description,
        CountryCodeKnown.description,
        DateTermsConsistent.description,
        DepthInRange.description,
        DepthOrder.description,
        ElevationInRange.description,
        ElevationOrder.description,
        EventDatePlausible.description,
        IdentifiedAfterEvent.description,
        InVocabulary.description,
        LicenceKnown.description,
        OccurrenceStatusKnown.description,
        TermNotEmpty.description,
        UncertaintyInRange.description,
    ]

    /// The check of that code.
    package static func named(_ code: String) -> CheckDescription? { all.first { $0.rule.code == code } }

    /// A check ready to run on columns of a schema.
    static func ready(_ check: ConfiguredCheck, schema: Schema) throws(PlanProblem) -> ReadyCheck {
        guard let description = named(check.name) else {
            let near = NearestWords(Vocabulary(all.map(\.rule.code))).nearest(to: check.name)
            throw PlanProblem(
                ["checks", check.name], "there is no check `\(check.name)`",
                remedy: near.map { "Did you mean `\($0)`?" } ?? "`transect checks` lists them all.")
        }
        let arguments = try CheckArguments(check, parameters: description.parameters, schema: schema)
        return ReadyCheck(
            rule: description.rule, severity: check.severity ?? description.rule.severity,
            check: try description.make(arguments))
    }
}

/// A check with its rule and its weight in this pipeline.
struct ReadyCheck: Sendable {
    let rule: Rule
    let severity: Severity
    let check: any Check
}
