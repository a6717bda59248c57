import Observations

/// The consensus on a question whose answers are not one label.
///
/// | column | what it says |
/// |---|---|
/// | `Q` | the answer, where `Q_status` is `agreed` or `expert`; else empty |
/// | `Q_status` | as for labels |
/// | `Q_confidence` | for methods that have a probability |
/// | `Q_votes_for`, `Q_agreement` | for methods whose consensus is somebody's answer |
/// | `Q_votes` | all answers on the subject |
/// | `Q_leading` | the crowd's answer, whether or not it is published; empty on a tie |
/// | `Q_tied` | for methods that know ties |
/// | `Q_crowd` | the answer that the crowd would have, where an expert decided |
///
/// and behind them the method's own columns.
package struct AnswerConsensus: QuestionConsensus {
    package let votes: Votes
    package let rule: QuestionRule
    private let crowd: CrowdAnswers
    private let decisions: DecidedSubjects

    /// The consensus that a method's answers give under a rule.
    init(votes: Votes, rule: QuestionRule, crowd: CrowdAnswers, experts: ExpertAnswers?) {
        self.votes = votes
        self.rule = rule
        self.crowd = crowd
        decisions = DecidedSubjects(experts, in: votes)
    }

    package var iterations: Int { crowd.iterations }
    package var unreadable: Int { crowd.unreadable }
    package var tables: [AnswerTable] { crowd.tables }
    package var skills: SkillColumns { crowd.skills }

    package var fields: [ConsensusField] {
        var fields = [
            ConsensusField("", crowd.kind, crowd.meaning + " Empty unless agreed or decided by an expert."), .status,
        ]
        if crowd.confidence != nil { fields.append(.share("_confidence", crowd.confidenceMeaning)) }
        if crowd.votesFor != nil { fields.append(.count("_votes_for", crowd.votesForMeaning)) }
        fields.append(.count("_votes", "Answers that could be read, without those that say unsure."))
        if crowd.votesFor != nil { fields.append(.share("_agreement", "Votes for the leading answer, of all.")) }
        fields.append(
            ConsensusField(
                "_leading", crowd.kind, "What the crowd says, whether or not that is enough; empty on a tie."))
        if crowd.tied != nil {
            fields.append(
                ConsensusField("_tied", .text, crowd.tiedMeaning))
        }
        fields.append(ConsensusField("_crowd", crowd.kind, "What the crowd said, where an expert decided."))
        return fields + crowd.details.map(\.field) + passedOver(0..<0).map(\.field)
    }

    package func subject(_ subject: Int) -> SubjectConsensus {
        let value = crowd.values[subject]
        let votes = crowd.votes[subject]
        let status = status(of: subject)
        let decided = decisions.label(of: subject)
        let agreed = status == .agreed ? value : nil
        return SubjectConsensus(
            label: decided ?? agreed, status: decided == nil ? status : .expert,
            confidence: crowd.confidence.flatMap { $0[subject] }, votesFor: crowd.votesFor?[subject] ?? 0, votes: votes,
            agreement: agreement(on: subject), leading: value, tied: crowd.tied?[subject] ?? [], runnersUp: [],
            crowd: decided == nil ? nil : agreed)
    }

    /// What the crowd alone comes to.
    private func status(of subject: Int) -> ConsensusStatus {
        guard crowd.votes[subject] >= max(rule.accept.votes, 1) else { return .insufficient }
        let measured = [
            (rule.accept.confidence, crowd.confidence.flatMap { $0[subject] }),
            (rule.accept.agreement, agreement(on: subject)),
        ]
        let isMet = measured.allSatisfy { asked, found in
            asked.map { (found ?? 0) >= $0 - Scores.tieWidth } ?? true
        }
        return isMet && !crowd.values.missing[subject] ? .agreed : .contested
    }

    private func agreement(on subject: Int) -> Double? {
        guard let votesFor = crowd.votesFor, crowd.votes[subject] > 0 else { return nil }
        return Double(votesFor[subject]) / Double(crowd.votes[subject])
    }

    package func consensusColumns(
        question: String, subjects: Range<Int>? = nil
    ) -> [(name: String, column: TextColumn)] {
        let subjects = subjects ?? 0..<votes.subjectCount
        let all = subjects.map { subject($0) }
        let cells = { (cell: (SubjectConsensus) -> String?) in TextColumn(all.map(cell)) }
        var columns = [cells(\.label), cells(\.status.rawValue)]
        if crowd.confidence != nil { columns.append(cells { $0.confidence.map(NumberCell.share) }) }
        if crowd.votesFor != nil { columns.append(cells { String($0.votesFor) }) }
        columns.append(cells { String($0.votes) })
        if crowd.votesFor != nil { columns.append(cells { $0.agreement.map(NumberCell.share) }) }
        columns.append(cells(\.leading))
        if crowd.tied != nil { columns.append(cells { ListText.joined($0.tied) }) }
        columns.append(cells(\.crowd))
        columns += crowd.details.map { detail in TextColumn(subjects.map { detail.column[$0] }) }
        columns += passedOver(subjects).map(\.column)
        return zip(fields, columns).map { (question + $0.suffix, $1) }
    }
}

/// Several texts in one cell: `|` between them, a `|` inside written `\|` and a `\` written `\\`.
package enum ListText {
    /// The cell; `nil` for no texts.
    package static func joined(_ texts: [String]) -> String? {
        texts.isEmpty ? nil : texts.map(escaped).joined(separator: "|")
    }

    /// A text as it stands in a list.
    package static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: "\\") }) else { return text }
        return String(text.flatMap { $0 == "|" || $0 == "\\" ? ["\\", $0] : [$0] })
    }

    /// The texts of a cell.
    package static func split(_ cell: String) -> [String] {
        var parts = [""]
        var isEscaped = false
        for character in cell {
            if isEscaped || (character != "\\" && character != "|") {
                parts[parts.count - 1].append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                parts.append("")
            }
        }
        if isEscaped { parts[parts.count - 1].append("\\") }
        return parts
    }
}
