import Labelling
import Observations
import Snapshots

extension Run {
    /// `consensus.csv`: one row per subject, ten columns per question.
    func consensusTable(_ labels: Labels) -> (PublishedTable, [TextColumn])? {
        guard let first = labels.consensus.first else { return nil }
        var fields = subjectFields(first.votes.subjectTerms)
        var columns = first.votes.subjects
        for consensus in labels.consensus {
            let question = consensus.rule.term.name
            for (name, column) in consensus.consensusColumns(question: question) {
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

    /// The votes of one question under pseudonyms, in the byte order of subject, then pseudonym: the order of names must
    /// not show through.
    func votes(_ consensus: Consensus, _ pseudonyms: inout Pseudonyms) -> [TextColumn] {
        let votes = consensus.votes
        let names = pseudonyms.pseudonyms(of: votes.contributors)
        let ranks = byteOrder(of: names)
        var order = Array(0..<votes.count)
        for subject in 0..<votes.subjectCount {
            order[votes.range(ofSubject: subject)].sort {
                ranks[Int(votes.voteContributors[$0])] < ranks[Int(votes.voteContributors[$1])]
            }
        }
        let (subjects, _, labels) = votes.voteColumns()
        let contributors = order.map { Int(votes.voteContributors[$0]) }
        var question = TextColumn(reservingRows: votes.count)
        for _ in 0..<votes.count { question.append(consensus.rule.term.name.utf8) }
        // Within a subject the subject columns are all alike, so they need no reordering.
        return subjects + [question, names.picking(contributors), labels.picking(order)]
    }

    /// `contributors.csv`: everybody who is in the dataset, under pseudonyms.
    func contributorsTable(_ labels: Labels, _ pseudonyms: inout Pseudonyms) -> (PublishedTable, [TextColumn]) {
        var records: [String: Int] = [:]
        for id in 0..<labels.contributors.count {
            guard let name = pseudonyms.pseudonym(of: labels.contributors[UInt32(id)]) else { continue }
            records[name, default: 0] += labels.records[id]
        }
        var votes: [String: Int] = [:]
        for consensus in labels.consensus {
            let (names, counts) = consensus.votes.contributorColumns()
            for row in 0..<names.count {
                guard let name = pseudonyms.pseudonym(of: names[row] ?? "") else { continue }
                votes[name, default: 0] += Int(counts[row] ?? "") ?? 0
            }
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
            fields.append(PublishedField("votes", .integer, description: "Votes that were counted, all questions together."))
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

    private func byteOrder(of column: TextColumn) -> [Int] {
        let sorted = (0..<column.count).sorted {
            column.bytes[column.range($0)].lexicographicallyPrecedes(column.bytes[column.range($1)])
        }
        var ranks = [Int](repeating: 0, count: column.count)
        for (rank, row) in sorted.enumerated() { ranks[row] = rank }
        return ranks
    }
}

extension TextColumn {
    /// The cells of some rows, in that order.
    func picking(_ rows: [Int]) -> TextColumn {
        var column = TextColumn(reservingRows: rows.count)
        for row in rows { column.append(cell: row, of: self) }
        return column
    }
}
