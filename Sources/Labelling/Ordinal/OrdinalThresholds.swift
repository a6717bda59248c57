/// Levels that have an order, as a row of yes-or-no questions: is it more than the first level, than the second, …?
///
/// For K levels there are K − 1 thresholds, each a `BinaryModel` over all subjects. As the models do not know of each
/// other, P(y > c) may rise with c; the closest falling sequence (`IsotonicFit`) takes its place, and the differences
/// of neighbours are the probabilities of the levels.
package struct OrdinalThresholds: Sendable {
    /// The method. It has no parameters.
    package init() {}

    /// What is known about one subject.
    package struct Subject: Sendable, Equatable {
        /// The median level: the first with P(y ≤ level) ≥ ½; `nil` without answers and on a tie.
        package var level: Int?
        /// Where P(y ≤ level) is exactly ½, the two levels around the middle; else empty.
        package var tied: [Int]
        /// The probability of every level; empty without answers.
        package var probabilities: [Double]
        /// The mean level, counted from 0; `nil` without answers.
        package var mean: Double?
        /// The number of answers.
        package var votes: Int
        /// The answers for `level`.
        package var votesFor: Int

        /// The probability of `level`.
        package var confidence: Double? { level.map { probabilities[$0] } }
    }

    /// The consensus on all subjects.
    ///
    /// - Parameters:
    ///   - answers: Numbers of levels.
    ///   - levels: How many levels there are, more than the greatest answer; at least one.
    package func estimate(from answers: AnswersBySubject<Int>, levels: Int) -> [Subject] {
        var above: [[Double]] = []
        for threshold in 0..<max(levels - 1, 0) {
            var question = BinaryModel.Answers(contributorCount: answers.contributorCount)
            question.contributors = answers.contributors
            question.yes = answers.values.map { $0 > threshold }
            question.offsets = answers.offsets.map(Int.init)
            above.append(BinaryModel().estimate(question).probabilities)
        }
        return (0..<answers.subjectCount).map { subject in
            let own = answers.values[answers.range(ofSubject: subject)]
            return consensus(above: above.map { $0[subject] }, answers: Array(own))
        }
    }

    private func consensus(above: [Double], answers: [Int]) -> Subject {
        guard !answers.isEmpty else {
            return Subject(level: nil, tied: [], probabilities: [], mean: nil, votes: 0, votesFor: 0)
        }
        let falling = IsotonicFit.falling(above)
        var subject = Subject(level: nil, tied: [], probabilities: [], mean: 0, votes: answers.count, votesFor: 0)
        var mean = 0.0
        for (level, next) in (falling + [0]).enumerated() {
            let last = level == 0 ? 1 : falling[level - 1]
            subject.probabilities.append(last - next)
            if level < falling.count { mean += next }
        }
        subject.mean = mean
        let median = falling.firstIndex { $0 <= 0.5 + Scores.tieWidth } ?? falling.count
        if median < falling.count, abs(falling[median] - 0.5) < Scores.tieWidth {
            // The other middle level is the next that has any probability.
            let other = (median + 1...falling.count).first { subject.probabilities[$0] > Scores.tieWidth }
            subject.tied = [median, other ?? falling.count]
        } else {
            subject.level = median
            subject.votesFor = answers.count { $0 == median }
        }
        return subject
    }

    static let description = AnswerMethodDescription(
        method: .ordinal, kind: .ordinal,
        title: "levels in an order, threshold by threshold",
        documentation: """
            For answers such as bare, sparse, dense: mistaking neighbours is a small error, mistaking the ends a \
            large one, and a plain vote does not know that. Each boundary between levels is a yes-or-no question \
            with every contributor's own rates of error. Somebody who rates everything one level too high is only \
            partly seen through: most of her answers about a boundary are right. The consensus is the median level \
            of the probabilities that follow; between two levels it is a tie.
            """,
        source: """
            E. Frank and M. Hall, A simple approach to ordinal classification, ECML 2001, 145-156 (one question per \
            threshold); M. Ayer and others, 1955 (the falling fit); A. P. Dawid and A. M. Skene, 1979 (each question).
            """,
        cost: """
            For K levels K − 1 models, each linear in the answers for each iteration; at most 100 iterations, \
            usually 5 to 20.
            """,
        example: AnswerExample(
            story: "Flowering from 0 (none) to 2 (full). Cleo rates higher than the others.",
            answers: [
                ["tree-1", "ana", "0"], ["tree-1", "ben", "0"], ["tree-1", "cleo", "1"],
                ["tree-2", "ana", "1"], ["tree-2", "ben", "1"], ["tree-2", "cleo", "2"],
                ["tree-3", "ana", "2"], ["tree-3", "ben", "2"], ["tree-3", "cleo", "2"],
                ["tree-4", "ana", "0"], ["tree-4", "ben", "1"], ["tree-4", "cleo", "1"],
            ],
            columns: ["subject", "level", "confidence", "mean", "votes_for", "votes"],
            results: [
                ["tree-1", "0", "0.801273", "0.200338", "2", "3"],
                ["tree-2", "1", "0.929462", "1.026398", "2", "3"],
                ["tree-3", "2", "0.985750", "1.971500", "3", "3"],
                ["tree-4", "1", "0.796485", "0.799708", "2", "3"],
            ],
            compute: { example in
                let levels = ["0", "1", "2"]
                let (answers, subjects) = example.read { levels.firstIndex(of: $0) }
                return zip(subjects, OrdinalThresholds().estimate(from: answers, levels: levels.count)).map {
                    name, subject in
                    [
                        name, subject.level.map { levels[$0] } ?? "", AnswerExample.cell(subject.confidence),
                        AnswerExample.cell(subject.mean), String(subject.votesFor), String(subject.votes),
                    ]
                }
            }))
}
