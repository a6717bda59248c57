/// What a Bayesian model believes about a contributor before her answers are seen: prior answers β_kl in every cell of
/// her matrix, by truth k and answer l.
enum ConfusionPrior: Sendable, Equatable {
    /// The same for everybody: `right` prior answers in the cells of right answers, `wrong` in the others.
    case fixed(right: Double, wrong: Double)
    /// `strength` answers that are distributed as the whole crowd's answers to that truth.
    case pooled(strength: Double)
    /// `strength` answers, right as often as the contributor is on the whole; the wrong ones are distributed as the
    /// crowd's wrong answers to that truth. How often she is right is estimated with a prior of `around` answers of
    /// the crowd's accuracy.
    case skilled(strength: Double, around: Double)
}

/// A prior made concrete by the counts of an iteration.
struct PriorTable {
    /// β_kl for right answers and others, by answer l and truth k, `lanes` numbers for an answer. For `skilled` the
    /// distribution of the wrong answers.
    private(set) var cells: [Double]
    private let prior: ConfusionPrior
    private let truths: TruthClasses
    private let lanes: Int
    /// The crowd's accuracy; for `skilled`.
    private var crowd = 0.0

    /// The table for a model whose counts are complete.
    init(_ prior: ConfusionPrior, _ model: ConfusionModel) {
        self.prior = prior
        truths = model.truths
        lanes = model.lanes
        cells = [Double](repeating: 0, count: model.answerCount * model.lanes)
        if case .fixed(let right, let wrong) = prior {
            for index in cells.indices { cells[index] = wrong }
            for truth in 0..<truths.count { cells[own(truth)] = right }
            return
        }
        for row in 0..<model.rows.count {
            let cell = Int(model.rows.answers[row]) * lanes
            for truth in 0..<truths.count { cells[cell + truth] += model.cells[(2 * row + 1) * lanes + truth] }
        }
        var right = 0.0
        var all = 0.0
        for truth in 0..<truths.count {
            for answer in 0..<model.answerCount { all += cells[answer * lanes + truth] }
            right += cells[own(truth)]
        }
        // Two of three: a crowd of which nothing is known is right more often than not.
        crowd = (right + 2) / (all + 3)
        switch prior {
        case .fixed: break
        case .pooled(let strength):
            for truth in 0..<truths.count {
                for answer in 0..<model.answerCount { cells[answer * lanes + truth] += 0.1 }
                cells[own(truth)] += 1
                scale(truth, to: strength, answers: model.answerCount)
            }
        case .skilled:
            for truth in 0..<truths.count {
                for answer in 0..<model.answerCount { cells[answer * lanes + truth] += 1 }
                cells[own(truth)] = 0
                scale(truth, to: 1, answers: model.answerCount)
            }
        }
    }

    /// The sum of all β_kl over the answers, the same for every truth.
    func total(answers: Int) -> Double {
        switch prior {
        case .fixed(let right, let wrong): right + wrong * Double(answers - 1)
        case .pooled(let strength): strength
        case .skilled(let strength, _): strength
        }
    }

    /// How often a contributor is right on the whole, after `right` of `all` answers. For `skilled` only.
    func accuracy(right: Double, of all: Double) -> Double {
        guard case .skilled(_, let around) = prior else { return 0 }
        return (around * crowd + right) / (around + all)
    }

    /// β_kl for a contributor of that accuracy.
    @inline(__always)
    func value(answer: Int, truth: Int, accuracy: Double) -> Double {
        guard case .skilled(let strength, _) = prior else { return cells[answer * lanes + truth] }
        let isRight = Int(truths.labels[truth]) == answer
        return strength * (isRight ? accuracy : (1 - accuracy) * cells[answer * lanes + truth])
    }

    /// The cell of the right answer to a truth.
    private func own(_ truth: Int) -> Int { Int(truths.labels[truth]) * lanes + truth }

    private mutating func scale(_ truth: Int, to total: Double, answers: Int) {
        var sum = 0.0
        for answer in 0..<answers { sum += cells[answer * lanes + truth] }
        guard sum > 0 else { return }
        for answer in 0..<answers { cells[answer * lanes + truth] *= total / sum }
    }
}
