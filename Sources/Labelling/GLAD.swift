/// Abilities and difficulties: a contributor is right more often the more able she is and the easier the subject.
///
/// With ability α_j and ease β_i = exp(b_i), contributor j is right about subject i with probability σ(α_j β_i), where
/// σ(x) = 1 ÷ (1 + e⁻ˣ); mistakes are spread evenly over the K − 1 other labels. α and b have normal priors with mean 1
/// and variance 1. Expectation maximisation alternates from α = b = 1:
///
/// - expect: z_ik ∝ exp Σ (α_j β_i + ln(K − 1)) over the votes for k;
/// - learn: some Newton steps on all α, then on all b, of the expected log likelihood with its priors; for b with the
///   Fisher information for curvature, which is never negative; a step goes no further than 1.
///
/// It stops when no z of a vote's label moves by 10⁻⁴, at the latest after 100 iterations.
struct GLAD {
    /// The mean of abilities and of the logarithms of ease beforehand.
    static let mean = 1.0
    /// Newton steps on abilities and ease in each iteration.
    static let steps = 5
    var iterationLimit = 100

    /// Learns abilities, difficulties and truths together.
    func estimate(from votes: Votes, unsure: [String] = [], known: KnownTruths = .none) -> Estimate {
        let truths = TruthClasses(votes, unsure: unsure)
        guard truths.count > 0 else { return Estimate(emptySubjects: votes.subjectCount) }
        var support = VoteSupport(votes, truths, known)
        var supports = support.voteFractions()
        var skills = Skills(votes)
        var gains = skills.gains(votes, support)
        _ = support.update(&supports, gains: gains)
        var iterations = 0
        while iterations < iterationLimit {
            iterations += 1
            for _ in 0..<Self.steps { skills.step(votes, support, supports) }
            gains = skills.gains(votes, support)
            if support.update(&supports, gains: gains) < 1e-4 { break }
        }
        return Estimate(scores: support.scores(gains: gains), iterations: iterations)
    }

    /// α of every contributor, b and β of every subject.
    private struct Skills {
        var abilities: [Double]
        var logEase: [Double]
        var ease: [Double]

        init(_ votes: Votes) {
            abilities = [Double](repeating: GLAD.mean, count: votes.contributors.count)
            logEase = [Double](repeating: GLAD.mean, count: votes.subjectCount)
            ease = [Double](repeating: StableMath.exp(GLAD.mean), count: votes.subjectCount)
        }

        /// ln(σ (K − 1) ÷ (1 − σ)) = α β + ln(K − 1) for every vote.
        func gains(_ votes: Votes, _ support: VoteSupport) -> [Double] {
            let others = StableMath.log(Double(max(support.truths.count - 1, 1)))
            var gains = [Double](repeating: 0, count: votes.count)
            for subject in 0..<votes.subjectCount {
                for vote in votes.range(ofSubject: subject) {
                    gains[vote] = abilities[Int(votes.voteContributors[vote])] * ease[subject] + others
                }
            }
            return gains
        }

        /// One Newton step on all abilities, then one on all eases.
        mutating func step(_ votes: Votes, _ support: VoteSupport, _ supports: [Double]) {
            var slope = abilities.map { GLAD.mean - $0 }
            var curvature = [Double](repeating: 1, count: abilities.count)
            for subject in 0..<votes.subjectCount {
                for vote in votes.range(ofSubject: subject) where support.classes[vote] != TruthClasses.none {
                    let contributor = Int(votes.voteContributors[vote])
                    let right = Self.logistic(abilities[contributor] * ease[subject])
                    slope[contributor] += (supports[vote] - right) * ease[subject]
                    curvature[contributor] += right * (1 - right) * ease[subject] * ease[subject]
                }
            }
            for contributor in abilities.indices {
                abilities[contributor] += min(max(slope[contributor] / curvature[contributor], -1), 1)
            }
            for subject in 0..<votes.subjectCount {
                var slope = GLAD.mean - logEase[subject]
                var curvature = 1.0
                for vote in votes.range(ofSubject: subject) where support.classes[vote] != TruthClasses.none {
                    let exponent = abilities[Int(votes.voteContributors[vote])] * ease[subject]
                    let right = Self.logistic(exponent)
                    slope += (supports[vote] - right) * exponent
                    curvature += right * (1 - right) * exponent * exponent
                }
                logEase[subject] += min(max(slope / curvature, -1), 1)
                ease[subject] = StableMath.exp(logEase[subject])
            }
        }

        private static func logistic(_ x: Double) -> Double { 1 / (1 + StableMath.exp(-x)) }
    }

    static let description = MethodDescription(
        method: .glad,
        title: "votes weighted by ability, with easy and hard subjects",
        documentation: """
            Learns how able each contributor is and how hard each subject: on an easy subject everybody is right, on \
            a hard one only the able. Use it when some photos are much harder than others and everybody sees a \
            share of both. Slower than its peers and seldom the most accurate. The confidence is the label's \
            probability in the model.
            """,
        paper: """
            J. Whitehill, P. Ruvolo, T. Wu, J. Bergsma and J. Movellan, Whose vote should count more: optimal \
            integration of labels from labelers of unknown expertise, NIPS 2009; all labels equally likely beforehand.
            """,
        cost: "Twelve passes over the votes for each iteration, each with an exponential per vote; at most 100.",
        example: Self.example)
}

extension GLAD {
    private static let example = WorkedExample(
        story: """
            The same votes as under `dawid-skene`. Cleo's ability comes out below zero: her votes count against \
            their label, so that photo 2, where she says fox as all do, is less sure than photo 1.
            """,
        votes: WorkedExample.foxesAndDogs,
        accept: Acceptance(votes: 2, confidence: 0.6),
        results: [
            ["photo-1", "dog", "agreed", "0.999975", "2", "3", "0.666667", "", "fox"],
            ["photo-2", "fox", "agreed", "0.996279", "3", "3", "1.000000", "", "dog"],
            ["photo-3", "dog", "agreed", "0.999975", "2", "3", "0.666667", "", "fox"],
            ["photo-4", "fox", "agreed", "0.996279", "3", "3", "1.000000", "", "dog"],
            ["photo-5", "dog", "agreed", "0.995592", "1", "2", "0.500000", "", "fox"],
            ["photo-6", "dog", "agreed", "0.995592", "1", "2", "0.500000", "", "fox"],
        ])
}
