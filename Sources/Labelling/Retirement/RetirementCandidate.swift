/// One subject on one question, as far as it matters for retiring it or showing it again.
package struct RetirementCandidate: Sendable, Equatable {
    /// The subject's number in `Votes`, which is its place in byte order.
    package var subject: Int
    /// All its votes.
    package var votes: Int
    /// The method's confidence in the leader; `nil` where there is none.
    package var confidence: Double?
    /// The leader's share of the votes; `nil` where there is none.
    package var agreement: Double?
    /// Whether one answer leads: not on a tie, and not without votes.
    package var hasLeader: Bool
    /// Votes for labels that mean "nothing here".
    package var blankVotes: Int
    /// Whether no other label leads, alone or on a tie.
    package var isLedByBlank: Bool
    /// Whether an expert has decided. Known answers that contributors are tested with are no decisions.
    package var isDecided: Bool
    /// What one more answer is expected to tell, in nats (`InformationGain`).
    package var gain: Double

    /// A candidate of those parts.
    package init(
        subject: Int, votes: Int, confidence: Double? = nil, agreement: Double? = nil, hasLeader: Bool,
        blankVotes: Int = 0, isLedByBlank: Bool = false, isDecided: Bool = false, gain: Double
    ) {
        self.subject = subject
        self.votes = votes
        self.confidence = confidence
        self.agreement = agreement
        self.hasLeader = hasLeader
        self.blankVotes = blankVotes
        self.isLedByBlank = isLedByBlank
        self.isDecided = isDecided
        self.gain = gain
    }

    /// A candidate by what is published about the subject, whatever kind of answers the question takes. The crowd's part
    /// of it counts: neither the status nor the published label, which an expert or a known answer may have set.
    ///
    /// - Parameters:
    ///   - blankVotes: Its votes for labels that mean "nothing here".
    ///   - blankLabels: Those labels.
    package init(
        subject: Int, _ consensus: SubjectConsensus, blankVotes: Int = 0, blankLabels: [String] = [],
        isDecided: Bool = false
    ) {
        let front = consensus.leading.map { [$0] } ?? consensus.tied
        let isBlank = { (label: String) in blankLabels.contains { $0.utf8.elementsEqual(label.utf8) } }
        self.init(
            subject: subject, votes: consensus.votes, confidence: consensus.confidence, agreement: consensus.agreement,
            hasLeader: consensus.leading != nil, blankVotes: blankVotes,
            isLedByBlank: blankVotes > 0 && front.allSatisfy(isBlank), isDecided: isDecided,
            gain: InformationGain.uncertainty(of: consensus))
    }
}
