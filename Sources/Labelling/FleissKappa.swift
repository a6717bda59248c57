/// Fleiss' κ: how much contributors agree beyond chance, where every subject has equally many votes.
///
/// κ = (P̄ − P̄ₑ) ÷ (1 − P̄ₑ), where P̄ is the mean share of agreeing pairs on a subject and P̄ₑ the sum of the squared
/// shares of the labels. For votes that differ in number use Krippendorff's α, which for many votes is nearly the same.
///
/// Source: J. L. Fleiss, Measuring nominal scale agreement among many raters, Psychological Bulletin 76 (1971) 378-382,
/// whose example a test computes. Cost: one pass over the votes.
package enum FleissKappa {
    /// κ of the votes; `nil` where subjects with votes differ in their number, have fewer than two, or all votes are
    /// alike. Subjects without votes take no part.
    package static func kappa(_ votes: Votes) -> Double? {
        var size = 0
        var subjects = 0.0
        var counts = [Double](repeating: 0, count: votes.labels.count)
        var own = counts
        var pairs = 0.0
        for subject in 0..<votes.subjectCount {
            let range = votes.range(ofSubject: subject)
            guard !range.isEmpty else { continue }
            guard subjects == 0 || range.count == size else { return nil }
            size = range.count
            subjects += 1
            for vote in range { own[Int(votes.voteLabels[vote])] += 1 }
            for vote in range {
                let label = Int(votes.voteLabels[vote])
                pairs += own[label] * (own[label] - 1)
                counts[label] += own[label]
                own[label] = 0
            }
        }
        guard size > 1 else { return nil }
        let observed = pairs / (subjects * Double(size * (size - 1)))
        var expected = 0.0
        for count in counts {
            let share = count / (subjects * Double(size))
            expected += share * share
        }
        return expected < 1 ? (observed - expected) / (1 - expected) : nil
    }
}
