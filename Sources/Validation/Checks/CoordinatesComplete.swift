import Observations

/// `coordinates-complete`
struct CoordinatesComplete: Check {
    static let description = CheckDescription(
        rule: Rule(
            code: "coordinates-complete", severity: .warning, title: "only one of latitude and longitude",
            wording: "{field} is empty although {1} is given. Fill in both, or neither.",
            documentation: "A latitude without a longitude, or the other way round, is no place.",
        ),
        tdwgTests: [], terms: ["decimalLatitude", "decimalLongitude"], parameters: [],
        example: CheckExample(
            terms: ["decimalLatitude", "decimalLongitude"],
            [
                (["52.2297", "21.0122"], .compliant),
                (["52.2297", nil], .notCompliant),
                ([nil, "21.0122"], .notCompliant),
                ([nil, nil], .prerequisitesNotMet),
            ]),
        make: { arguments throws(PlanProblem) in
            CoordinatesComplete(
                latitude: try arguments.column("decimalLatitude"), longitude: try arguments.column("decimalLongitude"))
        })

    let latitude: Int
    let longitude: Int

    var needs: [ColumnNeed] {
        [ColumnNeed(column: latitude, view: .text), ColumnNeed(column: longitude, view: .text)]
    }

    func run(_ typed: TypedColumns, context: InterpretContext) -> Verdicts {
        let (noLatitude, noLongitude) = (typed.blank(latitude), typed.blank(longitude))
        let onlyOne = zip(noLatitude, noLongitude).map { $0 ^ $1 }
        let assessed = zip(noLatitude, noLongitude).map { ~($0 & $1) }
        var failures: [Verdicts.Failure] = []
        forEachRow(in: onlyOne) { row in
            let lacksLatitude = noLatitude[row >> 6] >> UInt64(row & 63) & 1 == 1
            let (column, other) = lacksLatitude ? (latitude, longitude) : (longitude, latitude)
            failures.append(
                Verdicts.Failure(row: row, column: column, arguments: [typed.texts[other][row] ?? ""]))
        }
        return Verdicts(assessed: Bitmap(count: typed.rowCount, words: assessed), failures: failures)
    }
}
