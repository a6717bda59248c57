import Deduplication
import Formats
import Observations
import Validation

extension PlanCompiler {
    /// How one kind of file is read, interpreted and keyed.
    func source(
        _ source: Definition.Source, fields: [FieldRule], checks: [ConfiguredCheck],
        revision: RevisionRule?
    ) -> SourcePlan? {
        var locale: LocaleConventions?
        if let declared = source.locale {
            locale = LocaleConventions.named(declared.value)
            if locale == nil {
                problems.add(
                    """
                    The locale \(declared.value) is not known; there are \
                    \(LocaleConventions.supported.joined(separator: ", ")).
                    """, at: declared.place)
            }
        }
        let interpreter: Interpreter
        // A list of keys to withdraw has nothing else, and must not be refused for it.
        let isKeyList = source.withdrawal.map { $0.chosen == nil } ?? false
        do {
            interpreter = try Interpreter(
                schema: schema, fields: isKeyList ? namingFields(fields, revision: revision) : fields,
                mapping: SourceMapping(steps: steps(source), locale: locale), checks: isKeyList ? [] : checks)
        } catch {
            report(error, in: source)
            return nil
        }
        var options = options(source, locale: locale)
        options.fields = interpreter.readsAllFields ? .all : .only(interpreter.sourceFields)
        return SourcePlan(
            globs: source.files.map { Glob($0) }, options: options, interpreter: interpreter,
            namedFields: namedFields(source), keyRule: keyRule(source), revision: revision, mode: source.mode,
            resend: resend(source), seriesRule: source.series,
            withdrawal: source.withdrawal.flatMap { withdrawal($0, fields: fields) }, locale: source.locale?.value)
    }

    /// What a file sent again does: a whole export takes its predecessor's place, a list of keys only adds to it.
    private func resend(_ source: Definition.Source) -> ResendRule {
        if source.mode == .complete { return .replace }
        if let withdrawal = source.withdrawal, withdrawal.chosen == nil { return .add }
        return source.resend ?? .auto
    }

    /// The columns that a source names itself, each once: where several stand for one term, a file needs one of them. A
    /// join may also name terms that other steps have made, and any step those that `unpivot` makes. What a preset names
    /// is nobody's promise.
    private func namedFields(_ source: Definition.Source) -> [[String]] {
        var seen = Set(source.map.flatMap { [$0.to].compactMap { $0 } + ($0.split?.to ?? []) })
        seen.subtract(source.map.map(\.column))
        if let unpivot = source.unpivot { seen.formUnion([unpivot.name, unpivot.value]) }
        var terms: Set<String> = []
        var named: [[String]] = []
        for entry in source.map where entry.place != source.preset?.place {
            if let to = entry.to, !terms.insert(to).inserted { continue }
            let columns = entry.to == nil ? [entry.column] : source.map.filter { $0.to == entry.to }.map(\.column)
            if seen.isDisjoint(with: columns) { named.append(columns) }
            seen.formUnion(columns)
        }
        let joined = source.joins.filter { $0.place != source.preset?.place }.flatMap(\.from)
        let unpivoted = source.unpivot.map { $0.columns + $0.except } ?? []
        return named + (joined + unpivoted).filter { seen.insert($0).inserted }.map { [$0] }
    }

    private func keyRule(_ source: Definition.Source) -> KeyRule {
        let columns = definition.key.compactMap { column(of: $0, in: "`key`") }
        if !columns.isEmpty { return .declared(columns: columns, namespace: source.namespace) }
        return .fingerprint(contributor: contributor)
    }

    /// The mapping in the order: take columns apart and over, replace, look up, join, set.
    private func steps(_ source: Definition.Source) -> [MappingStep] {
        var steps: [MappingStep] = []
        if let unpivot = source.unpivot {
            steps.append(
                .unpivot(
                    columns: unpivot.columns.isEmpty ? .except(unpivot.except) : .named(unpivot.columns),
                    nameTo: Term(unpivot.name), valueTo: Term(unpivot.value), skipBlank: true))
        }
        for entry in source.map {
            if let split = entry.split {
                let terms = split.parts.map { $0.map { Term($0) } }
                steps.append(
                    .split(from: entry.column, separator: split.separator, to: terms, atLeast: split.atLeast))
            }
            guard let to = entry.to.map({ Term($0) }) else { continue }
            let alike = source.map.filter { $0.to == entry.to }
            if alike.count > 1 {
                if alike[0].column == entry.column { steps += together(alike, to) }
                continue
            }
            var from = entry.column
            if entry.lookup == nil || !entry.replace.isEmpty {
                steps.append(.rename(from: from, to: to))
                from = to.name
            }
            if !entry.replace.isEmpty {
                steps.append(.replace(to, Dictionary(entry.replace.map { ($0.key, $0.value) }) { first, _ in first }))
            }
            if let lookup = entry.lookup, let table = tables.lookup(lookup) {
                steps.append(.lookup(from: from, to: to, table: table))
            }
        }
        steps += aliasSteps(source)
        steps += source.joins.map { .join(from: $0.from, separator: $0.separator, to: Term($0.term)) }
        steps += source.constants.map { .set(Term($0.term), $0.value) }
        return steps
    }

    private func options(_ source: Definition.Source, locale: LocaleConventions?) -> FormatOptions {
        var options = FormatOptions()
        options.format = source.format.flatMap { FileFormat(rawValue: $0) }
        options.encoding = source.encoding
        options.localeEncoding = locale?.encoding
        if let mark = locale?.decimalMark.asciiValue { options.decimalMark = mark }
        options.delimiter = source.delimiter?.utf8.first
        if let quote = source.quote?.utf8.first {
            options.quote = source.quote == "none" ? nil : quote
        }
        options.backslashEscapes = source.escape == "backslash"
        options.headerRow = source.header.map { $0 == "none" ? 0 : Int($0) ?? 1 }
        options.records = source.records
        options.sheet = source.sheet
        options.namespaces = Dictionary(source.namespaces.map { ($0.key, $0.value) }) { first, _ in first }
        return options
    }

    /// Says a problem of the interpreter at the place in the definition that it is about.
    private func report(_ problem: PlanProblem, in source: Definition.Source) {
        let place: YAMLPlace? =
            switch problem.path.first {
            case "fields": definition.fields.first { problem.path.dropFirst().first == $0.term }?.place
            case "checks": definition.checks.first { problem.path.dropFirst().first == $0.name }?.place
            case "map": source.map.first { problem.path.dropFirst().first == $0.column }?.place
            case "unpivot": source.unpivot?.place
            default: nil
            }
        problems.addOnce("\(problem.problem). \(problem.remedy)", at: place ?? source.place)
    }
}

/// Tables of side files, for lookups and vocabularies.
struct SideTables {
    let files: SideFiles
    let problems: ProblemList

    /// A column as a vocabulary.
    func vocabulary(_ reference: Definition.TableReference) -> Vocabulary? {
        guard let table = table(reference), let values = column(reference.from, of: table, reference) else {
            return nil
        }
        return Vocabulary(values, name: reference.file)
    }

    /// Two columns as a lookup.
    func lookup(_ reference: Definition.TableReference) -> LookupTable? {
        guard let table = table(reference), let from = column(reference.from, of: table, reference),
            let to = column(reference.to, of: table, reference)
        else { return nil }
        return LookupTable(name: reference.file, entries: zip(from, to).map { ($0, $1) })
    }

    /// A side file as a table.
    func table(_ reference: Definition.TableReference) -> Table? {
        guard let bytes = files.bytes(reference.file, at: reference.place) else { return nil }
        do {
            return try Table(csv: bytes, options: FormatOptions())
        } catch {
            problems.addOnce("\(reference.file): \(error)", at: reference.place)
            return nil
        }
    }

    /// A column of a table.
    func column(_ name: String, of table: Table, _ reference: Definition.TableReference) -> [String]? {
        if let column = table.column(name) { return column }
        let near = nearestName(to: name, among: table.header).map { " Did you mean `\($0)`?" } ?? ""
        problems.addOnce(
            "\(reference.file) has no column `\(name)`; it has \(table.header.joined(separator: ", ")).\(near)",
            at: reference.place)
        return nil
    }
}
