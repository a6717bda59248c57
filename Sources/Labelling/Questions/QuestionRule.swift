import Observations

/// How one question is decided: the term, the method, what is asked for a label to be published, and repeated answers.
package struct QuestionRule: Sendable, Equatable {
    /// The term whose values are the answers (`scientificName`).
    package var term: Term
    /// How the answers become a consensus.
    package var method: QuestionMethod
    /// What a consensus must reach to be published as agreed.
    package var accept: Acceptance
    /// What several answers of one contributor on one subject mean.
    package var repeats: RepeatRule
    /// Answers that say "I cannot tell", byte for byte. They are votes, and the models learn from them, but they are
    /// never true: no subject is published with one.
    package var unsure: [String]
    /// Answers that say "I pass", byte for byte. They are no votes, and revoke none; they are counted.
    package var skipped: [String] = []
    /// The question whose consensus an answer must agree with to count: how many of them makes sense only for those who
    /// saw the same species. `nil` where every answer counts.
    package var given: Term?

    /// Whether the method's confidence is corrected with known answers, where there are enough.
    package var calibrates = true

    /// Whether an answer says "I cannot tell": a word for it, or a list of nothing but such words.
    package func isUnsure(_ answer: String) -> Bool {
        guard !unsure.isEmpty else { return false }
        return unsure.contains(answer) || (method.joinsRows && ListText.split(answer).allSatisfy(unsure.contains))
    }

    /// A rule of those parts.
    package init(
        term: Term, method: QuestionMethod, accept: Acceptance = Acceptance(), repeats: RepeatRule = .error,
        unsure: [String] = []
    ) {
        self.term = term
        self.method = method
        self.accept = accept
        self.repeats = repeats
        self.unsure = unsure
    }
}

/// The thresholds of a question. All that are given must be met.
package struct Acceptance: Sendable, Equatable {
    /// The least number of votes on the subject; fewer is `insufficient`.
    package var votes: Int
    /// The least confidence of the leading label, 0…1.
    package var confidence: Double?
    /// The least share of votes for the leading label, 0…1.
    package var agreement: Double?

    /// Thresholds; one vote and nothing else unless they say more.
    package init(votes: Int = 1, confidence: Double? = nil, agreement: Double? = nil) {
        self.votes = votes
        self.confidence = confidence
        self.agreement = agreement
    }
}

/// What several answers of one contributor on one subject mean.
///
/// Whatever the rule: a contributor has at most one vote on a subject, and the answer that came with the newer
/// submission replaces the one from an earlier submission.
package enum RepeatRule: String, Sendable, CaseIterable {
    /// Several answers within one submission contradict the rule of one vote each: none of them counts, and they are
    /// listed. An answer from another submission counts.
    case error
    /// The newest answer counts, also within one submission.
    case latest
}
