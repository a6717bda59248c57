import Observations

/// Where a subject stands on one question.
package enum ConsensusStatus: String, Sendable, CaseIterable {
    /// An expert has decided, whatever the crowd says.
    case expert
    /// Fewer votes than the question asks for.
    case insufficient
    /// One label leads and meets every threshold: it is published.
    case agreed
    /// Enough votes, but a tie or a threshold that is not met.
    case contested
}

/// What is published about one subject on one question. All but `label`, `status` and `crowd` is the crowd's, also
/// where an expert has decided.
package struct SubjectConsensus: Sendable, Equatable {
    /// The published label: the expert's if `status` is expert, `leading` if it is agreed, else `nil`.
    package var label: String?
    /// Where the subject stands.
    package var status: ConsensusStatus
    /// The leading label's score; `nil` without votes. What it means is the method's to say.
    package var confidence: Double?
    /// Votes for the leading label; on a tie, for the tied label that has most of them.
    package var votesFor: Int
    /// All votes on the subject.
    package var votes: Int
    /// `votesFor ÷ votes`; `nil` without votes.
    package var agreement: Double?
    /// The front runner; `nil` on a tie and without votes.
    package var leading: String?
    /// The labels whose scores are within 10⁻⁹ of the best, in byte order; empty unless there are several.
    package var tied: [String]
    /// The label behind the front runner, several if they are tied for it; none where the front itself is tied.
    package var runnersUp: [String]
    /// Where an expert has decided, the label that the crowd would have published, if any; else `nil`.
    package var crowd: String?
}

/// The consensus on a question whose answers are votes for one label each.
package struct Consensus: QuestionConsensus {
    /// The votes that it was made of.
    package let votes: Votes
    /// How it was made.
    package let rule: QuestionRule
    /// Scores, contributors' matrices, iterations and objective.
    package let estimate: Estimate
    /// What experts have decided.
    let decisions: DecidedSubjects
    /// Right answers that the method has learnt from.
    private let known: KnownTruths
    /// What known answers say about the method's confidence, which the estimate then has been corrected by; `nil` where
    /// there are none, or nobody asked.
    package let calibration: Calibration?

    /// The consensus that a method's estimate gives under a rule.
    ///
    /// - Parameter experts: What experts have decided; all these subjects must be among those of the votes.
    package init(
        votes: Votes, rule: QuestionRule, estimate: Estimate, experts: ExpertAnswers? = nil, known: KnownTruths = .none,
        calibration: Calibration? = nil
    ) {
        self.votes = votes
        self.rule = rule
        self.estimate = estimate
        decisions = DecidedSubjects(experts, in: votes)
        self.known = known
        self.calibration = calibration
    }

    /// What is published about one subject.
    package func subject(_ subject: Int) -> SubjectConsensus {
        let verdict = verdict(on: subject)
        let name = { (label: UInt32) in votes.labels[Int(label)] ?? "" }
        let leading = verdict.leading.map(name)
        let agreed = verdict.status == .agreed ? leading : nil
        let decided = decisions.label(of: subject)
        return SubjectConsensus(
            label: decided ?? agreed, status: decided == nil ? verdict.status : .expert,
            confidence: verdict.votes > 0 ? verdict.standing.score : nil, votesFor: verdict.votesFor,
            votes: verdict.votes, agreement: verdict.agreement, leading: leading,
            tied: tied(verdict, subject).map(name), runnersUp: runnersUp(verdict, subject).map(name),
            crowd: decided == nil ? nil : agreed)
    }

    package var iterations: Int { estimate.iterations }
    package var unreadable: Int { 0 }
    package var tables: [AnswerTable] { [] }
    package var publicSkills: SkillColumns {
        var columns = SkillReport(votes, estimate, unsure: rule.unsure).columns(names: votes.contributors)
        for index in columns.fields.indices.reversed() where columns.fields[index].suffix.hasPrefix("_gold") {
            columns.fields.remove(at: index)
            columns.columns.remove(at: index)
        }
        return columns
    }
    package var skills: SkillColumns {
        SkillReport(votes, estimate, unsure: rule.unsure, known: known).columns(names: votes.contributors)
    }

    /// How many subjects have which status.
    package var statusCounts: [ConsensusStatus: Int] {
        var counts: [ConsensusStatus: Int] = [:]
        for subject in 0..<votes.subjectCount {
            counts[decisions.label(of: subject) == nil ? verdict(on: subject).status : .expert, default: 0] += 1
        }
        return counts
    }

    /// What the crowd alone says: a subject's standing with its votes counted and the thresholds applied.
    func verdict(on subject: Int) -> Verdict {
        let standing = estimate.scores.standing(ofSubject: subject)
        var verdict = Verdict(
            standing: standing, status: .contested, votes: votes.range(ofSubject: subject).count, votesFor: 0)
        if standing.leaderCount == 1 {
            verdict.votesFor = votes.votes(for: Int(standing.leader), on: subject)
        } else {
            for label in tied(verdict, subject) {
                verdict.votesFor = max(verdict.votesFor, votes.votes(for: Int(label), on: subject))
            }
        }
        // A threshold is met within the width of a tie: 0.7 as written and 7 of 10 as computed are the same.
        if verdict.votes < max(rule.accept.votes, 1) {
            verdict.status = .insufficient
        } else if standing.leaderCount == 1, standing.score >= (rule.accept.confidence ?? 0) - Scores.tieWidth,
            verdict.agreement ?? 0 >= (rule.accept.agreement ?? 0) - Scores.tieWidth
        {
            verdict.status = .agreed
        }
        return verdict
    }

    /// The labels that share the first place, if several do.
    func tied(_ verdict: Verdict, _ subject: Int) -> [UInt32] {
        guard verdict.standing.leaderCount > 1 else { return [] }
        return estimate.scores.labels(ofSubject: subject, tiedAt: verdict.standing.score)
    }

    /// The labels behind a single leader.
    func runnersUp(_ verdict: Verdict, _ subject: Int) -> [UInt32] {
        guard let score = verdict.standing.runnerUpScore else { return [] }
        return estimate.scores.labels(ofSubject: subject, tiedAt: score)
            .filter { $0 != verdict.standing.leader }
    }
}

/// A subject's standing in numbers of labels, before it is put into words.
struct Verdict {
    var standing: Standing
    var status: ConsensusStatus
    var votes: Int
    var votesFor: Int

    /// The front runner; `nil` on a tie and without votes.
    var leading: UInt32? { standing.leaderCount == 1 ? standing.leader : nil }
    /// The share of the votes for the leading label; `nil` without votes.
    var agreement: Double? { votes == 0 ? nil : Double(votesFor) / Double(votes) }
}
