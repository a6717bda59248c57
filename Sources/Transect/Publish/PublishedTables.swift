import Labelling
import Observations
import Snapshots

extension Run {
    /// `consensus.csv`: one row per subject, ten columns per question.
    func consensusTable(_ labels: Labels) -> (PublishedTable, [TextColumn])? {
        guard let first = labels.consensus.first else { return nil }
        var fields = subjectFields(first.votes.subjectTerms)
        var columns = first.votes.subjects
        for (consensus, published) in zip(labels.consensus, labels.columns) {
            let question = consensus.rule.term.name
            for (name, column) in published {
                fields.append(consensusField(name, of: question))
                columns.append(column)
            }
        }
        let key = first.votes.subjectTerms.map(\.name)
        return (
            PublishedTable(name: "consensus", title: "Consensus per subject", fields: fields, primaryKey: key), columns
        )
    }

    /// What a column of the consensus means.
    private func consensusField(_ name: String, of question: String) -> PublishedField {
        func field(
            _ type: PublishedType, _ description: String, minimum: String? = nil, maximum: String? = nil,
            values: [String]? = nil
        ) -> PublishedField {
            PublishedField(
                name, type, description: description,
                constraints: PublishedConstraints(minimum: minimum, maximum: maximum, enumeration: values))
        }
        switch name.dropFirst(question.count) {
        case "": return field(.string, "The consensus on \(question); empty unless agreed or decided by an expert.")
        case "_status":
            return field(
                .string,
                """
                expert: decided by an expert; insufficient: fewer votes than the question asks; agreed: its thresholds \
                are met; contested: they are not, or labels are tied.
                """, values: ["expert", "insufficient", "agreed", "contested"])
        case "_confidence":
            return field(
                .number, "The method's probability of the leading label. Not calibrated.", minimum: "0", maximum: "1")
        case "_votes_for": return field(.integer, "Votes for the leading label.", minimum: "0")
        case "_votes": return field(.integer, "Votes in all.", minimum: "0")
        case "_agreement": return field(.number, "Votes for the leading label, of all.", minimum: "0", maximum: "1")
        case "_leading": return field(.string, "The front runner; empty if labels are tied.")
        case "_tied": return field(.string, "All labels that are tied for the first place, separated by |.")
        case "_runner_up": return field(.string, "The label behind the front runner; several are separated by |.")
        case "_crowd": return field(.string, "What the crowd said, where an expert decided.")
        default: return field(.string, "")
        }
    }

    /// `votes.csv`: the votes that were counted, question by question, under pseudonyms.
    func votesTable(_ labels: Labels) -> PublishedTable? {
        guard let first = labels.consensus.first else { return nil }
        return PublishedTable(
            name: "votes", title: "Votes that were counted",
            fields: subjectFields(first.votes.subjectTerms) + [
                PublishedField("question", description: "The term that was asked for."),
                PublishedField("contributor", description: "A stable pseudonym of the contributor, not a name."),
                PublishedField("label", description: "The answer."),
            ])
    }

    /// The votes of one question.
    func votes(_ consensus: Consensus) -> [TextColumn] {
        let (subjects, contributors, labels) = consensus.votes.voteColumns()
        return subjects + [
            TextColumn(repeating: consensus.rule.term.name, count: consensus.votes.count), contributors, labels,
        ]
    }

    /// `decisions.csv`: what experts have decided; `nil` where they have decided nothing.
    func decisionsTable(_ labels: Labels) -> (PublishedTable, [[TextColumn]])? {
        guard let first = labels.consensus.first, labels.ballot.experts.contains(where: { !$0.isEmpty }) else {
            return nil
        }
        let pieces = zip(labels.consensus, labels.ballot.experts).filter { !$1.isEmpty }.map { consensus, answers in
            answers.rows(question: consensus.rule.term)
        }
        return (PublishedTable.decisions(subject: first.votes.subjectTerms), pieces)
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
        let sorted = records.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
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

    private func subjectFields(_ terms: [Term]) -> [PublishedField] {
        terms.map { PublishedField($0.name, constraints: PublishedConstraints(isRequired: true)) }
    }
}

extension TextColumn {
    /// A column of equal cells.
    init(repeating text: String, count: Int) {
        let cell = Array(text.utf8)
        self.init(reservingRows: count, bytes: count * cell.count)
        for _ in 0..<count { append(cell) }
    }
}
