/// A mean in which those who are usually close to the consensus count more.
///
/// With the answers y_ij, from z = plain means:
///
/// - learn: σ² = Σ (y_ij − z_i)² ÷ N over all answers; v_j = (s·σ² + Σ_i (y_ij − z_i)²) ÷ (s + n_j), s = 20;
/// - expect: z_i = Σ_j (y_ij ÷ v_j) ÷ Σ_j (1 ÷ v_j).
///
/// It ends when Σ (Δz)² is below 10⁻⁶ σ², at the latest after 50 iterations. The standard error is (Σ_j 1 ÷ v_j)^(−½).
package struct PrecisionWeighted: Sendable {
    /// How many answers at everybody's precision each contributor starts with: s.
    package var priorAnswers = 20.0
    /// The iterations end here at the latest.
    package var iterationLimit = 50

    /// The method as pipelines use it. The parameters are for measuring what they do.
    package init(priorAnswers: Double = 20, iterationLimit: Int = 50) {
        self.priorAnswers = priorAnswers
        self.iterationLimit = iterationLimit
    }

    /// The consensus on all subjects, and each contributor's standard deviation about it.
    package func estimate(from answers: AnswersBySubject<Double>) -> NumberEstimate {
        var counts = [Double](repeating: 0, count: answers.contributorCount)
        for contributor in answers.contributors { counts[Int(contributor)] += 1 }
        var variances = [Double](repeating: 1, count: answers.contributorCount)
        var values = weightedMeans(answers, variances)
        var iterations = 0
        while iterations < iterationLimit, answers.count > 0 {
            iterations += 1
            let pooled = learn(answers, values, counts, &variances)
            let next = weightedMeans(answers, variances)
            var move = 0.0
            for subject in next.indices {
                move += (next[subject] - values[subject]) * (next[subject] - values[subject])
            }
            values = next
            if move <= 1e-6 * pooled { break }
        }
        let subjects = (0..<answers.subjectCount).map { subject in
            let range = answers.range(ofSubject: subject)
            guard !range.isEmpty else { return NumberConsensus([], value: nil, standardError: nil) }
            var precision = 0.0
            for answer in range { precision += 1 / variances[Int(answers.contributors[answer])] }
            let error = iterations > 0 && precision < .infinity ? (1 / precision).squareRoot() : nil
            return NumberConsensus(Array(answers.values[range]), value: values[subject], standardError: error)
        }
        return NumberEstimate(
            subjects: subjects, contributors: variances.map { $0.squareRoot() }, iterations: iterations)
    }

    /// Everybody's variance; returns the pooled one. Where all agree on everything it is the least positive one that
    /// keeps the weights finite, so that the means are plain.
    private func learn(
        _ answers: AnswersBySubject<Double>, _ values: [Double], _ counts: [Double], _ variances: inout [Double]
    ) -> Double {
        var squares = [Double](repeating: 0, count: variances.count)
        var all = 0.0
        for subject in 0..<answers.subjectCount {
            for answer in answers.range(ofSubject: subject) {
                let rest = answers.values[answer] - values[subject]
                squares[Int(answers.contributors[answer])] += rest * rest
                all += rest * rest
            }
        }
        let pooled = all / Double(answers.count)
        for contributor in variances.indices {
            let sum = priorAnswers * pooled + squares[contributor]
            let variance = sum / max(priorAnswers + counts[contributor], 1)
            variances[contributor] = max(variance, 1e-6 * pooled, 1e-200)
        }
        return pooled
    }

    private func weightedMeans(_ answers: AnswersBySubject<Double>, _ variances: [Double]) -> [Double] {
        (0..<answers.subjectCount).map { subject in
            // Relative to the greatest weight, so that tiny variances cannot overflow.
            var least = Double.infinity
            for answer in answers.range(ofSubject: subject) {
                least = min(least, variances[Int(answers.contributors[answer])])
            }
            var sum = 0.0
            var weights = 0.0
            for answer in answers.range(ofSubject: subject) {
                let weight = least / variances[Int(answers.contributors[answer])]
                sum += weight * answers.values[answer]
                weights += weight
            }
            return weights > 0 ? sum / weights : 0
        }
    }

    static let description = AnswerMethodDescription(
        method: .precisionWeighted, kind: .number,
        title: "a mean in which precise contributors count more",
        documentation: """
            Learns how far each contributor is usually from the consensus and weighs her answers by it. Everybody \
            starts as if she had given 20 answers of average precision: with few answers each, unlearnt weights are \
            better than learnt ones, and without this start the method is worse than the plain mean. A single wild \
            number still moves it: use `median` where numbers are typed, `log-count` for counts.
            """,
        source: """
            V. C. Raykar and others, Learning from crowds, Journal of Machine Learning Research 11 (2010) 1297-1322, \
            section on regression, with a prior on each precision.
            """,
        cost: "Linear in the answers for each iteration; at most 50 iterations, usually 5 to 10.",
        example: AnswerExample(
            story: """
                Ana and Ben measure alike; Cleo is off by a centimetre, once up, once down. The results stay closer \
                to Ana and Ben than the means 10.7 and 20.3 do.
                """,
            answers: [
                ["leaf-1", "ana", "10"], ["leaf-1", "ben", "10.1"], ["leaf-1", "cleo", "12"],
                ["leaf-2", "ana", "21"], ["leaf-2", "ben", "20.9"], ["leaf-2", "cleo", "19"],
            ],
            columns: AnswerExample.numberColumns,
            results: [
                ["leaf-1", "10.633289", "11", "0.531133", "3"],
                ["leaf-2", "20.366711", "20", "0.531133", "3"],
            ],
            compute: { $0.numbers { PrecisionWeighted().estimate(from: $0) } }))
}
