/// Dawid and Skene's model: every contributor has a matrix of how she answers each truth, learnt with the truths.
///
/// With z_ik the probability that subject i is k, θ_jkl that contributor j answers l where the truth is k, and π_k the
/// share of truth k, expectation maximisation alternates from z = vote fractions:
///
/// - learn: θ_jkl ∝ a + Σ z_ik over j's answers l, normalised over l; π_k = (b + Σ z_ik) ÷ (I + bK);
/// - expect: ln z_ik = ln π_k + Σ ln θ_jkl over the votes on i, normalised over k.
///
/// It stops when the objective, ln likelihood + a Σ ln θ + b Σ ln π, gains less than 10⁻⁶ of its size. That sum is what
/// the iteration cannot lower; the likelihood alone can fall. The priors a = 0.01 and b = 1 keep a contributor with few
/// answers from looking infallible. Subjects without votes take no part.
package struct DawidSkene: Sendable {
    /// Prior answers in every cell of every matrix: a.
    package static let cellPrior = 0.01
    /// Prior subjects of every class: b.
    package static let classPrior = 1.0

    /// The iterations end here at the latest.
    package var iterationLimit = 100
    /// They end earlier when the objective gains less than this part of its size.
    package var leastGain = 1e-6
    /// How many threads work on an iteration; the result is the same bits with any number.
    package var threads = 1

    /// The method as pipelines use it. For measuring, `leastGain: -.infinity` makes exactly `iterationLimit` iterations.
    package init(iterationLimit: Int = 100, leastGain: Double = 1e-6, threads: Int = 1) {
        self.iterationLimit = iterationLimit
        self.leastGain = leastGain
        self.threads = threads
    }

    /// Learns contributors and truths together.
    ///
    /// - Parameter unsure: Labels that are answers but never true.
    package func estimate(
        from votes: Votes, unsure: [String] = [], known: KnownTruths = .none
    ) throws(LabellingError) -> Estimate {
        let truths = TruthClasses(votes, unsure: unsure)
        guard truths.count > 0 else { return Estimate(emptySubjects: votes.subjectCount) }
        var fitted = try fit(votes, truths, known)
        return Estimate(
            scores: fitted.pass.scores(votes, &fitted.model), confusions: ConfusionMatrices(fitted.model),
            iterations: fitted.iterations, objective: fitted.objective)
    }

    /// The tables at the end of the iterations.
    func fit(
        _ votes: Votes, _ truths: TruthClasses, _ known: KnownTruths, _ rows: AnswerRows? = nil
    ) throws(LabellingError) -> FittedConfusions {
        var model = try ConfusionModel(votes, truths, rows: rows)
        let pass = ExpectationPass(votes, model, known)
        pass.countVoteFractions(votes, into: &model)
        var objective = 0.0
        var iterations = 0
        while iterations < iterationLimit {
            iterations += 1
            let prior = model.learn()
            let reached = prior + pass.expect(&model, threads: threads)
            let gain = reached - objective
            objective = reached
            if iterations > 1, gain < leastGain * abs(reached) { break }
        }
        return FittedConfusions(model: model, pass: pass, iterations: iterations, objective: objective)
    }

    static let description = MethodDescription(
        method: .dawidSkene,
        title: "votes weighted by how each contributor answers each truth",
        documentation: """
            Learns from the votes alone, without known answers, how often each contributor gives which answer to \
            which truth, and weighs the votes accordingly. Better than the majority where contributors differ in \
            skill, tend to certain confusions or answer at random, and where they have answered enough (some dozens \
            each). Where all share a bias it follows the bias more firmly than the majority would. The confidence is \
            the label's probability in the model. It is too sure of itself, for the model takes contributors to make \
            their mistakes independently of one another.
            """,
        paper: """
            A. P. Dawid and A. M. Skene, Maximum likelihood estimation of observer error-rates using the EM \
            algorithm, Applied Statistics 28 (1979) 20-28; here with Dirichlet priors (maximum a posteriori), \
            0.01 per cell and 1 per class.
            """,
        cost: """
            Votes times labels for each iteration; at most 100 iterations, usually 10 to 50. Memory for a table row \
            of twice the number of labels for every label that a contributor has used.
            """,
        example: WorkedExample(
            story: """
                Ana and Ben agree on every photo that both saw; Cleo calls everything a fox. On photos 5 and 6 one \
                of the reliable two stands against Cleo: by counting these are ties, but the model has learnt that \
                Cleo's vote says nothing.
                """,
            votes: WorkedExample.foxesAndDogs,
            accept: Acceptance(votes: 2, confidence: 0.9),
            results: [
                ["photo-1", "dog", "agreed", "0.999970", "2", "3", "0.666667", "", "fox"],
                ["photo-2", "fox", "agreed", "0.999981", "3", "3", "1.000000", "", "dog"],
                ["photo-3", "dog", "agreed", "0.999970", "2", "3", "0.666667", "", "fox"],
                ["photo-4", "fox", "agreed", "0.999981", "3", "3", "1.000000", "", "dog"],
                ["photo-5", "dog", "agreed", "0.995743", "1", "2", "0.500000", "", "fox"],
                ["photo-6", "dog", "agreed", "0.995743", "1", "2", "0.500000", "", "fox"],
            ]))
}
