import Observations

/// Which subjects have enough votes on a question, and which to show again, the most informative first: what the platform
/// that collects the votes needs to know, and nothing else.
///
/// Right answers that contributors are tested with must not show in it. They are no input: the crowd decides about such
/// a subject as about any other. Nor does the plan name what the crowd sees, or how sure it is where it is undecided.
package struct RetirementPlan: Sendable, Equatable {
    /// A subject that needs no more votes.
    package struct Retired: Sendable, Equatable {
        /// Its number in `Votes`.
        package let subject: Int
        /// Why.
        package let reason: RetirementReason
        /// All its votes.
        package let votes: Int
    }

    /// A subject that needs more votes.
    package struct Shown: Sendable, Equatable {
        /// Its number in `Votes`.
        package let subject: Int
        /// All its votes.
        package let votes: Int
    }

    /// Two gains closer than this are equal, in nats: the last bits of a sum are no information.
    package static let gainWidth = 1e-9

    /// In the byte order of the subjects' names.
    package let retired: [Retired]
    /// By what one more answer is expected to tell, most first. Of equals those with fewer votes come first, hence those
    /// without any, and then the byte order of the names decides.
    package let shown: [Shown]

    /// The plan for some subjects, in any order.
    package init(_ candidates: [RetirementCandidate], by rule: RetirementRule) {
        var retired: [Retired] = []
        var open: [(gain: Int64, votes: Int, subject: Int)] = []
        for candidate in candidates {
            if let reason = rule.reason(for: candidate) {
                retired.append(Retired(subject: candidate.subject, reason: reason, votes: candidate.votes))
            } else {
                // Whole multiples of the width, so that being equal is the same for every pair.
                let gain = Int64((candidate.gain / Self.gainWidth).rounded(.toNearestOrEven))
                open.append((gain, candidate.votes, candidate.subject))
            }
        }
        retired.sort { $0.subject < $1.subject }
        open.sort { ($1.gain, $0.votes, $0.subject) < ($0.gain, $1.votes, $1.subject) }
        self.retired = retired
        shown = open.map { Shown(subject: $0.subject, votes: $0.votes) }
    }

    /// The plan for a question with one label per answer.
    ///
    /// - Parameters:
    ///   - scores: What the question's method says about the votes, calibrated if possible.
    ///   - unsure: Labels that are answers but never true, as the method was told.
    ///   - decided: What experts have decided after looking, from the ledger, and not the known answers that contributors
    ///     are tested with: these would retire their subjects. All must be among the subjects of the votes.
    ///   - listed: The subjects that the project's table of subjects names; `nil` where it has none. A subject without
    ///     votes that the table does not name stays out of the plan. Where there is no table, subjects without votes are
    ///     those that were asked about and not answered, so known answers must add none (`Questions.labelled`).
    package init(
        of votes: Votes, _ scores: Scores, unsure: [String] = [], by rule: RetirementRule,
        decided: ExpertAnswers? = nil, listed: Bitmap? = nil
    ) {
        let information = InformationGain(votes, scores, unsure: unsure)
        self.init(of: votes, by: rule, decided: decided, listed: listed) { subject, blankVotes, blank, isDecided in
            let standing = scores.standing(ofSubject: subject)
            let count = votes.range(ofSubject: subject).count
            let hasLeader = standing.leaderCount == 1
            var agreement: Double?
            if hasLeader, count > 0 {
                agreement = Double(votes.votes(for: Int(standing.leader), on: subject)) / Double(count)
            }
            let front = blankVotes > 0 ? scores.labels(ofSubject: subject, tiedAt: standing.score) : []
            return RetirementCandidate(
                subject: subject, votes: count, confidence: hasLeader ? standing.score : nil, agreement: agreement,
                hasLeader: hasLeader, blankVotes: blankVotes,
                isLedByBlank: blankVotes > 0 && front.allSatisfy { blank.contains($0) }, isDecided: isDecided,
                gain: information.gain(ofSubject: subject))
        }
    }

    /// The plan for a question of any kind, by what is published about each subject.
    ///
    /// - Parameters:
    ///   - decided: As above.
    ///   - listed: As above.
    ///   - consensus: What is published about the subject with that number.
    package init(
        of votes: Votes, by rule: RetirementRule, decided: ExpertAnswers? = nil, listed: Bitmap? = nil,
        consensus: (Int) -> SubjectConsensus
    ) {
        self.init(of: votes, by: rule, decided: decided, listed: listed) { subject, blankVotes, _, isDecided in
            RetirementCandidate(
                subject: subject, consensus(subject), blankVotes: blankVotes, blankLabels: rule.blankLabels,
                isDecided: isDecided)
        }
    }

    private init(
        of votes: Votes, by rule: RetirementRule, decided: ExpertAnswers?, listed: Bitmap?,
        candidate: (_ subject: Int, _ blankVotes: Int, _ blank: [UInt32], _ isDecided: Bool) -> RetirementCandidate
    ) {
        let blank = rule.blankLabels.compactMap { votes.label(named: $0) }
        let decisions = DecidedSubjects(decided, in: votes)
        var candidates: [RetirementCandidate] = []
        candidates.reserveCapacity(votes.subjectCount)
        var next = 0
        for subject in 0..<votes.subjectCount {
            let isDecided = next < decisions.subjects.count && decisions.subjects[next] == subject
            if isDecided { next += 1 }
            let range = votes.range(ofSubject: subject)
            guard isDecided || !range.isEmpty || listed?[subject] ?? true else { continue }
            var blankVotes = 0
            if !blank.isEmpty {
                for vote in range where blank.contains(votes.voteLabels[vote]) { blankVotes += 1 }
            }
            candidates.append(candidate(subject, blankVotes, blank, isDecided))
        }
        self.init(candidates, by: rule)
    }
}
