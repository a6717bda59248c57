import Observations

/// `coordinates-swapped`
struct CoordinatesSwapped: Check {
    static let description = CheckDescription(
        rule: Rule(
            code: "coordinates-swapped", severity: .error, title: "latitude and longitude seem to be swapped",
            wording: """
                {value} in column {0} cannot be a latitude, but it could be a longitude, and {1} could be the \
                latitude. Are the two columns swapped?
                """,
            documentation: """
                The latitude is beyond ±90 but within ±180, and the longitude is within ±90: the two make sense the \
                other way round. GBIF flags the like as PRESUMED_SWAPPED_COORDINATE. Nothing is swapped for you.
                """),
        tdwgTests: [], terms: ["decimalLatitude", "decimalLongitude"], parameters: [],
        example: CheckExample(
            terms: ["decimalLatitude", "decimalLongitude"],
            [
                (["121.5", "25.03"], .notCompliant),
                (["-100", "-90"], .notCompliant),
                (["21.0122", "52.2297"], .compliant),
                (["121.5", "125.03"], .compliant),
                (["121.5", nil], .prerequisitesNotMet),
            ]),
        make: { arguments throws(PlanProblem) in
            CoordinatesSwapped(
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
                    let size = abs(latitudes[row])
                    if size <= 90 || size > 180 || abs(longitudes[row]) > 90 { return }
                    failures.append(
                        Verdicts.Failure(row: row, column: latitude, arguments: [typed.texts[longitude][row] ?? ""]))
                }
            }
        }
        return Verdicts(assessed: Bitmap(count: typed.rowCount, words: assessed), failures: failures)
    }
}
