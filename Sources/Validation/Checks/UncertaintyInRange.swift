import Observations

/// `uncertainty-in-range`
enum UncertaintyInRange {
    static let description = CheckDescription(
        rule: Rule(
            code: "uncertainty-in-range", severity: .warning, title: "an uncertainty of a place that cannot be",
            wording:
                """
                {value} in column {0} is no uncertainty in metres: it must lie between {1} and {2}. Correct it \
                or leave it empty.
                """,
            documentation: """
                `coordinateUncertaintyInMeters` lies between 1 and 20037509, half the earth's circumference. Zero is \
                not a valid uncertainty in Darwin Core: leave the cell empty where it is not known.
                """),
        tdwgTests: ["VALIDATION_COORDINATEUNCERTAINTY_INRANGE"], terms: ["coordinateUncertaintyInMeters"],
        parameters: [],
        example: CheckExample(
            terms: ["coordinateUncertaintyInMeters"],
            [
                (["30"], .compliant),
                (["20037509"], .compliant),
                (["0"], .notCompliant),
                (["20037510"], .notCompliant),
                ([nil], .prerequisitesNotMet),
                (["30 m"], .prerequisitesNotMet),
            ]),
        make: { arguments throws(PlanProblem) in
            NumberRangeCheck(
                columns: [try arguments.column("coordinateUncertaintyInMeters")], range: 1...20_037_509,
                bounds: ["1", "20037509"])
        })
}
