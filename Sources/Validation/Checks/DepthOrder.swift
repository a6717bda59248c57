import Observations

/// `depth-order`
enum DepthOrder {
    static let description = CheckDescription(
        rule: Rule(
            code: "depth-order", severity: .warning, title: "the least depth is above the greatest",
            wording: "{value} in column {0} is greater than {1}, which is {2}. Exchange or correct the two values.",
            documentation: "`minimumDepthInMeters` is not greater than `maximumDepthInMeters`."),
        tdwgTests: ["VALIDATION_MINDEPTH_LESSTHAN_MAXDEPTH"],
        terms: ["minimumDepthInMeters", "maximumDepthInMeters"], parameters: [],
        example: CheckExample(
            terms: ["minimumDepthInMeters", "maximumDepthInMeters"],
            [
                (["10", "20"], .compliant),
                (["20", "20.0"], .compliant),
                (["20", "10"], .notCompliant),
                (["20", nil], .prerequisitesNotMet),
            ]),
        make: { arguments throws(PlanProblem) in
            NumberOrderCheck(
                low: try arguments.column("minimumDepthInMeters"), high: try arguments.column("maximumDepthInMeters"),
                highTerm: "maximumDepthInMeters")
        })
}
