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
