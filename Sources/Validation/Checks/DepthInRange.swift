import Observations

/// `depth-in-range`
enum DepthInRange {
    static let description = CheckDescription(
        rule: Rule(
            code: "depth-in-range", severity: .warning, title: "a depth that does not exist on earth",
            wording: "{value} in column {0} is no depth in metres: it must lie between {1} and {2}. Correct the value.",
            documentation: """
                Between the surface and the bottom of the Mariana Trench, unless declared otherwise. Depths are \
                positive numbers. TDWG BDQ does not judge a negative depth; here it is wrong.
                """
        ),
        tdwgTests: ["VALIDATION_MINDEPTH_INRANGE", "VALIDATION_MAXDEPTH_INRANGE"],
        terms: ["minimumDepthInMeters", "maximumDepthInMeters"],
        parameters: [
            CheckParameter("minimum", .number, default: "0", "The lowest that is believed, in metres."),
            CheckParameter("maximum", .number, default: "11000", "The highest that is believed, in metres."),
        ],
        example: CheckExample(
            terms: ["minimumDepthInMeters", "maximumDepthInMeters"],
            [
                (["35", "35.5"], .compliant),
                (["35", "12000"], .notCompliant),
                (["-500", nil], .notCompliant),
                ([nil, nil], .prerequisitesNotMet),
                (["high", nil], .prerequisitesNotMet),
            ]),
        make: { arguments throws(PlanProblem) in
            try NumberRangeCheck(
                of: try arguments.columns(anyOf: ["minimumDepthInMeters", "maximumDepthInMeters"]), arguments)
        })
}
