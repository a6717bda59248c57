import Observations

/// `date-terms-consistent`
struct DateTermsConsistent: Check {
    static let description = CheckDescription(
        rule: Rule(
            code: "date-terms-consistent", severity: .warning, title: "year, month or day contradict the date",
            wording: "{field} is {value}, but eventDate is {1}. Correct one of the two.",
            documentation: """
                `year`, `month`, `day`, `startDayOfYear` and `endDayOfYear`, where they are given, say the same as \
                `eventDate`; a date that is less precise than the term, or that spans several years, months or days, \
                does not say the same.
                """),
        tdwgTests: ["VALIDATION_EVENT_CONSISTENT"],
        terms: ["eventDate", "year", "month", "day", "startDayOfYear", "endDayOfYear"], parameters: [],
        example: CheckExample(
            terms: ["eventDate", "year", "month", "day", "startDayOfYear", "endDayOfYear"],
            [
                (["2020-05-01", "2020", "5", "1", nil, nil], .compliant),
                (["2020-05-01", "2020", "05", nil, "122", "122"], .compliant),
                (["2020-05-01/03", "2020", "5", nil, "122", "124"], .compliant),
                (["2020-05-01", "2019", nil, nil, nil, nil], .notCompliant),
                (["2020-05", nil, "5", "1", nil, nil], .notCompliant),
                (["2020-05-01", nil, nil, nil, nil, nil], .prerequisitesNotMet),
                ([nil, "2020", nil, nil, nil, nil], .prerequisitesNotMet),
            ]),
        make: { arguments throws(PlanProblem) in
            let event = try arguments.column("eventDate")
            let parts = try arguments.columns(anyOf: ["year", "month", "day", "startDayOfYear", "endDayOfYear"])
            return DateTermsConsistent(
                event: event, parts: parts.map { ($0, Part(rawValue: arguments.schema.terms[$0].name) ?? .year) })
        })

    enum Part: String, Sendable {
        case year
        case month
        case day
        case startDayOfYear
        case endDayOfYear

        /// What the date says, or `nil` where it does not say it.
        func value(_ days: EventInterval) -> Int32? {
            let (first, last) = (CivilDay.date(of: days.firstDay), CivilDay.date(of: days.lastDay))
            switch self {
            case .year: return first.year == last.year ? first.year : nil
            case .month: return first.year == last.year && first.month == last.month ? first.month : nil
            case .day: return days.firstDay == days.lastDay ? first.day : nil
            case .startDayOfYear: return days.firstDay == days.startLatest ? Self.ordinal(days.firstDay) : nil
            case .endDayOfYear: return days.endEarliest == days.lastDay ? Self.ordinal(days.lastDay) : nil
            }
        }

        private static func ordinal(_ day: Int32) -> Int32 {
            day - CivilDay.days(year: CivilDay.date(of: day).year, month: 1, day: 1) + 1
        }
    }

    let event: Int
    let parts: [(column: Int, part: Part)]

    var needs: [ColumnNeed] {
        [ColumnNeed(column: event, view: .days)] + parts.map { ColumnNeed(column: $0.column, view: .number) }
    }

    func run(_ typed: TypedColumns, context: InterpretContext) -> Verdicts {
        let days = typed.day(event)
        var anyPart = [UInt64](repeating: 0, count: typed.wordCount)
        var failures: [Verdicts.Failure] = []
        for (column, part) in parts {
            let numbers = typed.number(column)
            let assessed = both(numbers.valid, days.valid)
            anyPart = either(anyPart, assessed)
            forEachRow(in: assessed) { row in
                if let value = part.value(days.values[row]), Double(value) == numbers.values[row] { return }
                failures.append(
                    Verdicts.Failure(row: row, column: column, arguments: [typed.texts[event][row] ?? ""]))
            }
        }
        return Verdicts(assessed: Bitmap(count: typed.rowCount, words: anyPart), failures: failures)
    }
}
