import Files
import Formats
import Labelling
import Observations
import Snapshots

/// Makes the consensus of a published version anew, from what anyone can download: `datapackage.json`, `pipeline.yaml`,
/// `votes.csv` and, where experts decided, `decisions.csv`; questions about taxa also need their checklists, which are
/// published, and questions with known answers the file of these, which is not. Neither the store nor the other files of
/// the definition are needed.
///
/// `consensus.csv` itself is only asked for the names of its subjects, since one on which nobody voted stands nowhere
/// else, and then compared byte by byte.
package struct Recompute {
    private let folder: String
    private let gold: String?
    private let disk: Disk

    /// A version in a folder.
    ///
    /// - Parameter gold: The file of the known answers that its methods learnt from, which no version has.
    package init(folder: String, gold: String? = nil, disk: Disk) {
        self.folder = folder
        self.gold = gold
        self.disk = disk
    }

    /// Computes and compares.
    ///
    /// - Throws: `UsageError` where the folder lacks what is needed, `DefinitionError` where this program cannot
    ///   understand the definition, `SnapshotError` where the files do not fit together.
    package func run() throws -> RecomputeResult {
        let package = try VersionFolder(folder, disk: disk).open()
        var result = RecomputeResult(version: package.version, semantics: package.semantics)
        try require(DefinitionFiles.pipelineName)
        guard let (subject, plan) = try questions() else { return result }
        let rules = plan.questions.map(\.rule)
        let hasDecisions = package.resource(at: "decisions.csv") != nil
        let names = ["votes.csv", "consensus.csv"] + (hasDecisions ? ["decisions.csv"] : [])
        for name in names { try require(name) }
        result.damage = try ([DefinitionFiles.pipelineName] + names + plan.checklists).compactMap {
            try package.problem(of: $0, disk: disk)?.description
        }
        var input = RecomputeInput(subject: subject, rules: rules)
        try input.readVotes(path("votes.csv"), disk: disk)
        if hasDecisions { try input.readDecisions(path("decisions.csv"), disk: disk) }
        try input.readSubjects(path("consensus.csv"), columns: plan.subjectColumns, disk: disk)
        let consensus = try input.labelled(gold: plan.consensus.gold)
        (result.questions, result.votes, result.decisions) = (rules.count, input.votes, input.decisions)
        result.subjects = consensus.first?.votes.subjectCount ?? 0
        let own = input.subjects?.aligned(to: consensus.first?.votes.subjects ?? []) ?? []
        try compare(consensus, subject, own, &result)
        return result
    }

    /// The consensus as it is published against the file.
    private func compare(
        _ consensus: [any QuestionConsensus], _ subject: [Term], _ own: [(name: String, column: TextColumn)],
        _ result: inout RecomputeResult
    ) throws {
        var names = subject.map(\.name) + own.map(\.name)
        var columns = (consensus.first?.votes.subjects ?? []) + own.map(\.column)
        for question in consensus {
            for (name, column) in question.consensusColumns(question: question.rule.term.name, subjects: nil) {
                names.append(name)
                columns.append(column)
            }
        }
        var bytes: [UInt8] = []
        CSVOutput.appendRow(names, to: &bytes)
        CSVOutput.append(columns: columns, rows: nil, to: &bytes)
        if try disk.read(path("consensus.csv")) == bytes { return }
        bytes = []
        let rows = try PublishedRows([path("consensus.csv")], disk: disk)
        var comparison = RecomputeComparison(names: names, columns: columns, keys: subject.count)
        try comparison.run(rows)
        (result.differences, result.differenceCount) = (comparison.differences, comparison.count)
        if comparison.count == 0 {
            result.differences = [.bytes]
            result.differenceCount = 1
        }
    }

    /// Subject and questions of the definition; `nil` where it asks none.
    private func questions() throws -> (subject: [Term], plan: RecomputePlan)? {
        let file = path(DefinitionFiles.pipelineName)
        guard let text = String(validating: try disk.read(file), as: UTF8.self) else {
            throw UsageError("\(file) is not UTF-8. Download the version again.")
        }
        let presets = PresetShelf { [disk, folder] name in try disk.read("\(folder)/\(name)") }
        let definition = try Definition(yaml: text, file: file, presets: presets)
        guard let consensus = definition.consensus else { return nil }
        let problems = ProblemList(file: file)
        // Of the side files only checklists matter, and those are published; and known answers, which never are.
        let files = SideFiles(problems: problems) { name in
            if let gold, name == consensus.gold?.reference.file { return try disk.read(gold) }
            guard SnapshotDraft.canHold(name) else { throw UsageError("no version can have such a file") }
            return try disk.read(path(name))
        }
        let compiler = PlanCompiler(
            definition: definition, tables: SideTables(files: files, problems: problems), problems: problems)
        if let file = consensus.gold?.reference.file, gold == nil {
            throw UsageError(
                """
                The consensus was learnt with known answers (\(file)), which are never published. Whoever has the file \
                names it with --gold.
                """)
        }
        var plan = compiler.questions(consensus)
        plan.gold = consensus.gold.map { compiler.gold($0, plan) } ?? []
        try problems.throwIfAny()
        return (
            plan.subject.map { compiler.schema.terms[$0] },
            RecomputePlan(
                consensus: plan, subjectColumns: consensus.subjects?.columns.map(\.value) ?? [],
                checklists: consensus.questions.compactMap(\.checklist?.file))
        )
    }

    /// What a definition says about its consensus.
    private struct RecomputePlan {
        var consensus: ConsensusPlan
        var subjectColumns: [String]
        var checklists: [String]

        var questions: [QuestionPlan] { consensus.questions }
    }

    private func require(_ name: String) throws {
        guard try disk.status(path(name)) == nil else { return }
        throw UsageError(
            """
            There is no \(path(name)). To make a consensus anew takes datapackage.json, pipeline.yaml, votes.csv, \
            consensus.csv and, where the version has it, decisions.csv.
            """)
    }

    private func path(_ name: String) -> String { "\(folder)/\(name)" }
}
