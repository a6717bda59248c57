import Observations

/// `event-date-plausible`
struct EventDatePlausible: Check {
    static let description = CheckDescription(
        rule: Rule(
            code: "event-date-plausible", severity: .warning, title: "a date too early or in the future",
            wording: "{value} in column {0} lies outside {1} to {2}. Correct the date.",
            documentation: """
                `eventDate` is not before `earliest` and not after the day on which the file arrives, taken as the \
                latest day that it can be anywhere on earth. A date with reduced precision is wrong only where no \
                day that it can mean is right: 2026 is not in the future during 2026. Stricter is TDWG BDQ \
                VALIDATION_EVENTDATE_INRANGE, which wants the whole range within the bounds.
                """),
        tdwgTests: ["VALIDATION_EVENTDATE_INRANGE"], terms: ["eventDate"],
        parameters: [
            CheckParameter("earliest", .day, default: "1600-01-01", "The earliest day that is believed."),
            CheckParameter("term", .term, default: "eventDate", "The term that holds the date."),
        ],
        example: CheckExample(
            parameters: ["earliest": .text("1900-01-01")], terms: ["eventDate"],
            [
                (["2020-05-01"], .compliant),
                (["1900"], .compliant),
                (["1899-12-31"], .notCompliant),
                (["9999-01-01"], .notCompliant),
                (["2020-05-01/9999-05-03"], .notCompliant),
                ([nil], .prerequisitesNotMet),
                (["last May"], .prerequisitesNotMet),
            ]),
        make: { arguments throws(PlanProblem) in
            EventDatePlausible(column: try arguments.term("term"), earliest: try arguments.day("earliest"))
        })

    let column: Int
    let earliest: Int32

    var needs: [ColumnNeed] { [ColumnNeed(column: column, view: .days)] }

    func run(_ typed: TypedColumns, context: InterpretContext) -> Verdicts {
        let days = typed.day(column)
        let latest = context.latestDay
        var failures: [Verdicts.Failure] = []
        days.values.withUnsafeBufferPointer { values in
            forEachRow(in: days.valid) { row in
                if values[row].startLatest >= earliest && values[row].endEarliest <= latest { return }
                failures.append(
                    Verdicts.Failure(
                        row: row, column: column, arguments: [CivilDay.text(earliest), CivilDay.text(latest)]))
            }
        }
        return Verdicts(assessed: Bitmap(count: typed.rowCount, words: days.valid), failures: failures)
    }
}
