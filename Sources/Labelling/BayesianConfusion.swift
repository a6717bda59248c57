/// Bayesian classifier combination: Dawid and Skene's model with priors on every contributor's matrix, by mean-field
/// variational inference.
///
/// With β_kl the prior answers (`ConfusionPrior`), α_k the prior subjects of truth k and ψ the digamma function, from
/// z = vote fractions:
///
/// - learn: n_jkl = β_kl + Σ z_ik over j's answers l; E ln θ_jkl = ψ(n_jkl) − ψ(Σ_l n_jkl);
///   E ln π_k = ψ(α_k + Σ_i z_ik) up to a constant;
/// - expect: z_ik ∝ exp(E ln π_k + Σ E ln θ_jkl over the votes on i).
///
/// It stops when on no more than one subject in a thousand a z moves by more than 10⁻³ (and 10⁻⁵ of itself), at the
/// latest after 500 iterations: among a hundred thousand there are always some that take hundreds to decide.
struct BayesianConfusion {
    /// Of so many subjects one may still be moving at the end.
    static let subjectsPerMover = 1000

    /// What is believed about contributors.
    var prior: ConfusionPrior
    /// Whether α_k is the sum of the vote fractions for k; else 1.
    var countsVotesAsClasses = true
    /// Whether logarithms of means stand in for means of logarithms: ln n for ψ(n). Milder to rare answers.
    var usesMeans = false
    /// The iterations end here at the latest.
    var iterationLimit = 500
    /// Probabilities that move by no more than this have settled.
    var tolerance = 1e-3

    /// Learns contributors and truths together.
    func estimate(
        from votes: Votes, unsure: [String] = [], known: KnownTruths = .none
    ) throws(LabellingError) -> Estimate {
        let truths = TruthClasses(votes, unsure: unsure)
        guard truths.count > 0 else { return Estimate(emptySubjects: votes.subjectCount) }
        var fitted = try fit(votes, truths, known)
        let scores = fitted.pass.scores(votes, &fitted.model)
        // The matrices that are shown are the means of what is believed, whose rows sum to 1.
        fitted.model.learn(prior, classPriors: fitted.classPriors, usesMeans: true)
        return Estimate(
            scores: scores, confusions: ConfusionMatrices(fitted.model), iterations: fitted.iterations)
    }

    /// The tables at the end of the iterations.
    func fit(
        _ votes: Votes, _ truths: TruthClasses, _ known: KnownTruths, _ rows: AnswerRows? = nil
    ) throws(LabellingError) -> FittedConfusions {
        var model = try ConfusionModel(votes, truths, rows: rows)
        let size = votes.subjectCount.multipliedReportingOverflow(by: model.lanes)
        guard !size.overflow, size.partialValue <= ConfusionModel.cellLimit else {
            throw .modelTooLarge(
                labels: votes.labels.count, rows: votes.subjectCount,
                gigabytes: Int(Double(votes.subjectCount) * Double(4 * model.lanes) / 0x1p30) + 1)
        }
        let pass = ExpectationPass(votes, model, known)
        pass.countVoteFractions(votes, into: &model)
        let classPriors = countsVotesAsClasses ? model.classCounts : [Double](repeating: 1, count: model.lanes)
        // Whether a probability moves by a thousandth can be told from half of its digits.
        var probabilities = [Float](repeating: -1, count: size.partialValue)
        var iterations = 0
        while iterations < iterationLimit {
            iterations += 1
            model.learn(prior, classPriors: classPriors, usesMeans: usesMeans)
            let moving = pass.expect(&model, replacing: &probabilities, tolerance: tolerance)
            if moving <= votes.subjectCount / Self.subjectsPerMover { break }
        }
        return FittedConfusions(model: model, pass: pass, iterations: iterations, classPriors: classPriors)
    }
}

extension ConfusionModel {
    /// Turns the counts into expected logarithms under a prior, and clears them.
    fileprivate mutating func learn(_ prior: ConfusionPrior, classPriors: [Double], usesMeans: Bool) {
        let table = PriorTable(prior, self)
        let priorTotal = table.total(answers: answerCount)
        var totals = [Double](repeating: 0, count: lanes)
        for contributor in 0..<rows.offsets.count - 1 {
            let own = rows.range(contributor)
            var right = 0.0
            var all = 0.0
            for truth in 0..<truths.count { totals[truth] = priorTotal }
            for row in own {
                let counts = (2 * row + 1) * lanes
                for truth in 0..<truths.count {
                    totals[truth] += cells[counts + truth]
                    all += cells[counts + truth]
                }
                let answer = truths.classOfLabel[Int(rows.answers[row])]
                if answer != TruthClasses.none { right += cells[counts + Int(answer)] }
            }
            let accuracy = table.accuracy(right: right, of: all)
            for truth in 0..<truths.count { totals[truth] = Self.logarithm(totals[truth], usesMeans) }
            for row in own {
                let place = 2 * row * lanes
                let answer = Int(rows.answers[row])
                for truth in 0..<truths.count {
                    let count =
                        table.value(answer: answer, truth: truth, accuracy: accuracy) + cells[place + lanes + truth]
                    cells[place + truth] = Self.logarithm(count, usesMeans) - totals[truth]
                }
                for lane in 0..<lanes { cells[place + lanes + lane] = 0 }
            }
        }
        var all = 0.0
        for truth in 0..<truths.count { all += classPriors[truth] + classCounts[truth] }
        for truth in 0..<truths.count {
            classLogs[truth] =
                Self.logarithm(classPriors[truth] + classCounts[truth], usesMeans) - Self.logarithm(all, usesMeans)
        }
        for lane in 0..<lanes { classCounts[lane] = 0 }
    }

    @inline(__always)
    private static func logarithm(_ count: Double, _ usesMeans: Bool) -> Double {
        usesMeans ? StableMath.log(count) : StableMath.digamma(count)
    }
}
