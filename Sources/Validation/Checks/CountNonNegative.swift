import Observations

/// `count-non-negative`
enum CountNonNegative {
    static let description = CheckDescription(
        rule: Rule(
            code: "count-non-negative", severity: .error, title: "a negative count",
            wording: "{value} in column {0} is less than 0, which no count can be. Correct the value.",
            documentation: "A count is zero or more. GBIF flags the like as INDIVIDUAL_COUNT_INVALID."),
        tdwgTests: [], terms: ["individualCount"],
        parameters: [CheckParameter("terms", .terms, default: "individualCount", "The terms that hold counts.")],
        example: CheckExample(
            terms: ["individualCount"],
            [
                (["3"], .compliant), (["0"], .compliant), (["-1"], .notCompliant), ([nil], .prerequisitesNotMet),
                (["many"], .prerequisitesNotMet),
            ]),
        make: { arguments throws(PlanProblem) in
            NumberRangeCheck(columns: try arguments.terms("terms"), range: 0 ... .infinity, bounds: [])
        })
}
