import Observations

/// The consensus on one question for all subjects, in the order of `votes.subjects`, whatever kind of answers it takes.
package protocol QuestionConsensus: Sendable {
    /// The votes that it was made of.
    var votes: Votes { get }
    /// How it was made.
    var rule: QuestionRule { get }
    /// How many iterations were made; 0 for methods without any.
    var iterations: Int { get }
    /// Answers that are none of those that the question takes, such as a word for a number; they count for nothing.
    var unreadable: Int { get }
    /// The columns of `consensus.csv`, described, in their order.
    var fields: [ConsensusField] { get }
    /// Tables of the question beside `consensus.csv`, if its method makes any.
    var tables: [AnswerTable] { get }

    /// What the method has learnt about the contributors; no columns where it learns nothing.
    var skills: SkillColumns { get }
    /// The same as far as it may be published: nothing of it tells which subjects have known answers.
    var publicSkills: SkillColumns { get }

    /// What is published about one subject.
    func subject(_ subject: Int) -> SubjectConsensus

    /// The cells of `fields`, one row per subject, named after the question.
    ///
    /// - Parameter subjects: Whose rows, where they are written in pieces; `nil` for all.
    func consensusColumns(question: String, subjects: Range<Int>?) -> [(name: String, column: TextColumn)]
}

extension QuestionConsensus {
    package var publicSkills: SkillColumns { skills }

    /// How many were unsure about each subject and how many passed on, where the question declares answers for it.
    ///
    /// Answered, unsure, skipped and not asked are four things: whoever has none of these was not asked.
    func passedOver(_ subjects: Range<Int>) -> [(field: ConsensusField, column: TextColumn)] {
        var columns: [(field: ConsensusField, column: TextColumn)] = []
        if !rule.unsure.isEmpty {
            let labels = (0..<votes.labels.count).filter { rule.isUnsure(votes.labels[$0] ?? "") }
            let counts = subjects.map { subject in labels.reduce(0) { $0 + votes.votes(for: $1, on: subject) } }
            columns.append((.unsure, TextColumn(counts.map(String.init))))
        }
        if !rule.skipped.isEmpty {
            let counts = subjects.map { $0 < votes.skipped.count ? votes.skipped[$0] : 0 }
            columns.append((.skipped, TextColumn(counts.map { String($0) })))
        }
        return columns
    }

    /// How many subjects have which status.
    package var statusCounts: [ConsensusStatus: Int] {
        var counts: [ConsensusStatus: Int] = [:]
        for number in 0..<votes.subjectCount { counts[subject(number).status, default: 0] += 1 }
        return counts
    }
}

/// A table of its own that a question publishes, such as the marks on every image.
package struct AnswerTable: Sendable {
    /// What follows the question's name in that of the file: `_marks`.
    package var suffix: String
    /// A few words.
    package var title: String
    /// The subject's terms are its first columns.
    package var hasSubjects: Bool
    /// The other columns; `suffix` is the whole name.
    package var fields: [ConsensusField]
    /// The cells, the subject's first.
    package var columns: [TextColumn]
}

extension Votes {
    /// The consensus on these votes by a question's rule.
    ///
    /// A function of the votes, the decisions and the known answers alone: the same bits on every machine.
    ///
    /// - Parameters:
    ///   - experts: What experts have decided; all these subjects must be among those of the votes
    ///     (`VoteTable.add(subjects:rows:)`). A decision replaces what is published, not what is learnt from the votes.
    ///   - known: Right answers that methods for one label learn from, and with which confidence is calibrated.
    ///   - threads: How many threads may work on it.
    package func labelled(
        by rule: QuestionRule, deciding experts: ExpertAnswers? = nil, known: KnownTruths = .none, threads: Int = 1
    ) throws(LabellingError) -> any QuestionConsensus {
        switch rule.method {
        case .choice(let method):
            var estimate = try method.estimate(from: self, unsure: rule.unsure, known: known, threads: threads)
            var calibration: Calibration?
            if rule.calibrates, !known.isEmpty {
                calibration = try Calibration(of: method, from: self, unsure: rule.unsure, known: known)
                estimate = calibration?.applied(to: estimate) ?? estimate
            }
            return Consensus(
                votes: self, rule: rule, estimate: estimate, experts: experts, known: known, calibration: calibration)
        case .answers(let answers):
            return AnswerConsensus(votes: self, rule: rule, crowd: answers.crowd(votes: self, rule), experts: experts)
        }
    }
}
