/// What one more answer from an average contributor is expected to tell about each subject.
///
/// An average contributor gives the right one of K labels with probability p and every other label with (1 − p)/(K − 1).
/// If the right label is k with probability z_k, label l is answered with P_l = p z_l + (1 − z_l)(1 − p)/(K − 1). The
/// expected drop of the entropy of z is the information that the answer and the truth share:
///
///     gain = −Σ P_l ln P_l − (−p ln p − (1 − p) ln((1 − p)/(K − 1)))
///
/// in nats: most where labels are even, none where the truth is certain. p is the mean score of the labels that were voted
/// for, with one prior answer each way. A subject without scores has the shares of the labels over all subjects for z.
///
/// Source: D. V. Lindley, On a measure of the information provided by an experiment, Annals of Mathematical Statistics
/// 27 (1956) 986-1005. Cost: a pass over the votes and one over the entries.
package struct InformationGain: Sendable {
    /// How often an average answer is right: p.
    package let accuracy: Double
    private let scores: Scores
    private let labelCount: Int
    /// (1 − p)/(K − 1)
    private let wrong: Double
    /// The entropy of an answer whose truth is known.
    private let noise: Double
    /// The gain of a subject without scores.
    private var prior = 0.0

    /// Learns how good answers are.
    ///
    /// - Parameters:
    ///   - scores: What a method says about these votes, calibrated if possible: certainty that is not one hides
    ///     subjects that deserve a look.
    ///   - unsure: Labels that are answers but never true.
    package init(_ votes: Votes, _ scores: Scores, unsure: [String] = []) {
        let truths = TruthClasses(votes, unsure: unsure)
        var right = 1.0
        var answers = 2.0
        for subject in 0..<votes.subjectCount {
            for vote in votes.range(ofSubject: subject) {
                let label = Int(votes.voteLabels[vote])
                guard truths.classOfLabel[label] != TruthClasses.none else { continue }
                right += scores.score(of: label, on: subject)
                answers += 1
            }
        }
        self.scores = scores
        labelCount = truths.count
        accuracy = right / answers
        wrong = truths.count > 1 ? (1 - accuracy) / Double(truths.count - 1) : 0
        noise = Self.term(accuracy) + Double(max(truths.count - 1, 0)) * Self.term(wrong)
        prior = priorGain(truths)
    }

    /// The expected gain of one more answer on a subject, in nats; 0 where a question has fewer than two labels.
    package func gain(ofSubject subject: Int) -> Double {
        guard labelCount > 1 else { return 0 }
        let entries = scores.range(ofSubject: subject)
        var sum = 0.0
        for entry in entries { sum += scores.values[entry] }
        guard sum > 0 else { return prior }
        let others = labelCount - entries.count
        // What the entries leave is shared by the other labels; where there are none it is nobody's.
        let scale = others > 0 ? 1 : 1 / sum
        var entropy = 0.0
        for entry in entries { entropy += term(ofScore: scores.values[entry] * scale) }
        if others > 0 { entropy += Double(others) * term(ofScore: max(0, 1 - sum) / Double(others)) }
        return max(0, entropy - noise)
    }

    /// The same for answers without a score for each label: the entropy of "what leads is right or not".
    ///
    /// By the confidence; where there is none by the agreement, with half a vote added each way so that a single vote is
    /// no certainty. ln 2, the most, where there is neither.
    package static func uncertainty(of consensus: SubjectConsensus) -> Double {
        var share = 0.5
        if consensus.votes > 0, let confidence = consensus.confidence {
            share = min(max(confidence, 0), 1)
        } else if consensus.votes > 0, let agreement = consensus.agreement {
            share = (agreement * Double(consensus.votes) + 0.5) / Double(consensus.votes + 1)
        }
        return term(share) + term(1 - share)
    }

    private func priorGain(_ truths: TruthClasses) -> Double {
        guard labelCount > 1 else { return 0 }
        var shares = [Double](repeating: 0, count: labelCount)
        var all = 0.0
        for subject in 0..<scores.subjectCount {
            for entry in scores.range(ofSubject: subject) {
                let truth = truths.classOfLabel[Int(scores.labels[entry])]
                guard truth != TruthClasses.none else { continue }
                shares[Int(truth)] += scores.values[entry]
                all += scores.values[entry]
            }
        }
        var entropy = 0.0
        for share in shares { entropy += term(ofScore: all > 0 ? share / all : 1 / Double(labelCount)) }
        return max(0, entropy - noise)
    }

    /// −P ln P of the answer whose label has that score.
    private func term(ofScore score: Double) -> Double {
        Self.term(accuracy * score + (1 - score) * wrong)
    }

    /// −x ln x, and 0 for 0.
    private static func term(_ x: Double) -> Double { x >= .leastNormalMagnitude ? -x * StableMath.log(x) : 0 }
}
