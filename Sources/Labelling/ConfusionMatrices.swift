/// How each contributor answers each truth, as a model has learnt it: flat, with a row for every answer that she gave.
package struct ConfusionMatrices: Sendable {
    private let truths: TruthClasses
    private let answerCount: Int
    private let rows: AnswerRows
    private let probabilities: [Double]

    init(_ model: ConfusionModel) {
        truths = model.truths
        answerCount = model.answerCount
        rows = model.rows
        var probabilities: [Double] = []
        probabilities.reserveCapacity(rows.count * truths.count)
        for row in 0..<rows.count {
            let cells = 2 * row * model.lanes
            for truth in 0..<truths.count { probabilities.append(StableMath.exp(model.cells[cells + truth])) }
        }
        self.probabilities = probabilities
    }

    /// The probability that a contributor gives an answer where the truth is another label or the same one; 0 for a
    /// truth that cannot be.
    ///
    /// Answers that she never gave share evenly what the others leave.
    package func probability(contributor: Int, truth: Int, answer: Int) -> Double {
        let column = truths.classOfLabel[truth]
        guard column != TruthClasses.none else { return 0 }
        let own = rows.range(contributor)
        var given = 0.0
        for row in own {
            let probability = probabilities[row * truths.count + Int(column)]
            if Int(rows.answers[row]) == answer { return probability }
            given += probability
        }
        return max(0, 1 - given) / Double(answerCount - own.count)
    }
}
