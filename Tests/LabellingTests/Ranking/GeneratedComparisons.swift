import Labelling

/// Seeded comparisons of items whose scores are known, some contributors answering at random or the reverse.
struct GeneratedComparisons {
    enum Kind { case good, random, contrary }

    let scores: [Double]
    let kinds: [Kind]
    private(set) var answers: [Answer] = []

    /// Every contributor compares so many random pairs.
    init(seed: UInt64, items: Int, contributors kinds: [Kind], each: Int, spread: Double = 1.5) {
        var random = SplitMix64(seed: seed)
        self.kinds = kinds
        scores = (0..<items).map { _ in spread * (0..<12).reduce(-6) { sum, _ in sum + random.fraction() } }
        var seen: Set<[Int]> = []
        for (contributor, kind) in kinds.enumerated() {
            for _ in 0..<each {
                let first = random.below(items)
                let second = (first + 1 + random.below(items - 1)) % items
                let better = scores[first] > scores[second] ? first : second
                let surely = 1 / (1 + StableMath.exp(-abs(scores[first] - scores[second])))
                var preferred = random.fraction() < surely ? better : first + second - better
                if kind == .contrary { preferred = first + second - preferred }
                if kind == .random { preferred = random.fraction() < 0.5 ? first : second }
                guard seen.insert([first, second, contributor]).inserted else { continue }
                answers.append(Answer([Self.name(first), Self.name(second)], "c\(contributor)", Self.name(preferred)))
            }
        }
    }

    var comparisons: Comparisons { Comparisons(Votes(answers)) }

    /// Names whose byte order is the order of the numbers, also of contributors in `kinds` up to 10.
    static func name(_ item: Int) -> String { "i\(10_000 + item)" }

    /// The share of pairs of items in the right order less those in the wrong one (Kendall's tau).
    func tau(_ ranking: PairwiseRanking) -> Double {
        var sum = 0
        var pairs = 0
        for one in scores.indices {
            for other in 0..<one {
                let difference = (ranking.items[one].score ?? 0) - (ranking.items[other].score ?? 0)
                sum += (difference > 0) == (scores[one] > scores[other]) ? 1 : -1
                pairs += 1
            }
        }
        return Double(sum) / Double(pairs)
    }
}
