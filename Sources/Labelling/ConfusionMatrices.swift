/// How each contributor answers each truth, as Dawid–Skene learnt it: flat, with a row for every answer that she gave.
package struct ConfusionMatrices: Sendable {
    private let labelCount: Int
    private let rowOffsets: [UInt32]
    private let rowAnswers: [UInt32]
    private let probabilities: [Double]

    init(_ model: ConfusionModel) {
        labelCount = model.labelCount
        rowOffsets = model.rowOffsets
        rowAnswers = model.rowAnswers
        var probabilities: [Double] = []
        probabilities.reserveCapacity(rowAnswers.count * labelCount)
        for row in 0..<rowAnswers.count {
            let cells = 2 * row * model.lanes
            for truth in 0..<labelCount { probabilities.append(StableMath.exp(model.cells[cells + truth])) }
        }
        self.probabilities = probabilities
    }

    /// The probability that a contributor gives an answer where the truth is another label or the same one.
    ///
    /// Answers that she never gave share evenly what the others leave.
    package func probability(contributor: Int, truth: Int, answer: Int) -> Double {
        let rows = Int(rowOffsets[contributor])..<Int(rowOffsets[contributor + 1])
        var given = 0.0
        for row in rows {
            let probability = probabilities[row * labelCount + truth]
            if Int(rowAnswers[row]) == answer { return probability }
            given += probability
        }
        return max(0, 1 - given) / Double(labelCount - rows.count)
    }
}
