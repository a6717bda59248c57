import Observations

/// `coordinates-not-zero`
struct CoordinatesNotZero: Check {
    static let description = CheckDescription(
        rule: Rule(
            code: "coordinates-not-zero", severity: .error, title: "latitude and longitude are both 0",
            wording:
                """
                The place is 0, 0, which devices write when they do not know where they are. Give the true place \
                or leave it empty.
                """,
            documentation: """
                Latitude 0 and longitude 0 lie in the Gulf of Guinea; almost every record with them comes from a \
                device without a position or from a form with defaults.
                """),
        tdwgTests: ["VALIDATION_COORDINATES_NOTZERO"],
        terms: ["decimalLatitude", "decimalLongitude"], parameters: [],
        example: CheckExample(
            terms: ["decimalLatitude", "decimalLongitude"],
            [
                (["0", "0"], .notCompliant),
                (["0.0", "-0.00"], .notCompliant),
                (["0", "21.0122"], .compliant),
                (["0", nil], .prerequisitesNotMet),
            ]),
        make: { arguments throws(PlanProblem) in
            CoordinatesNotZero(
                latitude: try arguments.column("decimalLatitude"), longitude: try arguments.column("decimalLongitude"))
        })

    let latitude: Int
    let longitude: Int

    var needs: [ColumnNeed] {
        [ColumnNeed(column: latitude, view: .number), ColumnNeed(column: longitude, view: .number)]
    }

    func run(_ typed: TypedColumns, context: InterpretContext) -> Verdicts {
        let (latitudes, longitudes) = (typed.number(latitude), typed.number(longitude))
        let assessed = both(latitudes.valid, longitudes.valid)
        var failures: [Verdicts.Failure] = []
        latitudes.values.withUnsafeBufferPointer { latitudes in
            longitudes.values.withUnsafeBufferPointer { longitudes in
                forEachRow(in: assessed) { row in
                    if latitudes[row] != 0 || longitudes[row] != 0 { return }
                    failures.append(Verdicts.Failure(row: row, column: latitude))
                }
            }
        }
        return Verdicts(assessed: Bitmap(count: typed.rowCount, words: assessed), failures: failures)
    }
}
