import Deduplication
import Files
import Formats
import Foundation
import Labelling
import Observations
import Validation

extension Plan {
    /// Reads and compiles a project's definition, with every file that it refers to.
    ///
    /// - Throws: `DefinitionError` with every problem found; `UsageError` if there is no pipeline file.
    package init(project: Project, disk: Disk) throws {
        guard try disk.status(project.pipeline) != nil else {
            throw UsageError(
                "There is no \(project.pipeline). Run `transect init` to write one, or name it with --pipeline.")
        }
        let bytes = try disk.read(project.pipeline)
        let problems = ProblemList(file: project.pipeline)
        try self.init(
            try Definition(utf8: bytes, file: project.pipeline), pipeline: bytes, project: project,
            sideFiles: SideFiles(project: project, disk: disk, problems: problems), problems: problems)
    }

    /// Compiles an edition from its archived files; its digest is that of the plan which was read from disk.
    ///
    /// - Parameter files: the bytes of every file of the edition by name; the pipeline file is `pipeline.yaml`.
    /// - Throws: `DefinitionError` where this program refuses the definition; `UsageError` if it has no pipeline file.
    package init(project: Project, files: [String: [UInt8]]) throws {
        guard let bytes = files[DefinitionFiles.pipelineName] else {
            throw UsageError("The archived edition has no \(DefinitionFiles.pipelineName). Restore it from a backup.")
        }
        let problems = ProblemList(file: DefinitionFiles.pipelineName)
        let sideFiles = SideFiles(problems: problems) { name in
            guard let bytes = files[name] else { throw UsageError("the archived edition does not have it") }
            return bytes
        }
        let presets = PresetShelf { files[$0] }
        try self.init(
            try Definition(utf8: bytes, file: DefinitionFiles.pipelineName, presets: presets), pipeline: bytes,
            project: project,
            sideFiles: sideFiles, problems: problems, keeping: files)
    }

    private init(
        _ definition: Definition, pipeline: [UInt8], project: Project, sideFiles: SideFiles, problems: ProblemList,
        keeping kept: [String: [UInt8]] = [:]
    ) throws(DefinitionError) {
        for preset in definition.presets { sideFiles.add(preset) }
        var compiler = PlanCompiler(
            definition: definition, tables: SideTables(files: sideFiles, problems: problems), problems: problems)
        let fields = compiler.fields()
        let checks = compiler.checks()
        let revision = compiler.revision()
        let sources = definition.sources.compactMap {
            compiler.source($0, fields: fields, checks: checks, revision: revision)
        }
        let consensus = definition.consensus.map { compiler.consensus($0) }
        let people = compiler.people()
        let renamed = compiler.renamed()
        compiler.refuseWhatCannotHold(project)
        try problems.throwIfAny()
        self.init(
            definition: definition,
            files: sideFiles.all(pipeline: pipeline, withheld: definition.privateFiles, keeping: kept),
            schema: compiler.schema, fields: fields, sources: sources, consensus: consensus,
            contributor: compiler.contributor, people: people, holds: definition.publish.hold,
            keep: definition.publish.keep, renamed: renamed)
    }
}

extension Definition {
    /// Decodes a pipeline file's bytes.
    fileprivate init(utf8 bytes: [UInt8], file: String, presets: PresetShelf = .program) throws {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw UsageError("\(file) is not UTF-8. Save it as UTF-8.")
        }
        try self.init(yaml: text, file: file, presets: presets)
    }
}

/// Turns the parts of a definition into the parts of a plan, collecting problems on the way.
struct PlanCompiler {
    let definition: Definition
    let tables: SideTables
    let problems: ProblemList
    let schema: Schema
    let contributor: Int?

    init(definition: Definition, tables: SideTables, problems: ProblemList) {
        self.definition = definition
        self.tables = tables
        self.problems = problems
        schema = Schema(definition.terms.map { Term($0) })
        let named = definition.consensus?.contributor
        contributor = schema.column(of: named.map { Term($0.value) } ?? "recordedBy")
        if let named, contributor == nil { _ = column(of: named, in: "`contributor`") }
    }

    /// A rule for every term of the schema.
    mutating func fields() -> [FieldRule] {
        schema.terms.map { term in
            guard let field = definition.fields.first(where: { $0.term == term.name }) else {
                return FieldRule(term: term)
            }
            let constraints = field.constraints
            if constraints.unique, !namesRecords(field.term) {
                problems.add(
                    """
                    `unique` holds for the one field that names a record. Declare `record: {key: [\(field.term)]}`, with \
                    all sources in one namespace, or take `unique` away.
                    """, at: field.place)
            }
            var vocabulary = constraints.values.map { Vocabulary($0) }
            if let reference = constraints.valuesFrom { vocabulary = tables.vocabulary(reference) }
            return FieldRule(
                term: term, type: field.type.flatMap { FieldType(rawValue: $0.value) } ?? .string,
                missingValues: field.missingValues, formats: field.formats,
                constraints: FieldConstraints(
                    required: constraints.required, unique: constraints.unique,
                    minimum: constraints.minimum.map(bound), maximum: constraints.maximum.map(bound),
                    minLength: constraints.minLength, maxLength: constraints.maxLength,
                    pattern: constraints.pattern?.value, enumeration: vocabulary))
        }
    }

    /// Whether a term alone is the key, so that deduplication keeps its values unique.
    private func namesRecords(_ term: String) -> Bool {
        definition.key.map(\.value) == [term] && Set(definition.sources.map(\.namespace)).count <= 1
    }

    private func bound(_ text: String) -> Bound { text == "today" ? .today : .value(text) }

    /// The checks with their parameters.
    func checks() -> [ConfiguredCheck] {
        definition.checks.compactMap { check in
            guard let description = CheckCatalogue.named(check.name) else {
                let known = CheckCatalogue.all.map(\.rule.code)
                let hint =
                    nearestName(to: check.name, among: known).map { "Did you mean `\($0)`?" }
                    ?? "`transect checks` lists them."
                problems.add("There is no check `\(check.name)`. \(hint)", at: check.place)
                return nil
            }
            var parameters: [String: CheckParameterValue] = [:]
            for (name, value) in check.parameters {
                let known = description.parameters.map(\.name)
                guard let parameter = description.parameters.first(where: { $0.name == name }) else {
                    let hint =
                        nearestName(to: name, among: known).map { "Did you mean `\($0)`?" }
                        ?? (known.isEmpty
                            ? "It has none." : "It has \((known + ["severity"]).joined(separator: ", ")).")
                    problems.add("The check `\(check.name)` has no parameter `\(name)`. \(hint)", at: check.place)
                    continue
                }
                parameters[name] = parameterValue(value, for: parameter)
            }
            return ConfiguredCheck(
                check.name, parameters: parameters, severity: check.severity.flatMap { Severity(rawValue: $0) })
        }
    }

    private func parameterValue(
        _ value: Definition.Parameter, for parameter: CheckParameter
    ) -> CheckParameterValue? {
        switch value {
        case .words(let words):
            switch parameter.kind {
            case .number, .day, .term: .text(words.first ?? "")
            case .terms, .words: .list(words)
            case .vocabulary: .vocabulary(Vocabulary(words))
            }
        case .table(let reference): tables.vocabulary(reference).map { .vocabulary($0) }
        }
    }

    /// The column of a term that the definition names; a problem if no source makes it.
    func column(of term: Located<String>, in part: String) -> Int? {
        if let column = schema.column(of: Term(term.value)) { return column }
        let hint =
            nearestName(to: term.value, among: schema.terms.map(\.name)).map { "Did you mean `\($0)`?" }
            ?? "Add it to `fields`, or map a column to it."
        problems.add("\(part) names \(term.value), which is no term of this dataset. \(hint)", at: term.place)
        return nil
    }
}

extension Definition {
    /// All terms of the dataset: declared fields first, then what mappings make, in order of appearance.
    var terms: [String] {
        var terms = fields.map(\.term)
        func add(_ term: String) { if !terms.contains(term) { terms.append(term) } }
        for source in sources {
            for entry in source.map {
                if let to = entry.to { add(to) }
                entry.split?.to.forEach(add)
            }
            if let unpivot = source.unpivot {
                add(unpivot.name)
                add(unpivot.value)
            }
            source.joins.forEach { add($0.term) }
            source.constants.forEach { add($0.term) }
        }
        return terms
    }
}
