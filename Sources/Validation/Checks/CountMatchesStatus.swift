import Observations

/// `count-matches-status`
struct CountMatchesStatus: Check {
    static let description = CheckDescription(
        rule: Rule(
            code: "count-matches-status", severity: .warning, title: "count and status contradict one another",
            wording: "Column {0} counts {value}, but the status is {1}. Correct one of the two.",
            documentation: """
                An `individualCount` of 0 with `occurrenceStatus` present, or a count above 0 with absent. GBIF \
                flags the like as INDIVIDUAL_COUNT_CONFLICTS_WITH_OCCURRENCE_STATUS.
                """),
        tdwgTests: [], terms: ["individualCount", "occurrenceStatus"], parameters: [],
        example: CheckExample(
            terms: ["individualCount", "occurrenceStatus"],
            [
                (["3", "present"], .compliant),
                (["0", "absent"], .compliant),
                (["0", "present"], .notCompliant),
                (["3", "absent"], .notCompliant),
                (["3", nil], .prerequisitesNotMet),
                (["3", "perhaps"], .prerequisitesNotMet),
            ]),
        make: { arguments throws(PlanProblem) in
            CountMatchesStatus(
                count: try arguments.column("individualCount"), status: try arguments.column("occurrenceStatus"))
        })

    let count: Int
    let status: Int

    var needs: [ColumnNeed] { [ColumnNeed(column: count, view: .number), ColumnNeed(column: status, view: .text)] }

    func run(_ typed: TypedColumns, context: InterpretContext) -> Verdicts {
        let numbers = typed.number(count)
        var assessed = [UInt64](repeating: 0, count: typed.wordCount)
        var failures: [Verdicts.Failure] = []
        let (present, absent) = (Array("present".utf8), Array("absent".utf8))
        typed.texts[status].forEachCell(in: both(numbers.valid, typed.usable[status])) { row, bytes, start, end in
            let cell = UnsafeBufferPointer(rebasing: bytes[start..<end])
            let isPresent = cell.elementsEqual(present)
            guard isPresent || cell.elementsEqual(absent) else { return }
            assessed[row >> 6] |= 1 << UInt64(row & 63)
            if (numbers.values[row] > 0) == isPresent { return }
            failures.append(
                Verdicts.Failure(row: row, column: count, arguments: [isPresent ? "present" : "absent"]))
        }
        return Verdicts(assessed: Bitmap(count: typed.rowCount, words: assessed), failures: failures)
    }
}
