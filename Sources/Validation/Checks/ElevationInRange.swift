import Observations

/// `elevation-in-range`
enum ElevationInRange {
    static let description = CheckDescription(
        rule: Rule(
            code: "elevation-in-range", severity: .warning, title: "an elevation that does not exist on earth",
            wording:
                "{value} in column {0} is no elevation in metres: it must lie between {1} and {2}. Correct the value.",
            documentation: """
                Between the shore of the Dead Sea and the top of Mount Everest, unless declared otherwise.
                """),
        tdwgTests: ["VALIDATION_MINELEVATION_INRANGE", "VALIDATION_MAXELEVATION_INRANGE"],
        terms: ["minimumElevationInMeters", "maximumElevationInMeters"],
        parameters: [
            CheckParameter("minimum", .number, default: "-430", "The lowest that is believed, in metres."),
            CheckParameter("maximum", .number, default: "8850", "The highest that is believed, in metres."),
        ],
        example: CheckExample(
            terms: ["minimumElevationInMeters", "maximumElevationInMeters"],
            [
                (["120", "120.5"], .compliant),
                (["120", "8851"], .notCompliant),
                (["-500", nil], .notCompliant),
                ([nil, nil], .prerequisitesNotMet),
                (["high", nil], .prerequisitesNotMet),
            ]),
        make: { arguments throws(PlanProblem) in
            try NumberRangeCheck(
                of: try arguments.columns(anyOf: ["minimumElevationInMeters", "maximumElevationInMeters"]), arguments)
        })
}
