/// One skill for each contributor: how often she is right, whatever the truth; her mistakes are spread evenly.
///
/// With p_j the skill and K labels, from z = vote fractions:
///
/// - learn: p_j = (a + Σ z of j's answers) ÷ (n_j + a + b), kept within 10⁻³ and 1 − 10⁻³;
/// - expect: z_ik ∝ exp Σ ln(p_j (K − 1) ÷ (1 − p_j)) over the votes for k.
///
/// It stops when no z of a vote's label moves by 10⁻⁶, at the latest after 100 iterations.
package struct OneCoin: Sendable {
    /// Prior right answers: a.
    package var rightPrior = 4.0
    /// Prior wrong answers: b.
    package var wrongPrior = 1.0
    /// Whether labels are taken to be true as often as they were found to be; else all alike.
    package var learnsClasses = false
    /// The iterations end here at the latest.
    package var iterationLimit = 100

    /// The method as pipelines use it. The parameters are for measuring what they do.
    package init(
        rightPrior: Double = 4, wrongPrior: Double = 1, learnsClasses: Bool = false, iterationLimit: Int = 100
    ) {
        self.rightPrior = rightPrior
        self.wrongPrior = wrongPrior
        self.learnsClasses = learnsClasses
        self.iterationLimit = iterationLimit
    }

    /// Learns skills and truths together.
    ///
    /// - Parameter unsure: Labels that are answers but never true.
    package func estimate(from votes: Votes, unsure: [String] = [], known: KnownTruths = .none) -> Estimate {
        let truths = TruthClasses(votes, unsure: unsure)
        guard truths.count > 0 else { return Estimate(emptySubjects: votes.subjectCount) }
        var scores = Scores(reservingSubjects: votes.subjectCount, entries: votes.count / 2)
        let iterations = estimate(from: votes, truths, known, into: &scores)
        return Estimate(scores: scores, iterations: iterations)
    }

    /// The same, written elsewhere. Gives the number of iterations.
    func estimate(
        from votes: Votes, _ truths: TruthClasses, _ known: KnownTruths, into scores: inout some ScoreSink
    ) -> Int {
        var support = VoteSupport(votes, truths, known)
        var supports = support.voteFractions()
        var gains = SharedGains(values: [], places: votes.voteContributors)
        var counts = support.classCountsOfVotes()
        var iterations = 0
        while iterations < iterationLimit {
            iterations += 1
            if learnsClasses {
                var all = 0.0
                for count in counts { all += count }
                support.classLogs = counts.map { StableMath.log(max($0 / all, 1e-10)) }
            }
            gains.values = learn(votes, support, supports)
            if support.update(&supports, gains: gains) < 1e-6 { break }
            if learnsClasses { counts = support.classCounts(gains: gains) }
        }
        support.write(gains: gains, into: &scores)
        return iterations
    }

    /// ln(p (K − 1) ÷ (1 − p)) for every contributor.
    private func learn(_ votes: Votes, _ support: VoteSupport, _ supports: [Double]) -> [Double] {
        var right = [Double](repeating: 0, count: votes.contributors.count)
        var all = [Double](repeating: 0, count: votes.contributors.count)
        for vote in 0..<votes.count where support.classes[vote] != TruthClasses.none {
            right[Int(votes.voteContributors[vote])] += supports[vote]
            all[Int(votes.voteContributors[vote])] += 1
        }
        let others = Double(max(support.truths.count - 1, 1))
        for contributor in right.indices {
            let total = all[contributor] + rightPrior + wrongPrior
            let skill = total > 0 ? min(max((rightPrior + right[contributor]) / total, 1e-3), 1 - 1e-3) : 0.5
            right[contributor] = StableMath.log(skill * others / (1 - skill))
        }
        return right
    }

    static let description = MethodDescription(
        method: .oneCoin,
        title: "votes weighted by how often each contributor is right",
        documentation: """
            Learns one number for each contributor, how often she is right, and weighs the votes accordingly. Needs \
            few answers from each and scales to any number of labels. Worse than methods with whole tables where \
            some labels are much harder than others, or where mistakes go one way. The confidence is the label's \
            probability in the model, which is too sure of itself. Known as ZenCrowd, or homogeneous Dawid–Skene.
            """,
        paper: """
            G. Demartini, D. E. Difallah and P. Cudré-Mauroux, ZenCrowd: leveraging probabilistic reasoning and \
            crowdsourcing techniques for large-scale entity linking, WWW 2012, 469-478; here with a Beta(4, 1) prior \
            on each skill and all labels equally likely beforehand.
            """,
        cost: "Linear in the votes for each iteration; at most 100 iterations, usually 10 to 30.",
        example: Self.example)
}

extension OneCoin {
    private static let example = WorkedExample(
        story: """
            The same votes as under `dawid-skene`. Cleo, who calls everything a fox, agrees with the others half of \
            the time; here her votes count for little, and photos 5 and 6 follow Ana and Ben.
            """,
        votes: WorkedExample.foxesAndDogs,
        accept: Acceptance(votes: 2, confidence: 0.8),
        results: [
            ["photo-1", "dog", "agreed", "0.973091", "2", "3", "0.666667", "", "fox"],
            ["photo-2", "fox", "agreed", "0.985388", "3", "3", "1.000000", "", "dog"],
            ["photo-3", "dog", "agreed", "0.973091", "2", "3", "0.666667", "", "fox"],
            ["photo-4", "fox", "agreed", "0.985388", "3", "3", "1.000000", "", "dog"],
            ["photo-5", "dog", "agreed", "0.837290", "1", "2", "0.500000", "", "fox"],
            ["photo-6", "dog", "agreed", "0.837290", "1", "2", "0.500000", "", "fox"],
        ])
}
