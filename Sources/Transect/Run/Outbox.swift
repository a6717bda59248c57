import Files
import Formats
import Labelling
import Observations

extension Run {
    /// Writes which subjects have enough votes and which to show again, for every question that says when: `retire.csv`
    /// and `show-again.csv`. They name neither answers nor how sure the crowd is.
    func fillOutbox(_ labels: Labels, _ report: inout RunReport) throws {
        guard tellsOthers else { return }
        let plans = (plan.consensus?.questions ?? []).enumerated().compactMap { index, question in
            question.retirement.map { rule in
                (labels.consensus[index], labels.retirementPlan(of: index, by: rule))
            }
        }
        guard !plans.isEmpty else {
            // A definition that no longer says when must not go on steering the platform.
            for name in ["retire.csv", "show-again.csv"] where try disk.status("\(project.outbox)/\(name)") != nil {
                try disk.remove("\(project.outbox)/\(name)")
            }
            return
        }
        try disk.makeDirectory(project.outbox, durably: true)
        try write(plans.map { consensus, plan in (consensus, plan.retireColumns(consensus.votes)) }, to: "retire.csv")
        try write(
            plans.map { consensus, plan in (consensus, plan.showAgainColumns(consensus.votes)) }, to: "show-again.csv")
        report.outbox = (plans.reduce(0) { $0 + $1.1.retired.count }, plans.reduce(0) { $0 + $1.1.shown.count })
    }

    private func write(
        _ pieces: [(consensus: any QuestionConsensus, columns: [(name: String, column: TextColumn)])], to name: String
    ) throws {
        var bytes: [UInt8] = []
        for (index, piece) in pieces.enumerated() {
            let parts = piece.consensus.votes.subjectTerms.count
            var columns = piece.columns
            let question = piece.consensus.rule.term.name
            let rows = columns.first?.column.count ?? 0
            columns.insert(("question", TextColumn(repeating: question, count: rows)), at: parts)
            if index == 0 { CSVOutput.appendRow(columns.map(\.name), to: &bytes) }
            CSVOutput.append(columns: columns.map(\.column), rows: nil, to: &bytes)
        }
        let path = "\(project.outbox)/\(name)"
        // The platform may look for a change of the file.
        if try disk.status(path) != nil, try disk.read(path) == bytes { return }
        try disk.writeDurably(bytes, to: path)
    }
}

extension Labels {
    /// Which subjects of a question retire and which are shown again.
    fileprivate func retirementPlan(of question: Int, by rule: RetirementRule) -> RetirementPlan {
        let consensus = consensus[question]
        var list = ballot.subjects
        let listed = list?.listed(consensus.votes.subjects, rows: nil)
        let decided = ballot.experts[question]
        guard let choice = consensus as? Consensus else {
            return RetirementPlan(of: consensus.votes, by: rule, decided: decided, listed: listed) {
                consensus.subject($0)
            }
        }
        return RetirementPlan(
            of: choice.votes, choice.estimate.scores, unsure: choice.rule.unsure, by: rule, decided: decided,
            listed: listed)
    }
}
