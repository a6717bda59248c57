import Observations

/// `coordinate-precision`
struct CoordinatePrecision: Check {
    static let description = CheckDescription(
        rule: Rule(
            code: "coordinate-precision", severity: .warning, title: "coarse coordinates",
            wording: "{value} in column {0} has fewer than {1} decimals. Give the place more precisely if you can.",
            documentation: """
                Two decimals are about a kilometre, three about a hundred metres. A place is judged coarse where \
                both its latitude and its longitude have fewer decimals than asked; one that happens to end in zeros \
                is not.
                """),
        tdwgTests: [], terms: ["decimalLatitude", "decimalLongitude"],
        parameters: [CheckParameter("decimals", .number, default: "2", "How many decimals are expected at least.")],
        example: CheckExample(
            terms: ["decimalLatitude", "decimalLongitude"],
            [
                (["52.2", "21"], .notCompliant),
                (["52", "21.01"], .compliant),
                (["52.2297", "21.0122"], .compliant),
                (["52.2", nil], .prerequisitesNotMet),
            ]),
        make: { arguments throws(PlanProblem) in
            let decimals = try arguments.number("decimals")
            guard decimals >= 1, decimals <= 15, decimals == decimals.rounded() else {
                throw arguments.problem("decimals", "`decimals` is not a whole number from 1 to 15", "Write 2 or 3.")
            }
            return CoordinatePrecision(
                latitude: try arguments.column("decimalLatitude"), longitude: try arguments.column("decimalLongitude"),
                decimals: Int(decimals))
        })

    let latitude: Int
    let longitude: Int
    let decimals: Int

    var needs: [ColumnNeed] {
        [ColumnNeed(column: latitude, view: .number), ColumnNeed(column: longitude, view: .number)]
    }

    func run(_ typed: TypedColumns, context: InterpretContext) -> Verdicts {
        let assessed = both(typed.number(latitude).valid, typed.number(longitude).valid)
        let coarse = both(coarseRows(typed, latitude, assessed), coarseRows(typed, longitude, assessed))
        var failures: [Verdicts.Failure] = []
        forEachRow(in: coarse) { row in
            failures.append(Verdicts.Failure(row: row, column: latitude, arguments: [String(decimals)]))
        }
        return Verdicts(assessed: Bitmap(count: typed.rowCount, words: assessed), failures: failures)
    }

    private func coarseRows(_ typed: TypedColumns, _ column: Int, _ rows: [UInt64]) -> [UInt64] {
        var coarse = [UInt64](repeating: 0, count: rows.count)
        typed.texts[column].forEachCell(in: rows) { row, bytes, start, end in
            var place = start
            while place < end, bytes[place] != UInt8(ascii: ".") { place &+= 1 }
            // The point itself is one of the bytes behind the integer part.
            if end - place <= decimals { coarse[row >> 6] |= 1 << UInt64(row & 63) }
        }
        return coarse
    }
}
