import Observations

/// `elevation-order`
enum ElevationOrder {
    static let description = CheckDescription(
        rule: Rule(
            code: "elevation-order", severity: .warning, title: "the least elevation is above the greatest",
            wording: "{value} in column {0} is greater than {1}, which is {2}. Exchange or correct the two values.",
            documentation: "`minimumElevationInMeters` is not greater than `maximumElevationInMeters`."),
        tdwgTests: ["VALIDATION_MINELEVATION_LESSTHAN_MAXELEVATION"],
        terms: ["minimumElevationInMeters", "maximumElevationInMeters"], parameters: [],
        example: CheckExample(
            terms: ["minimumElevationInMeters", "maximumElevationInMeters"],
            [
                (["10", "20"], .compliant),
                (["20", "20.0"], .compliant),
                (["20", "10"], .notCompliant),
                (["20", nil], .prerequisitesNotMet),
            ]),
        make: { arguments throws(PlanProblem) in
            NumberOrderCheck(
                low: try arguments.column("minimumElevationInMeters"),
                high: try arguments.column("maximumElevationInMeters"),
                highTerm: "maximumElevationInMeters")
        })
}
