/// What comparisons say about one item.
package struct RankedItem: Sendable, Equatable {
    /// How much it is liked; `nil` if it was never compared. The scores of a group add up to 0. A difference of 1
    /// means that somebody of average reliability prefers the better one in 73 of 100 cases, of 2 in 88.
    package var score: Double?
    /// The standard error of `score`, taking the contributors' reliabilities as known; `nil` if it was never compared.
    package var standardError: Double?
    /// How often it was preferred.
    package var wins: Int
    /// How often the other item was.
    package var losses: Int
    /// How often neither was.
    package var ties: Int
    /// Its place among all items, 1 for the best. Scores closer than 10⁻⁹ share one; `nil` if it was never compared.
    package var rank: Int?
    /// The items that comparisons connect with it, as a number that they share. Between groups the ranks say little:
    /// nobody has compared them, even through others. `nil` if it was never compared.
    package var group: Int?

    /// In how many answers it appears.
    package var comparisons: Int { wins + losses + ties }
}

/// What comparisons say about one contributor.
package struct ComparisonSkill: Sendable, Equatable {
    /// How strongly her answers follow the scores: 1 as expected, more if she is surer than most, 0 as a coin does,
    /// below 0 if she prefers what the others like less. It starts at 1 and moves with what she answers.
    package var reliability: Double
    /// The number of her answers.
    package var comparisons: Int
}

/// What is published about one pair of items.
package struct PairPreference: Sendable, Equatable {
    /// The number of the item with the greater score; `nil` on a tie and where an item was never compared.
    package var preferred: Int?
    /// The probability that somebody of average reliability prefers it; ½ on a tie, `nil` where an item was never
    /// compared.
    package var probability: Double?
    /// Whether the probability is closer than 10⁻⁹ to ½.
    package var tied: Bool
    /// The answers about this very pair, in either order.
    package var votes: Int
    /// Those that prefer `preferred`; on a tie, the greater number of answers for either item.
    package var votesFor: Int
    /// Those that prefer neither.
    package var votesForTie: Int
}

/// What comparisons come to.
package struct PairwiseRanking: Sendable {
    /// What was compared.
    package let comparisons: Comparisons
    /// One entry per item of `comparisons.items`.
    package let items: [RankedItem]
    /// One entry per contributor.
    package let contributors: [ComparisonSkill]
    /// How many iterations were made.
    package let iterations: Int

    /// The probability that somebody of average reliability prefers the first of two items; `nil` if one of them was
    /// never compared.
    package func probability(_ first: Int, _ second: Int) -> Double? {
        guard let one = items[first].score, let other = items[second].score else { return nil }
        return BradleyTerry.logistic(one - other)
    }

    /// What is known about the pair that a subject of the votes is; `nil` if its items are the same one.
    ///
    /// The scores decide, hence all comparisons of both items, not only those with each other.
    package func preference(onSubject subject: Int) -> PairPreference? {
        guard let number = comparisons.pairOfSubject[subject] else { return nil }
        let pair = comparisons.pairs[number]
        let answers = comparisons.preferences[comparisons.range(ofPair: number)]
        let first = answers.count { $0 == .first }
        let second = answers.count { $0 == .second }
        var result = PairPreference(
            preferred: nil, probability: nil, tied: false, votes: answers.count, votesFor: max(first, second),
            votesForTie: answers.count - first - second)
        guard let probability = probability(Int(pair.first), Int(pair.second)) else { return result }
        if abs(probability - 0.5) < Scores.tieWidth {
            result.tied = true
            result.probability = 0.5
        } else if probability > 0.5 {
            (result.preferred, result.probability, result.votesFor) = (Int(pair.first), probability, first)
        } else {
            (result.preferred, result.probability, result.votesFor) = (Int(pair.second), 1 - probability, second)
        }
        return result
    }
}
