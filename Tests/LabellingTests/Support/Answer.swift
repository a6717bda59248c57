import Labelling
import Observations
import Testing

/// One row of a test's input.
struct Answer {
    var subject: [String?]
    var contributor: String?
    var label: String?
    var submission: UInt32 = 1
    var ordinal: UInt32?

    init(_ subject: String?, _ contributor: String?, _ label: String?, in submission: UInt32 = 1, at: UInt32? = nil) {
        self.init([subject], contributor, label, in: submission, at: at)
    }

    init(_ subject: [String?], _ contributor: String?, _ label: String?, in submission: UInt32 = 1, at: UInt32? = nil) {
        self.subject = subject
        self.contributor = contributor
        self.label = label
        self.submission = submission
        ordinal = at
    }
}

extension Votes {
    /// The votes of some answers, added in batches of a size. Answers without an ordinal get their index.
    init(_ answers: [Answer], repeats: RepeatRule = .error, batch: Int = 1000, chunk: Int = 1 << 20) {
        let parts = answers.first?.subject.count ?? 1
        var table = VoteTable(
            subjectTerms: (0..<parts).map { Term("part\($0)") }, repeats: repeats, answersPerChunk: chunk)
        for start in stride(from: 0, to: answers.count, by: batch) {
            let rows = Array(answers[start..<min(start + batch, answers.count)])
            table.add(
                subjects: (0..<parts).map { part in TextColumn(rows.map { $0.subject[part] }) },
                contributors: TextColumn(rows.map(\.contributor)), labels: TextColumn(rows.map(\.label)),
                submissions: rows.map(\.submission),
                ordinals: rows.enumerated().map { $1.ordinal ?? UInt32(start + $0) })
        }
        self = table.sealed()
    }

    /// The votes as readable rows `subject contributor label`.
    var rows: [String] {
        let columns = voteColumns()
        return (0..<count).map { vote in
            (columns.subjects + [columns.contributors, columns.labels]).map { $0[vote] ?? "-" }.joined(separator: " ")
        }
    }
}

extension TextColumn {
    /// All cells.
    var cells: [String?] { (0..<count).map { self[$0] } }
}

extension Consensus {
    /// Every cell of the question's columns, one after the other: equal only if the published bytes are.
    var published: [String] {
        let columns = consensusColumns(question: "q")
        return columns.map { name, column in
            name + ":" + column.cells.map { $0 ?? "∅" }.joined(separator: "\n")
        }
    }

    /// A column of the question `q` by the end of its name.
    func column(_ suffix: String) -> [String?] {
        consensusColumns(question: "q", subjects: nil).first { $0.name == "q" + suffix }?.column.cells ?? []
    }
}

extension Votes {
    /// The consensus on a question for one label.
    func chosen(by rule: QuestionRule, deciding experts: ExpertAnswers? = nil) throws -> Consensus {
        try #require(try labelled(by: rule, deciding: experts) as? Consensus)
    }
}

/// A rule for tests.
func rule(_ method: LabellingMethod, _ accept: Acceptance = Acceptance()) -> QuestionRule {
    QuestionRule(term: "label", method: .choice(method), accept: accept)
}
