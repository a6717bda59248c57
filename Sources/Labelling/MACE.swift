/// Who knows and who guesses: each answer either copies the truth or is drawn from the contributor's habit.
///
/// Contributor j knows with probability κ_j; otherwise she guesses answer l with probability ξ_jl, whatever the truth.
/// κ_j has a Beta(½, ½) prior, ξ_j a Dirichlet prior with 10 for every answer. Variational inference alternates from
/// vote fractions, of which half are taken as known:
///
/// - learn: ln κ_j, ln(1 − κ_j) and ln ξ_jl as expected logarithms, with the digamma function, from expected counts;
/// - expect: a vote weighs g = ln(1 + κ_j ÷ ((1 − κ_j) ξ_jl)) for its label; where the label is the truth, the
///   contributor knew with probability κ_j ÷ (κ_j + (1 − κ_j) ξ_jl), elsewhere she guessed.
///
/// It stops when no z of a vote's label moves by 10⁻⁶, at the latest after 50 iterations. There is no random start.
struct MACE {
    static let knowingPrior = 0.5
    static let habitPrior = 10.0
    var iterationLimit = 50

    /// Learns who knows, everybody's habits and the truths together.
    func estimate(from votes: Votes, unsure: [String] = [], known: KnownTruths = .none) -> Estimate {
        let truths = TruthClasses(votes, unsure: unsure)
        guard truths.count > 0 else { return Estimate(emptySubjects: votes.subjectCount) }
        var scores = Scores(reservingSubjects: votes.subjectCount, entries: votes.count / 2)
        let iterations = estimate(from: votes, truths, known, AnswerRows(votes), into: &scores)
        return Estimate(scores: scores, iterations: iterations)
    }

    /// The same, written elsewhere. Gives the number of iterations.
    func estimate(
        from votes: Votes, _ truths: TruthClasses, _ known: KnownTruths, _ rows: AnswerRows,
        into scores: inout some ScoreSink
    ) -> Int {
        var support = VoteSupport(votes, truths, known)
        var supports = support.voteFractions()
        // Before anything is learnt half of the answers are taken as known: odds of 1.
        var odds = [Double](repeating: 1, count: rows.count)
        var gains = SharedGains(values: [], places: rows.ofVote)
        var iterations = 0
        while iterations < iterationLimit {
            iterations += 1
            odds = Self.odds(votes, rows, supports, odds)
            gains.values = odds.map { StableMath.log(1 + $0) }
            if support.update(&supports, gains: gains) < 1e-6 { break }
        }
        support.write(gains: gains, into: &scores)
        return iterations
    }

    /// κ ÷ ((1 − κ) ξ) for every row, from the probabilities of the votes' labels and the odds of the last time.
    private static func odds(
        _ votes: Votes, _ rows: AnswerRows, _ supports: [Double], _ last: [Double]
    ) -> [Double] {
        var guessed = [Double](repeating: 0, count: rows.count)
        var knew = [Double](repeating: 0, count: votes.contributors.count)
        for vote in supports.indices {
            let row = Int(rows.ofVote[vote])
            let known = supports[vote] * last[row] / (1 + last[row])
            knew[Int(votes.voteContributors[vote])] += known
            guessed[row] += 1 - known
        }
        for contributor in knew.indices {
            var guesses = 0.0
            for row in rows.range(contributor) { guesses += guessed[row] }
            let knowing =
                StableMath.digamma(knew[contributor] + knowingPrior) - StableMath.digamma(guesses + knowingPrior)
                + StableMath.digamma(guesses + habitPrior * Double(votes.labels.count))
            for row in rows.range(contributor) {
                guessed[row] = StableMath.exp(knowing - StableMath.digamma(guessed[row] + habitPrior))
            }
        }
        return guessed
    }

    static let description = MethodDescription(
        method: .mace,
        title: "tells contributors who know from those who guess",
        documentation: """
            Learns how often each contributor knows the answer, and what she answers when she does not. Good where \
            some people click anything, such as always the same button: their votes lose their weight. It does not \
            learn that particular truths are mistaken for each other. The confidence is the label's probability in \
            the model. An "unsure" answer is a guess by definition.
            """,
        paper: """
            D. Hovy, T. Berg-Kirkpatrick, A. Vaswani and E. Hovy, Learning whom to trust with MACE, NAACL-HLT 2013, \
            1120-1130; variational, from vote fractions in place of random restarts.
            """,
        cost: "Linear in the votes for each iteration, with a logarithm per vote; at most 50 iterations.",
        example: Self.example)
}

extension MACE {
    private static let example = WorkedExample(
        story: """
            The same votes as under `dawid-skene`. Cleo is found to guess, and her guess to be fox: her votes hardly \
            count.
            """,
        votes: WorkedExample.foxesAndDogs,
        accept: Acceptance(votes: 2, confidence: 0.6),
        results: [
            ["photo-1", "dog", "agreed", "0.999321", "2", "3", "0.666667", "", "fox"],
            ["photo-2", "fox", "agreed", "0.999409", "3", "3", "1.000000", "", "dog"],
            ["photo-3", "dog", "agreed", "0.999321", "2", "3", "0.666667", "", "fox"],
            ["photo-4", "fox", "agreed", "0.999409", "3", "3", "1.000000", "", "dog"],
            ["photo-5", "dog", "agreed", "0.973785", "1", "2", "0.500000", "", "fox"],
            ["photo-6", "dog", "agreed", "0.973785", "1", "2", "0.500000", "", "fox"],
        ])
}
