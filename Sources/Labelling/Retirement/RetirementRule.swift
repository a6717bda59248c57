/// When a subject has enough votes on a question. It retires as soon as one of the conditions that are given holds.
///
/// Conditions look at what the crowd says. Whether a right answer is known for a subject is no part of them: such a
/// subject retires when any other would, or contributors could tell which ones test them.
package struct RetirementRule: Sendable, Equatable {
    /// A share that must be reached, with so many votes at least.
    package struct Bar: Sendable, Equatable {
        /// The least share, 0…1.
        package let share: Double
        /// The least number of votes; a share of one vote says little.
        package let votes: Int

        /// A bar of those parts.
        package init(_ share: Double, atLeast votes: Int) {
            self.share = share
            self.votes = votes
        }
    }

    /// Enough votes, whatever they say.
    package let votes: Int?
    /// The method's confidence in a single leader. Calibrate it first (`Calibration`), or it is reached too early.
    package let confidence: Bar?
    /// The share of all votes that a single leader has.
    package let agreement: Bar?
    /// So many votes for `blankLabels`, taken together, where nothing else leads.
    package let blank: Int?
    /// The labels that mean "nothing here", byte for byte.
    package let blankLabels: [String]

    /// A rule of those conditions; without any, only an expert retires a subject.
    package init(
        votes: Int? = nil, confidence: Bar? = nil, agreement: Bar? = nil, blank: Int? = nil, blankLabels: [String] = []
    ) throws(RetirementRuleError) {
        for (name, count) in [
            ("votes", votes), ("confidence", confidence?.votes), ("agreement", agreement?.votes), ("blank", blank),
        ] {
            if let count, count < 1 { throw .tooFewVotes(condition: name, count: count) }
        }
        for (name, bar) in [("confidence", confidence), ("agreement", agreement)] {
            if let bar, !(bar.share >= 0 && bar.share <= 1) { throw .notAShare(condition: name, value: bar.share) }
        }
        if blank != nil, blankLabels.isEmpty { throw .noBlankLabels }
        self.votes = votes
        self.confidence = confidence
        self.agreement = agreement
        self.blank = blank
        self.blankLabels = blankLabels
    }

    /// Why a subject retires; `nil` if it does not. Of several reasons the first in the order of `RetirementReason`.
    package func reason(for candidate: RetirementCandidate) -> RetirementReason? {
        if candidate.isDecided { return .expert }
        if let blank, candidate.isLedByBlank, candidate.blankVotes >= blank { return .blank }
        if reaches(agreement, candidate.agreement, candidate) { return .agreement }
        if reaches(confidence, candidate.confidence, candidate) { return .confidence }
        if let votes, candidate.votes >= votes { return .votes }
        return nil
    }

    /// A bar is reached within the width of a tie: 0.7 as written and 7 of 10 as computed are the same.
    private func reaches(_ bar: Bar?, _ share: Double?, _ candidate: RetirementCandidate) -> Bool {
        guard let bar, let share, candidate.hasLeader, candidate.votes >= bar.votes else { return false }
        return share >= bar.share - Scores.tieWidth
    }
}

/// Why a subject needs no more votes, the most telling reason first.
package enum RetirementReason: String, Sendable, CaseIterable {
    /// An expert has decided.
    case expert
    /// Enough contributors saw nothing there.
    case blank
    /// Enough of the votes are for one answer.
    case agreement
    /// The method is sure enough.
    case confidence
    /// Enough votes, whatever they say.
    case votes
}

/// Why conditions are no rule.
package enum RetirementRuleError: Error, Equatable, CustomStringConvertible {
    /// A number of votes below 1.
    case tooFewVotes(condition: String, count: Int)
    /// A share that is not from 0 to 1.
    case notAShare(condition: String, value: Double)
    /// Blank votes are to be counted, but which ones is not said.
    case noBlankLabels

    package var description: String {
        switch self {
        case .tooFewVotes(let condition, let count):
            "Retiring by `\(condition)` needs at least 1 vote, not \(count). Write how many votes are enough."
        case .notAShare(let condition, let value):
            "Retiring by `\(condition)` takes a share from 0 to 1, such as 0.9, not \(value)."
        case .noBlankLabels:
            "Retiring by `blank` must know which answers mean that there is nothing to see. List them."
        }
    }
}
