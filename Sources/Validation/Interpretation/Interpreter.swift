import Observations

/// Turns records of one kind of file into observations: mapping, types, constraints and checks.
///
/// A plan that was checked once and is applied to any number of batches, on any number of threads.
package struct Interpreter: Sendable {
    /// The dataset's terms.
    package let schema: Schema
    let mapping: MappingPlan
    private let fields: [FieldPlan]
    private let missing: [MissingWords]
    private let checks: [ReadyCheck]

    /// A plan for files that are mapped like this.
    ///
    /// - Throws: `PlanProblem` where a pattern, a bound, a format, a check or a step cannot be carried out.
    package init(
        schema: Schema, fields: [FieldRule], mapping: SourceMapping, checks: [ConfiguredCheck]
    ) throws(PlanProblem) {
        for (place, rule) in fields.enumerated() {
            if schema.column(of: rule.term) == nil {
                throw PlanProblem(
                    ["fields", rule.term.name], "\(rule.term) is no term of the dataset", remedy: "Leave it out.")
            }
            if fields[..<place].contains(where: { $0.term == rule.term }) {
                throw PlanProblem(
                    ["fields", rule.term.name], "the field is declared twice", remedy: "Declare it once.")
            }
        }
        var plans: [FieldPlan] = []
        for term in schema.terms {
            let rule = fields.first { $0.term == term } ?? FieldRule(term: term)
            plans.append(try FieldPlan(rule, locale: mapping.locale))
        }
        var ready: [ReadyCheck] = []
        for check in checks { ready.append(try CheckCatalogue.ready(check, schema: schema)) }
        self.schema = schema
        self.mapping = try MappingPlan(mapping, schema: schema)
        self.fields = plans
        missing = plans.map(\.missing)
        self.checks = ready
    }

    /// The columns that the reader must extract, each once. One that a file does not have is empty.
    package var sourceFields: [String] { mapping.sourceFields }

    /// Whether all columns of the file are needed, because an unpivot step takes those that are not named;
    /// `sourceFields` then lists the others.
    package var readsAllFields: Bool { mapping.readsAllFields }

    /// The observations in some records. Pure: equal records and an equal context give equal observations, however
    /// the records are cut into batches.
    ///
    /// Rows with a finding of severity `error` are deselected. Findings are ordered by row, then those about the
    /// whole record or about columns of the file, then by term in the schema's order, then by code. Their `value` is
    /// the cell as it was written, their first argument the column's name in the file.
    package func interpret(_ records: RecordBatch, context: InterpretContext) -> ObservationBatch {
        var mapped = mapping.apply(records, missing: missing)
        var findings = mapped.findings
        var columns: [TextColumn] = []
        var usable: [[UInt64]] = []
        var numbers = [NumberColumn?](repeating: nil, count: fields.count)
        var days = [DayColumn?](repeating: nil, count: fields.count)
        var unread: [[UInt64]?] = []
        var notes: [Note] = []
        var labels: [(label: ColumnLabel, written: TextColumn)] = []
        for (place, field) in fields.enumerated() {
            let source =
                mapped.terms[place] ?? MappedColumn(TextColumn(missingRows: records.count), label: .fixed(""))
            mapped.terms[place] = nil
            var cells = field.missing.clean(source.column, tally: source.tally)
            switch field.type {
            case .string: break
            case .number, .integer:
                numbers[place] = cells.readNumbers(
                    field.numbers, isPlainFirst: records.hasPlainNumbers, isInteger: field.type == .integer)
            case .boolean: if let words = field.booleans { cells.readBooleans(words) }
            case .date, .datetime, .eventDate: if let reader = field.dates { days[place] = cells.readDates(reader) }
            }
            report(
                cells.failures, field, place, source, example: field.example(hasPlainNumbers: records.hasPlainNumbers),
                &findings)
            let breaches = field.constraints.breaches(
                cells, numbers: numbers[place], days: days[place], unread: source.unread, context: context)
            for breach in breaches {
                add(
                    breach.rule, field.severity, breach.row, place, source.label, source.written, breach.arguments,
                    &findings)
            }
            notes += cells.tally.notes(field.term, label: source.label)
            columns.append(cells.column)
            usable.append(cells.usable)
            unread.append(source.unread)
            labels.append((source.label, source.written))
        }
        if !checks.isEmpty {
            var typed = TypedColumns(
                rowCount: mapped.count, texts: columns, usable: usable, unread: unread, numbers: numbers, days: days)
            for ready in checks {
                for need in ready.check.needs { typed.prepare(need) }
                for failure in ready.check.run(typed, context: context).failures {
                    let (label, written) = labels[failure.column]
                    add(
                        ready.rule, ready.severity, failure.row, failure.column, label, written, failure.arguments,
                        &findings)
                }
            }
        }
        var batch = ObservationBatch(schema: schema, columns: columns, origins: mapped.origins)
        batch.selection = findings.selection(of: mapped.count)
        batch.findings = findings.sorted()
        batch.notes = notes
        return batch
    }

    private func report(
        _ failures: [CellFailure], _ field: FieldPlan, _ place: Int, _ source: MappedColumn, example: String,
        _ findings: inout FindingCollector
    ) {
        for failure in failures {
            // A value that is not of its type has no place in the dataset, whatever constraints weigh.
            add(
                field.rule(of: failure.kind), .error, failure.row, place, source.label, source.written, [example],
                &findings)
        }
    }

    private func add(
        _ rule: Rule, _ severity: Severity, _ row: Int, _ column: Int, _ label: ColumnLabel, _ written: TextColumn,
        _ arguments: [String], _ findings: inout FindingCollector
    ) {
        findings.add(
            Finding(
                code: rule.code, severity: severity, row: row, field: schema.terms[column].name, value: written[row],
                arguments: [label.name(row)] + arguments),
            column: column)
    }
}
