import Observations
import Validation

extension FuzzTarget {
    /// Dates in all locales and declared formats, a cell a line.
    static let dates = FuzzTarget(name: "dates") { input in
        var input = input
        let type = input.pick([FieldType.date, .datetime, .eventDate])
        let locale = input.pick([nil] + LocaleConventions.supported.map(Optional.some))
        let formats = input.pick([nil, 1]).map { _ in [input.line()] } ?? []
        demandCanonical(FieldRule(term: "x", type: type, formats: formats), locale, input)
    }

    /// Numbers and truth values in all locales, a cell a line.
    static let numbers = FuzzTarget(name: "numbers") { input in
        var input = input
        let type = input.pick([FieldType.number, .integer, .boolean, .string])
        let locale = input.pick([nil] + LocaleConventions.supported.map(Optional.some))
        demandCanonical(FieldRule(term: "x", type: type), locale, input)
    }

    /// What was accepted is canonical: without a locale it is read as it stands. What was not has a finding.
    private static func demandCanonical(_ rule: FieldRule, _ locale: String?, _ input: FuzzInput) {
        let cells = input.parts(at: 0x0A).map { String(decoding: $0, as: UTF8.self) }
        let mapping = SourceMapping(locale: locale.flatMap { LocaleConventions.named($0) })
        guard let first = read(cells, rule, mapping) else { return }
        let refused = Set(first.findings.filter { $0.severity == .error }.map(\.row))
        demand(first.count == cells.count, "every cell keeps its place")
        demand(first.selection.setCount + refused.count == cells.count, "what is refused has a finding")
        let accepted = first.selection.setRows.map { first.columns[0][$0] }
        guard let second = read(accepted, FieldRule(term: "x", type: rule.type), SourceMapping()) else { return }
        demand(second.findings.isEmpty && second.notes.isEmpty, "\(accepted) is canonical: \(second.findings)")
        for row in accepted.indices {
            demand(second.columns[0][row].map { Array($0.utf8) } == accepted[row].map { Array($0.utf8) }, "it stays")
        }
    }

    private static func read(_ cells: [String?], _ rule: FieldRule, _ mapping: SourceMapping) -> ObservationBatch? {
        guard
            let interpreter = try? Interpreter(
                schema: Schema([rule.term]), fields: [rule], mapping: mapping, checks: [])
        else { return nil }
        var origins = Origins()
        for row in cells.indices {
            origins.append(record: UInt32(row + 1), row: UInt32(row + 2), position: UInt64(row + 2))
        }
        return interpreter.interpret(
            RecordBatch(fields: [rule.term.name], columns: [TextColumn(cells)], origins: origins),
            context: InterpretContext(latestDay: 20_000))
    }
}
