/// For every subject a set of labels that holds the right one with a promised probability: split conformal prediction.
///
/// The score of the right label is looked up on m known subjects. The ⌈(m + 1)(1 − α)⌉-th largest of them is the bar: a
/// subject's set is all labels that score as much. The right label of a new subject is as likely to rank anywhere among
/// the known ones, so it clears the bar with probability at least 1 − α, whatever the method and however wrong its
/// confidence. This asks that known subjects are like the others, drawn at random and not picked because they are easy.
/// The promise is about all subjects together, not about each kind of them; `byLabel` makes it for each true label.
///
/// Scores from `CrossFit` come from five fits that were each told a little less than the final one. With those the
/// promise that can be proved is weaker (1 − 2α), the coverage in practice is 1 − α as before.
///
/// A set may be empty: no label fits as well as the right ones do elsewhere. It may also hold every label: with too few
/// known answers, or where the right one is often among the labels without score. An answer that nobody ever gave is in
/// no set.
///
/// Sources: V. Vovk, A. Gammerman and G. Shafer, Algorithmic learning in a random world, Springer 2005, chapter 4 for the
/// version by label; R. F. Barber, E. J. Candès, A. Ramdas and R. J. Tibshirani, Predictive inference with the jackknife+,
/// Annals of Statistics 49 (2021) 486-507, for folds. Cost: a sort of the m scores.
package struct ConformalSets: Sendable, Equatable {
    /// A label that has a bar of its own.
    package struct OwnBar: Sendable, Equatable {
        /// Its number in `Votes.labels`.
        package let label: UInt32
        /// The least score with which it is in a set.
        package let leastScore: Double
    }

    /// The share of subjects whose set may miss the right label: α.
    package let misses: Double
    /// How many known subjects the bar was taken from.
    package let known: Int
    /// The least score with which a label is in a set; at most 0 where every label is, also for want of known answers.
    package let leastScore: Double
    /// The labels with enough known answers for a bar of their own, ascending; empty unless asked for.
    package let ownBars: [OwnBar]
    /// The labels that can be true, ascending.
    private let labels: [UInt32]
    /// Whether a label may be in a set without a score.
    private let takesAny: Bool

    /// Finds the bars.
    ///
    /// - Parameters:
    ///   - misses: α, more than 0 and less than 1.
    ///   - byLabel: Whether each true label is to be covered as often, rare species like common ones. A label gets a bar
    ///     of its own if at least (1 − α)/α known subjects are of it (19 for 5 %); the others share the common bar.
    package init(_ heldOut: HeldOutScores, misses: Double, byLabel: Bool = false) {
        precondition(misses > 0 && misses < 1)
        self.misses = misses
        known = heldOut.subjects.count
        labels = heldOut.labels
        let scores = heldOut.subjects.indices.map { heldOut.rightScore($0) ?? -1 }
        leastScore = Self.bar(scores, misses) ?? -1
        var bars: [OwnBar] = []
        if byLabel {
            var places = heldOut.subjects.indices.filter { heldOut.rights[$0] != KnownTruths.unheard }
            places.sort { heldOut.rights[$0] < heldOut.rights[$1] }
            var start = 0
            while start < places.count {
                let label = heldOut.rights[places[start]]
                var end = start
                while end < places.count, heldOut.rights[places[end]] == label { end += 1 }
                if let bar = Self.bar(places[start..<end].map { scores[$0] }, misses) {
                    bars.append(OwnBar(label: label, leastScore: bar))
                }
                start = end
            }
        }
        ownBars = bars
        takesAny = leastScore <= 0 || bars.contains { $0.leastScore <= 0 }
    }

    /// The labels of a subject's set, ascending.
    ///
    /// - Parameter scores: Scores of the same kind as those that the bars were found with: at the same temperature.
    package func labels(ofSubject subject: Int, in scores: Scores) -> [UInt32] {
        var set: [UInt32] = []
        let entries = scores.range(ofSubject: subject)
        guard takesAny else {
            for entry in entries where scores.values[entry] >= bar(scores.labels[entry]) - Scores.tieWidth {
                set.append(scores.labels[entry])
            }
            return set.sorted()
        }
        for label in labels {
            let score = scores.score(of: Int(label), on: subject)
            let bar = bar(label)
            if bar <= 0 || score >= bar - Scores.tieWidth { set.append(label) }
        }
        return set
    }

    /// The label's own bar or the common one.
    private func bar(_ label: UInt32) -> Double {
        var (low, high) = (0, ownBars.count)
        while low < high {
            let middle = (low + high) / 2
            if ownBars[middle].label < label { low = middle + 1 } else { high = middle }
        }
        return low < ownBars.count && ownBars[low].label == label ? ownBars[low].leastScore : leastScore
    }

    /// The ⌈(m + 1)(1 − α)⌉-th largest of m scores; `nil` where there is none.
    private static func bar(_ scores: [Double], _ misses: Double) -> Double? {
        // A product that is whole in decimals must not be rounded up for its last bit.
        let rank = Int((Double(scores.count + 1) * (1 - misses) - 1e-9).rounded(.up))
        guard rank >= 1, rank <= scores.count else { return nil }
        return scores.sorted(by: >)[rank - 1]
    }
}
