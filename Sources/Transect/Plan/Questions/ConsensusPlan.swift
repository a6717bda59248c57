import Deduplication
import Labelling
import Observations

/// What the crowd is asked.
package struct ConsensusPlan: Sendable {
    /// The columns that name a subject.
    package let subject: [Int]
    /// What happens when one contributor answers twice in one file.
    package let repeats: RepeatRule
    /// The questions, with the columns of their answers.
    package let questions: [QuestionPlan]
    /// The subjects that are asked about; `nil` where every subject that somebody answered on is one.
    package var subjects: SubjectList?
    /// Known answers, question by question.
    package var gold: [ExpertAnswers] = []
}

/// One question, compiled.
package struct QuestionPlan: Sendable {
    /// How it is decided.
    package var rule: QuestionRule
    /// The column of its answers.
    package var column: Int
    /// Of `species-plurality`: the columns of count and behaviours.
    package var count: Int?
    package var behaviours: Int?
    /// When a missing record is an answer: the column that says that a list is complete, and the answer.
    package var absent: (when: Int, answer: String)?
    /// When a subject has enough votes; `nil` where nobody asks.
    package var retirement: RetirementRule?

    /// All columns that the question reads, beside those of subject and contributor.
    var columns: [Int] { [column] + [count, behaviours, absent?.when].compactMap { $0 } }

    /// The answers of some records, as their columns say: the answer's own, or with count and behaviours behind it, as
    /// in `zebra=3 (eating, resting)`.
    func answers(_ cells: (Int) -> TextColumn) -> TextColumn {
        let own = cells(column).normalised()
        guard count != nil || behaviours != nil else { return own }
        var plain = rule.unsure + rule.skipped
        if case .answers(let answers) = rule.method { plain += answers.none }
        let counts = count.map { cells($0).normalised() }
        let details = behaviours.map { cells($0).normalised() }
        return TextColumn(
            (0..<own.count).map { row in
                guard let answer = own[row], !answer.isEmpty else { return nil }
                // An answer that lists several says of each itself how many there are.
                guard !answer.contains("="), !plain.contains(answer), ListText.split(answer).count == 1 else {
                    return answer
                }
                let seen = (details?[row]).map { ListText.split($0).joined(separator: ", ") } ?? ""
                let many = (counts?[row] ?? "") + (seen.isEmpty ? "" : " (\(seen))")
                return many.isEmpty ? answer : answer + "=" + many
            })
    }
}

extension Plan {
    /// The terms that name a subject of the consensus, in order; none where the crowd is asked nothing.
    package var subjectTerms: [String] { consensus?.subject.map { schema.terms[$0].name } ?? [] }
}
