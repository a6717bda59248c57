import Observations

/// Every number of some columns lies within a range.
struct NumberRangeCheck: Check {
    let columns: [Int]
    let range: ClosedRange<Double>
    /// The bounds as they are written, for messages.
    let bounds: [String]

    var needs: [ColumnNeed] { columns.map { ColumnNeed(column: $0, view: .number) } }

    func run(_ typed: TypedColumns, context: InterpretContext) -> Verdicts {
        var assessed = [UInt64](repeating: 0, count: typed.wordCount)
        var failures: [Verdicts.Failure] = []
        for column in columns {
            let numbers = typed.number(column)
            assessed = either(assessed, numbers.valid)
            numbers.values.withUnsafeBufferPointer { values in
                forEachRow(in: numbers.valid) { row in
                    let value = values[row]
                    if value >= range.lowerBound && value <= range.upperBound { return }
                    failures.append(Verdicts.Failure(row: row, column: column, arguments: bounds))
                }
            }
        }
        return Verdicts(assessed: Bitmap(count: typed.rowCount, words: assessed), failures: failures)
    }
}

extension NumberRangeCheck {
    /// The check that the parameters `minimum` and `maximum` ask for.
    init(of columns: [Int], _ arguments: CheckArguments) throws(PlanProblem) {
        let (least, most) = (try arguments.number("minimum"), try arguments.number("maximum"))
        if least > most {
            throw arguments.problem("minimum", "minimum is greater than maximum", "No value could satisfy both.")
        }
        self.init(
            columns: columns, range: least...most,
            bounds: [try arguments.text("minimum"), try arguments.text("maximum")])
    }
}

/// The number of one column is not above that of another.
struct NumberOrderCheck: Check {
    let low: Int
    let high: Int
    let highTerm: Term

    var needs: [ColumnNeed] { [ColumnNeed(column: low, view: .number), ColumnNeed(column: high, view: .number)] }

    func run(_ typed: TypedColumns, context: InterpretContext) -> Verdicts {
        let (lows, highs) = (typed.number(low), typed.number(high))
        let assessed = both(lows.valid, highs.valid)
        var failures: [Verdicts.Failure] = []
        forEachRow(in: assessed) { row in
            if lows.values[row] <= highs.values[row] { return }
            let other = typed.texts[high][row] ?? ""
            failures.append(Verdicts.Failure(row: row, column: low, arguments: [highTerm.name, other]))
        }
        return Verdicts(assessed: Bitmap(count: typed.rowCount, words: assessed), failures: failures)
    }
}

extension NumberOrderCheck {
    /// The check that the lower end of a range of metres, in a term of its own, is not above the upper end.
    static func description(
        code: String, title: String, low: Term, high: Term, tdwgTest: String
    ) -> CheckDescription {
        CheckDescription(
            rule: Rule(
                code: code, severity: .warning, title: title,
                wording: "{value} in column {0} is greater than {1}, which is {2}. Exchange or correct the two values.",
                documentation: "`\(low)` is not greater than `\(high)`."),
            tdwgTests: [tdwgTest], terms: [low, high], parameters: [],
            example: CheckExample(
                terms: [low, high],
                [
                    (["10", "20"], .compliant),
                    (["20", "20.0"], .compliant),
                    (["20", "10"], .notCompliant),
                    (["20", nil], .prerequisitesNotMet),
                ]),
            make: { arguments throws(PlanProblem) in
                NumberOrderCheck(low: try arguments.column(low), high: try arguments.column(high), highTerm: high)
            })
    }
}

/// Latitude and longitude make sense together.
struct PlaceCheck: Check {
    let latitude: Int
    let longitude: Int
    /// Whether the longitude as it is written is told, as the sentence's one argument.
    let tellsLongitude: Bool
    let isWrong: @Sendable (_ latitude: Double, _ longitude: Double) -> Bool

    init(
        _ arguments: CheckArguments, tellsLongitude: Bool = false,
        isWrong: @escaping @Sendable (_ latitude: Double, _ longitude: Double) -> Bool
    ) throws(PlanProblem) {
        latitude = try arguments.column("decimalLatitude")
        longitude = try arguments.column("decimalLongitude")
        self.tellsLongitude = tellsLongitude
        self.isWrong = isWrong
    }

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
                    guard isWrong(latitudes[row], longitudes[row]) else { return }
                    let told = tellsLongitude ? [typed.texts[longitude][row] ?? ""] : []
                    failures.append(Verdicts.Failure(row: row, column: latitude, arguments: told))
                }
            }
        }
        return Verdicts(assessed: Bitmap(count: typed.rowCount, words: assessed), failures: failures)
    }
}
