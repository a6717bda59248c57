import Labelling
import Observations
import Snapshots

extension Run {
    /// `consensus.csv`: one row per subject; its own columns, and those of every question.
    func consensusTable(_ labels: Labels) -> (PublishedTable, [TextColumn])? {
        guard let first = labels.consensus.first else { return nil }
        var fields = subjectFields(first.votes.subjectTerms)
        var columns = first.votes.subjects
        for (name, column) in labels.ballot.subjects?.aligned(to: columns) ?? [] {
            fields.append(PublishedField(name, description: "From the project's list of subjects."))
            columns.append(column)
        }
        for (consensus, published) in zip(labels.consensus, labels.columns) {
            fields += consensus.fields.map { PublishedField($0, of: consensus.rule.term) }
            columns += published.map(\.column)
        }
        let key = first.votes.subjectTerms.map(\.name)
        return (
            PublishedTable(name: "consensus", title: "Consensus per subject", fields: fields, primaryKey: key), columns
        )
    }

    /// The tables that questions have beside `consensus.csv`.
    func answerTables(_ labels: Labels) -> [(PublishedTable, [TextColumn])] {
        labels.consensus.flatMap { consensus in
            consensus.tables.map { table in
                let subject = table.hasSubjects ? subjectFields(consensus.votes.subjectTerms) : []
                return (
                    PublishedTable(
                        name: consensus.rule.term.name + table.suffix, title: table.title,
                        fields: subject + table.fields.map { PublishedField($0, of: nil) }), table.columns
                )
            }
        }
    }

    /// `votes.csv`: the votes that were counted, question by question, under pseudonyms.
    func votesTable(_ ballot: Ballot) -> PublishedTable? {
        guard let first = ballot.votes.first else { return nil }
        return PublishedTable(
            name: "votes", title: "Votes that were counted, and who passed",
            fields: subjectFields(first.subjectTerms) + [
                PublishedField("question", description: "The term that was asked for."),
                PublishedField("contributor", description: "A stable pseudonym of the contributor, not a name."),
                PublishedField("label", description: "The answer."),
            ])
    }

    /// `decisions.csv`: what experts have decided; `nil` where they have decided nothing.
    func decisionsTable(_ labels: Labels) -> (PublishedTable, [[TextColumn]])? {
        guard let first = labels.consensus.first, labels.ballot.experts.contains(where: { !$0.isEmpty }) else {
            return nil
        }
        let pieces = zip(labels.consensus, labels.ballot.experts).filter { !$1.isEmpty }.map { consensus, answers in
            answers.rows(question: consensus.rule.term)
        }
        return (PublishedTable.decisions(subject: subjectFields(first.votes.subjectTerms)), pieces)
    }

    /// `contributors.csv`: everybody who is in the dataset, under pseudonyms.
    func contributorsTable(_ labels: Labels) -> (PublishedTable, [TextColumn]) {
        var pseudonyms = labels.pseudonyms
        var records: [String: Int] = [:]
        for id in 0..<labels.contributors.count {
            guard let name = pseudonyms.pseudonym(of: labels.contributors[UInt32(id)]) else { continue }
            records[name, default: 0] += labels.ballot.records[id]
        }
        var votes: [String: Int] = [:]
        for consensus in labels.consensus {
            let (names, counts) = consensus.votes.contributorColumns()
            for row in 0..<names.count { votes[names[row] ?? "", default: 0] += Int(counts[row] ?? "") ?? 0 }
        }
        // Pseudonyms are ASCII, so that this is the order of their bytes.
        let sorted = records.keys.sorted()
        var columns = [
            TextColumn(sorted.map { $0 }), TextColumn(sorted.map { "\(records[$0] ?? 0)" }),
        ]
        var fields = [
            PublishedField("contributor", description: "A stable pseudonym of the contributor, not a name."),
            PublishedField("records", .integer, description: "Records in the dataset."),
        ]
        if !labels.consensus.isEmpty {
            columns.append(TextColumn(sorted.map { "\(votes[$0] ?? 0)" }))
            fields.append(
                PublishedField("votes", .integer, description: "Votes that were counted, all questions together."))
        }
        if plan.definition.publish.skills {
            for consensus in labels.consensus { addSkills(of: consensus, for: sorted, to: &fields, &columns) }
        }
        let credits = plan.people.credits
        if !credits.isEmpty {
            var credited: [String: People.Person] = [:]
            for person in credits { if let name = pseudonyms.pseudonym(of: person.name) { credited[name] = person } }
            columns.append(TextColumn(sorted.map { credited[$0]?.credit }))
            columns.append(TextColumn(sorted.map { credited[$0]?.orcid }))
            fields.append(
                PublishedField("creditedAs", description: "The name of a contributor who wants to be credited."))
            fields.append(
                PublishedField("orcid", description: "The ORCID iD of a contributor who wants to be credited."))
        }
        return (
            PublishedTable(
                name: "contributors", title: "Contributors under pseudonyms", fields: fields,
                primaryKey: ["contributor"]), columns
        )
    }

    /// What a question's method has learnt about contributors, but for how they did on known answers: the subjects that
    /// are asked as a test are nobody's business.
    private func addSkills(
        of consensus: any QuestionConsensus, for names: [String], to fields: inout [PublishedField],
        _ columns: inout [TextColumn]
    ) {
        let voters = consensus.votes.contributors
        var rows: [String: Int] = [:]
        for row in 0..<voters.count { rows[voters[row] ?? ""] = row }
        let skills = consensus.publicSkills
        for (field, column) in zip(skills.fields, skills.columns) {
            fields.append(PublishedField(field, of: consensus.rule.term))
            columns.append(TextColumn(names.map { name in rows[name].flatMap { column[$0] } }))
        }
    }

    private func subjectFields(_ terms: [Term]) -> [PublishedField] {
        terms.map { term in
            PublishedField.subject(term, plan.definition.fields.first { $0.term == term.name })
        }
    }
}

extension TablePiece {
    /// The votes of one question as rows of `votes.csv`.
    init(_ votes: Votes, of question: Term) {
        let (subjects, contributors, labels) = votes.voteColumns()
        self.init(subjects + [TextColumn(repeating: question.name, count: labels.count), contributors, labels])
    }
}

extension PublishedField {
    /// A column that names what the answers are about, with the meaning that the definition declares for the term.
    package static func subject(_ term: Term, _ declared: Definition.Field? = nil) -> PublishedField {
        let isExplained = declared?.title != nil || declared?.description != nil
        return PublishedField(
            term.name, title: declared?.title,
            description: isExplained ? declared?.description : "What the answers are about.",
            constraints: PublishedConstraints(isRequired: true))
    }

    /// A column of a question.
    init(_ field: ConsensusField, of question: Term?) {
        let type: PublishedType =
            switch field.kind {
            case .text: .string
            case .number: .number
            case .integer: .integer
            }
        self.init(
            (question?.name ?? "") + field.suffix, type, description: field.meaning,
            constraints: PublishedConstraints(
                minimum: field.minimum, maximum: field.maximum, enumeration: field.values))
    }
}

extension TextColumn {
    /// A column of equal cells.
    init(repeating text: String, count: Int) {
        let cell = Array(text.utf8)
        let bytes = [UInt8](unsafeUninitializedCapacity: count * cell.count) { bytes, filled in
            while filled < bytes.count {
                filled = bytes[filled...].update(fromContentsOf: cell)
            }
        }
        let ends = (1...max(1, count)).prefix(count).map { UInt32($0 * cell.count) }
        self.init(bytes: bytes, ends: ends, missing: Bitmap(repeating: false, count: count))
    }
}
