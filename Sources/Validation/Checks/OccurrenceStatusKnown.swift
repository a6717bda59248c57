import Observations

/// `occurrence-status-known`
enum OccurrenceStatusKnown {
    static let description = CheckDescription(
        rule: Rule(
            code: "occurrence-status-known", severity: .warning,
            title: "an occurrence status that is neither of the two",
            wording: "“{value}” in column {0} is not in {1}[ (nearest entry: {2})]. Write present or absent.",
            documentation: "`occurrenceStatus` is `present` or `absent`."),
        tdwgTests: ["VALIDATION_OCCURRENCESTATUS_STANDARD"], terms: ["occurrenceStatus"], parameters: [],
        example: CheckExample(
            terms: ["occurrenceStatus"],
            [
                (["present"], .compliant), (["absent"], .compliant), (["Present"], .notCompliant),
                ([nil], .prerequisitesNotMet),
            ]),
        make: { arguments throws(PlanProblem) in
            VocabularyCheck(
                column: try arguments.column("occurrenceStatus"), vocabulary: Vocabulary(["present", "absent"]))
        })
}
