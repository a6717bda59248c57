import Formats
import Observations
import Snapshots

extension PlanCompiler {
    /// What can be written and would be noticed only at night, or only by those whose data it gives away.
    func refuseWhatCannotHold(_ project: Project) {
        refuseTerms()
        refuseFolders(project)
        refuseFileNames()
        refuseReading()
        refuseConsensus()
    }

    private func refuseTerms() {
        if schema.terms.isEmpty {
            problems.add("The dataset has no terms. List them under `fields`, or map columns to them.", at: .file)
        }
        for term in schema.terms {
            let place =
                definition.fields.first { $0.term == term.name }?.place
                ?? definition.sources.first { $0.makes(term.name) }?.place ?? .file
            let isPlain = term.name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
            if PublicView.reservedTerms.contains(term) {
                problems.add("Transect itself names records under \(term). Give the term another name.", at: place)
            } else if term.name.isEmpty || term.name.hasPrefix(".") || !isPlain {
                problems.add(
                    "`\(term.name)` is no name for a term. It needs at least one character, no dot in front and no control characters.",
                    at: place)
            }
        }
        var seen: Set<String> = []
        for key in definition.key where !seen.insert(key.value).inserted {
            problems.add("`key` has \(key.value) twice. Keep one.", at: key.place)
        }
    }

    /// A run must not find its own files in the drop folder, nor clear away versions as rubbish of the store.
    private func refuseFolders(_ project: Project) {
        let folders =
            [
                ("drop", project.path(definition.drop)), ("publish", project.path(definition.publish.folder)),
                ("store", project.store),
            ].map { ($0.0, $0.1.plainPath) } + outbox(project) + done(project)
            + (definition.receipts.folder.map { [("receipts", project.path($0).plainPath)] } ?? [])
        for (index, first) in folders.enumerated() {
            for second in folders[(index + 1)...] {
                if first.1.lies(in: second.1) || second.1.lies(in: first.1) {
                    problems.add(
                        """
                        The folders for `\(first.0)` and `\(second.0)` lie in one another: \(first.1) and \(second.1). \
                        Keep drop folder, store, outbox, receipts, published versions and the folder for originals apart.
                        """, at: .file)
                }
            }
        }
    }

    /// The folder for the platform that collects the votes, if a question fills it.
    private func outbox(_ project: Project) -> [(String, String)] {
        let isFilled = definition.consensus?.questions.contains { $0.retire != nil } ?? false
        return isFilled ? [("outbox", project.outbox.plainPath)] : []
    }

    /// The folder for originals, if they are moved there.
    private func done(_ project: Project) -> [(String, String)] {
        definition.arrival.originals == .move ? [("done", project.path(definition.arrival.done).plainPath)] : []
    }

    /// Side files are published under their names.
    private func refuseFileNames() {
        let own = Set(
            ["observations", "consensus", "votes", "decisions", "contributors", "findings"].map { $0 + ".csv" }
        )
        .union(SnapshotDraft.reservedNames).union(["pipeline.yaml"])
        if let gold = definition.consensus?.gold?.reference, !SnapshotDraft.canHold(gold.file) {
            problems.add(
                "The file \(gold.file) must be named as it lies beside the pipeline file, without . and .. in its path.",
                at: gold.place)
        }
        for reference in definition.sideFiles where !definition.privateFiles.contains(reference.file) {
            if !SnapshotDraft.canHold(reference.file) {
                problems.addOnce(
                    """
                    The file \(reference.file) is published with the dataset and cannot be under that name. Put it beside \
                    the pipeline file or in a folder there.
                    """, at: reference.place)
            } else if own.contains(reference.file) {
                problems.addOnce(
                    "Each version has a file \(reference.file) of its own. Give this one another name.",
                    at: reference.place)
            }
        }
    }

    private func refuseReading() {
        for source in definition.sources {
            if let encoding = source.encoding, TextEncoding(named: encoding) == nil {
                problems.add(
                    """
                    The encoding \(encoding) is not known; there are \
                    \(TextEncoding.supported.joined(separator: ", ")).
                    """, at: source.place)
            }
            for pattern in source.files where pattern.utf8.contains(where: { "{}".utf8.contains($0) }) {
                problems.add(
                    "The pattern \(pattern) has braces, which stand for nothing here. List the patterns: files: [a, b].",
                    at: source.place)
            }
        }
    }

    /// Subjects and answers are published as they are.
    private func refuseConsensus() {
        guard let consensus = definition.consensus else { return }
        let questions = consensus.questions.map(\.term)
        let besides = consensus.questions.flatMap { [$0.count, $0.behaviours].compactMap { $0 } }
        for (part, term) in consensus.subject.map({ ("subject", $0) })
            + (questions + besides).map({ ("questions", $0) })
        {
            if definition.withheld.contains(Term(term.value)) {
                problems.add(
                    """
                    \(term.value) has `publish: false`, but the consensus publishes what stands under `\(part)`. Use \
                    another term, or publish it.
                    """, at: term.place)
            } else if definition.personTerms.contains(Term(term.value)) {
                problems.add(
                    """
                    \(term.value) names people, who are published under pseudonyms only; it cannot stand under \
                    `\(part)`.
                    """, at: term.place)
            }
        }
        var seen: Set<String> = []
        for term in consensus.subject + questions where !seen.insert(term.value).inserted {
            problems.add("\(term.value) stands twice in `consensus`. Keep one.", at: term.place)
        }
        if contributor == nil, consensus.contributor == nil, definition.submitter == .none {
            problems.add(
                """
                Nobody would vote: name the term of the `contributor`, map a column to recordedBy, or let sub-folders name \
                who delivers (`contributors: {submitter: folder}`).
                """, at: consensus.place)
        }
    }
}

extension Definition {
    /// The names of all side files.
    var sideFileNames: [String] { sideFiles.map(\.file) }

    /// Every reference to a side file.
    fileprivate var sideFiles: [TableReference] {
        sources.flatMap { $0.map.compactMap(\.lookup) } + (consensus?.files ?? [])
            + fields.compactMap(\.constraints.valuesFrom)
            + checks.flatMap { check in
                check.parameters.compactMap { parameter in
                    if case .table(let reference) = parameter.value { reference } else { nil }
                }
            }
    }
}

extension Definition.Source {
    /// Whether a mapping of this source writes a term.
    func makes(_ term: String) -> Bool {
        map.contains { $0.to == term || $0.split?.to.contains(term) ?? false } || joins.contains { $0.term == term }
            || constants.contains { $0.term == term } || unpivot?.name == term || unpivot?.value == term
    }
}
