import Observations

/// `identified-after-event`
struct IdentifiedAfterEvent: Check {
    static let description = CheckDescription(
        rule: Rule(
            code: "identified-after-event", severity: .warning,
            title: "identified before it was seen, or in the future",
            wording: "{value} in column {0} lies before the observation or after {1}. Correct one of the dates.",
            documentation: """
                `dateIdentified` is not before `eventDate`, as far as the precision of both can tell, and not after \
                the day on which the file arrives.
                """),
        tdwgTests: ["VALIDATION_DATEIDENTIFIED_INRANGE"], terms: ["dateIdentified", "eventDate"], parameters: [],
        example: CheckExample(
            terms: ["dateIdentified", "eventDate"],
            [
                (["2020-05-02", "2020-05-01"], .compliant),
                (["2020", "2020-05-01"], .compliant),
                (["2020-04-30", "2020-05-01"], .notCompliant),
                (["9999-01-01", "2020-05-01"], .notCompliant),
                (["2020-05-02", nil], .prerequisitesNotMet),
            ]),
        make: { arguments throws(PlanProblem) in
            IdentifiedAfterEvent(
                identified: try arguments.column("dateIdentified"), event: try arguments.column("eventDate"))
        })

    let identified: Int
    let event: Int

    var needs: [ColumnNeed] { [ColumnNeed(column: identified, view: .days), ColumnNeed(column: event, view: .days)] }

    func run(_ typed: TypedColumns, context: InterpretContext) -> Verdicts {
        let (identifications, events) = (typed.day(identified), typed.day(event))
        let assessed = both(identifications.valid, events.valid)
        var failures: [Verdicts.Failure] = []
        forEachRow(in: assessed) { row in
            let (later, earlier) = (identifications.values[row], events.values[row])
            if later.lastDay >= earlier.firstDay && later.endEarliest <= context.latestDay { return }
            failures.append(
                Verdicts.Failure(row: row, column: identified, arguments: [CivilDay.text(context.latestDay)]))
        }
        return Verdicts(assessed: Bitmap(count: typed.rowCount, words: assessed), failures: failures)
    }
}
