import Observations

/// `coordinates-in-range`
struct CoordinatesInRange: Check {
    static let description = CheckDescription(
        rule: Rule(
            code: "coordinates-in-range", severity: .error, title: "a place that does not exist on earth",
            wording: "{value} in column {0} is no {field}: it must lie between {1} and {2}. Correct the value.",
            documentation: """
                `decimalLatitude` lies between -90 and 90, `decimalLongitude` between -180 and 180. Each is judged \
                on its own; a blank one is not wrong.
                """),
        tdwgTests: ["VALIDATION_DECIMALLATITUDE_INRANGE", "VALIDATION_DECIMALLONGITUDE_INRANGE"],
        terms: ["decimalLatitude", "decimalLongitude"], parameters: [],
        example: CheckExample(
            terms: ["decimalLatitude", "decimalLongitude"],
            [
                (["52.2297", "21.0122"], .compliant),
                (["90", "-180"], .compliant),
                (["90.5", "21.0122"], .notCompliant),
                (["52.2297", "200"], .notCompliant),
                (["52.2297", nil], .compliant),
                ([nil, nil], .prerequisitesNotMet),
                (["north", nil], .prerequisitesNotMet),
            ]),
        make: { arguments throws(PlanProblem) in
            let columns = try arguments.columns(anyOf: ["decimalLatitude", "decimalLongitude"])
            return CoordinatesInRange(
                columns: columns.map { ($0, arguments.schema.terms[$0] == "decimalLatitude" ? 90 : 180) })
        })

    /// The columns with the greatest absolute value that each may have.
    let columns: [(column: Int, limit: Double)]

    var needs: [ColumnNeed] { columns.map { ColumnNeed(column: $0.column, view: .number) } }

    func run(_ typed: TypedColumns, context: InterpretContext) -> Verdicts {
        var assessed = [UInt64](repeating: 0, count: typed.wordCount)
        var failures: [Verdicts.Failure] = []
        for (column, limit) in columns {
            let check = NumberRangeCheck(
                columns: [column], range: -limit...limit, bounds: ["-\(Int(limit))", "\(Int(limit))"])
            let verdicts = check.run(typed, context: context)
            assessed = either(assessed, verdicts.assessed.words)
            failures += verdicts.failures
        }
        return Verdicts(assessed: Bitmap(count: typed.rowCount, words: assessed), failures: failures)
    }
}
