import Observations

/// `term-not-empty`
struct TermNotEmpty: Check {
    static let description = CheckDescription(
        rule: Rule(
            code: "term-not-empty", severity: .warning, title: "a value is missing",
            wording: "{field} is empty (column {0}). Fill it in if you know it.",
            documentation: """
                The terms that are named have a value in every record. Unlike the constraint `required` this is a \
                warning unless declared otherwise, and it says nothing about what cannot be read.
                """),
        tdwgTests: [
            "VALIDATION_SCIENTIFICNAME_NOTEMPTY", "VALIDATION_EVENTDATE_NOTEMPTY", "VALIDATION_OCCURRENCEID_NOTEMPTY",
            "VALIDATION_COUNTRYCODE_NOTEMPTY", "VALIDATION_DECIMALLATITUDE_NOTEMPTY",
            "VALIDATION_DECIMALLONGITUDE_NOTEMPTY", "VALIDATION_OCCURRENCESTATUS_NOTEMPTY",
            "VALIDATION_TAXONRANK_NOTEMPTY", "VALIDATION_GEODETICDATUM_NOTEMPTY", "VALIDATION_LICENSE_NOTEMPTY",
        ],
        terms: [], parameters: [CheckParameter("terms", .terms, default: nil, "The terms that need a value.")],
        example: CheckExample(
            parameters: ["terms": .list(["scientificName", "recordedBy"])], terms: ["scientificName", "recordedBy"],
            [
                (["Pica pica", "Wanda"], .compliant),
                (["Pica pica", nil], .notCompliant),
                ([nil, nil], .notCompliant),
            ]),
        make: { arguments throws(PlanProblem) in TermNotEmpty(columns: try arguments.terms("terms")) })

    let columns: [Int]

    var needs: [ColumnNeed] { columns.map { ColumnNeed(column: $0, view: .text) } }

    func run(_ typed: TypedColumns, context: InterpretContext) -> Verdicts {
        var failures: [Verdicts.Failure] = []
        for column in columns {
            forEachRow(in: typed.blank(column)) { row in
                failures.append(Verdicts.Failure(row: row, column: column))
            }
        }
        return Verdicts(assessed: Bitmap(repeating: true, count: typed.rowCount), failures: failures)
    }
}
