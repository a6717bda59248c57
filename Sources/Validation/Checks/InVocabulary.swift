import Observations

/// `in-vocabulary`
enum InVocabulary {
    static let description = CheckDescription(
        rule: Rule(
            code: "in-vocabulary", severity: .warning, title: "a value that the vocabulary does not list",
            wording: "“{value}” in column {0} is not in {1}[ (nearest entry: {2})]. Use one of its entries.",
            documentation: """
                Like the constraint `enum`, but a warning unless declared otherwise: for vocabularies that are \
                recommended and not closed.
                """),
        tdwgTests: [], terms: [],
        parameters: [
            CheckParameter("term", .term, default: nil, "The term that is judged."),
            CheckParameter("values", .vocabulary, default: nil, "The vocabulary: a list, or a column of a table."),
        ],
        example: CheckExample(
            parameters: ["term": .text("sex"), "values": .list(["female", "male"])], terms: ["sex"],
            [
                (["female"], .compliant),
                (["Femal"], .notCompliant),
                ([nil], .prerequisitesNotMet),
            ]),
        make: { arguments throws(PlanProblem) in
            let vocabulary = try arguments.vocabulary("values")
            if vocabulary.values.isEmpty {
                throw arguments.problem("values", "the vocabulary is empty", "Name at least one value.")
            }
            return VocabularyCheck(column: try arguments.term("term"), vocabulary: vocabulary)
        })
}
