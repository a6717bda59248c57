import Observations

/// Scores of items from "which of these two?", with contributors who follow them more or less.
///
/// Contributor j prefers a to b with probability σ(γ_j (s_a − s_b)), where σ(x) = 1 ÷ (1 + e⁻ˣ); a tie is half an
/// answer for each. Beforehand s is normal with mean 0 and variance 2, γ normal with mean 1 and variance ½. From s = 0
/// and γ = 1, with x = γ_j (s_a − s_b), κ = tanh(x ÷ 2) ÷ 2x, and y = ½, −½ or 0 for a, b or a tie:
///
/// - scores, twice: s solves s_a ÷ 2 + Σ κγ² (s_a − s_b) = Σ ± γ y, where the sums are over the answers about a;
/// - reliabilities, twice: γ_j = (2 + Σ y (s_a − s_b)) ÷ (2 + Σ κ (s_a − s_b)²);
/// - scale: s ÷ u and γ · u for the u that fits both priors best; no probability changes.
///
/// Each step raises the posterior density. It ends when nothing moves by 10⁻¹⁰, at the latest after 1,000 iterations.
///
/// A reliability is a factor here, not the probability of an answer the right way round (Crowd-BT): with γ given this
/// is a logistic regression in s, and the other way round, so that each half has one maximum. Measured on generated
/// crowds, both rank equally well, but the other form converges much more slowly and exaggerates differences.
package struct BradleyTerry: Sendable {
    /// Whether reliabilities are learnt. If not, everybody's is 1: Bradley and Terry's model with a prior.
    package var weighsContributors: Bool
    /// The variance of the scores beforehand.
    package var scoreVariance: Double
    /// The variance of the reliabilities beforehand; their mean is 1.
    package var reliabilityVariance: Double
    /// The iterations end here at the latest.
    package var iterationLimit: Int
    /// Groups of up to so many items have exact standard errors, larger ones approximate ones.
    package var exactErrorLimit: Int

    /// The method as pipelines use it. The parameters are for measuring what they do; variances are more than 0.
    package init(
        weighsContributors: Bool = true, scoreVariance: Double = 2, reliabilityVariance: Double = 0.5,
        iterationLimit: Int = 1000, exactErrorLimit: Int = 1000
    ) {
        self.weighsContributors = weighsContributors
        self.scoreVariance = scoreVariance
        self.reliabilityVariance = reliabilityVariance
        self.iterationLimit = iterationLimit
        self.exactErrorLimit = exactErrorLimit
    }

    /// The scores of all items and the reliabilities of all contributors.
    package func estimate(from comparisons: Comparisons) -> PairwiseRanking {
        var state = PreferenceLearning(comparisons, self)
        var iterations = 0
        while iterations < iterationLimit, comparisons.count > 0 {
            iterations += 1
            let last = (state.scores, state.reliabilities)
            for _ in 0..<2 { state.learnScores() }
            if weighsContributors {
                for _ in 0..<2 { state.learnReliabilities() }
                state.rescale()
            }
            if max(Self.move(last.0, state.scores), Self.move(last.1, state.reliabilities)) < 1e-10 { break }
        }
        return state.ranking(iterations)
    }

    static func logistic(_ x: Double) -> Double { 1 / (1 + StableMath.exp(-x)) }

    private static func move(_ old: [Double], _ new: [Double]) -> Double {
        zip(old, new).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }

    /// tanh(x ÷ 2) ÷ 2x: the curvature of the parabola that touches −ln(2 cosh(x ÷ 2)) at ±x and is nowhere above it.
    static func curvature(_ x: Double) -> Double {
        let size = abs(x)
        if size < 1e-3 { return 0.25 - size * size / 48 }
        let power = StableMath.exp(-size)
        return (1 - power) / (1 + power) / (2 * size)
    }

    static let description = AnswerMethodDescription(
        method: .bradleyTerry, kind: .ranking,
        title: "a ranking from comparisons of two",
        documentation: """
            For ideas, photos and opinions of which two at a time were shown: "which do you prefer?". Every item gets \
            a score; the chance that one is preferred to another depends on the difference of their scores alone, so \
            that items are compared that nobody has seen together. A prior keeps an item finite that has never lost. \
            How much a contributor's answers count is learnt: those of people who answer at random count little, \
            those of people who mix the buttons up are turned round. It cannot see through a group that promotes \
            items which hardly anybody else has compared: look at the number of comparisons beside the score. Ranks \
            between groups of items that no chain of comparisons connects mean little.
            """,
        source: """
            R. A. Bradley and M. E. Terry, Rank analysis of incomplete block designs I, Biometrika 39 (1952) 324-345; \
            X. Chen, P. N. Bennett, K. Collins-Thompson and E. Horvitz, Pairwise ranking aggregation in a \
            crowdsourced setting, WSDM 2013, 193-202 (noisy contributors); N. G. Polson, J. G. Scott and J. Windle, \
            Bayesian inference for logistic models using Pólya-Gamma latent variables, Journal of the American \
            Statistical Association 108 (2013) 1339-1349 (the steps).
            """,
        cost: """
            Four passes over the answers for each iteration, each with an exponential per answer, and up to 200 \
            over the pairs; at most 1,000 iterations, usually 15 to 150. Standard errors once, in the cube of the \
            items of a group up to 1,000 items, beyond that linear and a few per cent too small, more in thin graphs.
            """,
        example: Self.example)
}

extension BradleyTerry {
    private static let example = AnswerExample(
        story: """
            Three ideas for the school garden. Ana, Ben and Dora agree, but for a tie of Ben's; Cleo says the \
            reverse of what they say: her reliability falls to -0.13, theirs rises to 1.25, 1.08 and 1.25.
            """,
        answerColumns: ["first", "second", "contributor", "preferred"],
        answers: [
            ["bench", "pond", "ana", "pond"], ["bench", "pond", "ben", "pond"], ["bench", "pond", "cleo", "bench"],
            ["bench", "pond", "dora", "pond"], ["hedge", "pond", "ana", "pond"], ["hedge", "pond", "ben", "pond"],
            ["pond", "hedge", "cleo", "hedge"], ["pond", "hedge", "dora", "pond"], ["bench", "hedge", "ana", "bench"],
            ["bench", "hedge", "ben", "equal"], ["hedge", "bench", "cleo", "hedge"],
            ["hedge", "bench", "dora", "bench"],
        ],
        columns: ["item", "score", "standard_error", "rank", "wins", "losses", "ties"],
        results: [
            ["bench", "-0.228383", "0.535636", "2", "3", "4", "1"],
            ["hedge", "-1.186788", "0.608002", "3", "2", "5", "1"],
            ["pond", "1.415171", "0.680932", "1", "6", "2", "0"],
        ],
        compute: { example in
            let ranking = BradleyTerry().estimate(from: example.comparisons(ties: ["equal"]))
            return ranking.items.enumerated().map { number, item in
                [
                    ranking.comparisons.items[number] ?? "", AnswerExample.cell(item.score),
                    AnswerExample.cell(item.standardError), item.rank.map(String.init) ?? "", String(item.wins),
                    String(item.losses), String(item.ties),
                ]
            }
        })
}

extension AnswerExample {
    /// The rows `first`, `second`, `contributor`, `preferred` as comparisons.
    func comparisons(ties: [String]) -> Comparisons {
        var table = VoteTable(subjectTerms: [Term("first"), Term("second")], repeats: .error)
        let column = { (place: Int) in TextColumn(answers.map { $0[place] }) }
        table.add(
            subjects: [column(0), column(1)], contributors: column(2), labels: column(3),
            submissions: answers.map { _ in 1 }, ordinals: answers.indices.map { UInt32($0) })
        return Comparisons(table.sealed(), ties: ties)
    }
}
