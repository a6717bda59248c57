/// Scores and reliabilities on their way: the steps of `BradleyTerry`.
struct PreferenceLearning {
    let comparisons: Comparisons
    let method: BradleyTerry
    var equations: ScoreEquations
    var scores: [Double]
    var reliabilities: [Double]
    var counts: [Int]

    init(_ comparisons: Comparisons, _ method: BradleyTerry) {
        self.comparisons = comparisons
        self.method = method
        equations = ScoreEquations(
            comparisons.pairs, items: comparisons.items.count, prior: 1 / method.scoreVariance,
            isCompared: { !comparisons.range(ofPair: $0).isEmpty })
        scores = [Double](repeating: 0, count: comparisons.items.count)
        reliabilities = [Double](repeating: 1, count: comparisons.contributorCount)
        counts = [Int](repeating: 0, count: comparisons.contributorCount)
        for contributor in comparisons.contributors { counts[Int(contributor)] += 1 }
    }

    private func difference(_ pair: Int) -> Double {
        scores[Int(comparisons.pairs[pair].first)] - scores[Int(comparisons.pairs[pair].second)]
    }

    mutating func learnScores() {
        var right = [Double](repeating: 0, count: scores.count)
        for pair in comparisons.pairs.indices {
            let difference = difference(pair)
            var weight = 0.0
            var pull = 0.0
            for answer in comparisons.range(ofPair: pair) {
                let reliability = reliabilities[Int(comparisons.contributors[answer])]
                weight += BradleyTerry.curvature(reliability * difference) * reliability * reliability
                pull += reliability * 0.5 * Double(comparisons.preferences[answer].rawValue)
            }
            equations.weights[pair] = weight
            right[Int(comparisons.pairs[pair].first)] += pull
            right[Int(comparisons.pairs[pair].second)] -= pull
        }
        equations.improve(&scores, towards: right)
    }

    mutating func learnReliabilities() {
        let prior = 1 / method.reliabilityVariance
        var pulls = [Double](repeating: prior, count: reliabilities.count)
        var weights = pulls
        for pair in comparisons.pairs.indices {
            let difference = difference(pair)
            for answer in comparisons.range(ofPair: pair) {
                let contributor = Int(comparisons.contributors[answer])
                let curvature = BradleyTerry.curvature(reliabilities[contributor] * difference)
                weights[contributor] += curvature * difference * difference
                pulls[contributor] += 0.5 * Double(comparisons.preferences[answer].rawValue) * difference
            }
        }
        for contributor in weights.indices { reliabilities[contributor] = pulls[contributor] / weights[contributor] }
    }

    /// The u that makes Σ (s ÷ u)² ÷ variance + Σ (γu − 1)² ÷ variance least. Without this step the two would
    /// drift towards their common scale for hundreds of iterations.
    mutating func rescale() {
        var squares = 0.0
        for score in scores { squares += score * score / method.scoreVariance }
        guard squares > 0 else { return }
        var sum = 0.0
        var sumOfSquares = 0.0
        for (reliability, count) in zip(reliabilities, counts) where count > 0 {
            sum += reliability / method.reliabilityVariance
            sumOfSquares += reliability * reliability / method.reliabilityVariance
        }
        // The slope −squares ÷ u³ + sumOfSquares u − sum rises and is concave: Newton's steps end at its zero.
        var factor = 1.0
        for _ in 0..<60 {
            let cube = factor * factor * factor
            let slope = sumOfSquares * factor - sum - squares / cube
            let next = max(factor - slope / (sumOfSquares + 3 * squares / (cube * factor)), factor / 2)
            let isSettled = abs(next - factor) < 1e-15 * factor
            factor = next
            if isSettled { break }
        }
        for item in scores.indices { scores[item] /= factor }
        for (contributor, count) in counts.enumerated() where count > 0 { reliabilities[contributor] *= factor }
    }

    mutating func ranking(_ iterations: Int) -> PairwiseRanking {
        var items = [RankedItem](repeating: RankedItem(wins: 0, losses: 0, ties: 0), count: scores.count)
        for (number, pair) in comparisons.pairs.enumerated() {
            let difference = difference(number)
            var information = 0.0
            for answer in comparisons.range(ofPair: number) {
                let reliability = reliabilities[Int(comparisons.contributors[answer])]
                let probability = BradleyTerry.logistic(reliability * difference)
                information += reliability * reliability * probability * (1 - probability)
                switch comparisons.preferences[answer] {
                case .first:
                    items[Int(pair.first)].wins += 1
                    items[Int(pair.second)].losses += 1
                case .second:
                    items[Int(pair.first)].losses += 1
                    items[Int(pair.second)].wins += 1
                case .tie:
                    items[Int(pair.first)].ties += 1
                    items[Int(pair.second)].ties += 1
                }
            }
            equations.weights[number] = information
        }
        let variances = equations.variances(exactUpTo: method.exactErrorLimit)
        let ranks = Ranks.of(items.indices.map { items[$0].comparisons > 0 ? scores[$0] : nil })
        for item in items.indices where items[item].comparisons > 0 {
            items[item].score = scores[item]
            items[item].standardError = variances[item].squareRoot()
            items[item].rank = ranks[item]
            items[item].group = equations.groupOfItem[item]
        }
        return PairwiseRanking(
            comparisons: comparisons, items: items,
            contributors: zip(reliabilities, counts).map { ComparisonSkill(reliability: $0, comparisons: $1) },
            iterations: iterations)
    }
}
