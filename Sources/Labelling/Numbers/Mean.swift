/// The arithmetic mean.
package enum Mean {
    /// The consensus on all subjects; the standard error is s ÷ √n with the sample standard deviation s.
    package static func estimate(from answers: AnswersBySubject<Double>) -> NumberEstimate {
        NumberEstimate(
            subjects: (0..<answers.subjectCount).map { subject in
                let values = Array(answers.values[answers.range(ofSubject: subject)])
                guard !values.isEmpty else { return NumberConsensus(values, value: nil, standardError: nil) }
                let count = Double(values.count)
                var sum = 0.0
                for value in values { sum += value }
                let mean = sum / count
                var squares = 0.0
                for value in values { squares += (value - mean) * (value - mean) }
                let error = values.count > 1 ? (squares / (count - 1) / count).squareRoot() : nil
                return NumberConsensus(values, value: mean, standardError: error)
            }, contributors: [], iterations: 0)
    }

    static let description = AnswerMethodDescription(
        method: .mean, kind: .number,
        title: "the arithmetic mean",
        documentation: """
            For scores and ratings with two ends, where no answer can be far off. One typing error in an open number \
            moves it without limit: prefer the median there.
            """,
        source: "Student, The probable error of a mean, Biometrika 6 (1908) 1-25, for the standard error s ÷ √n.",
        cost: "One pass over the answers, no iterations.",
        example: AnswerExample(
            story: "Three people rate the sharpness of a photo from 1 to 5; the second photo has one rating.",
            answers: [
                ["photo-1", "ana", "4"], ["photo-1", "ben", "5"], ["photo-1", "cleo", "3"], ["photo-2", "ana", "2"],
            ],
            columns: AnswerExample.numberColumns,
            results: [
                ["photo-1", "4.000000", "4", "0.577350", "3"],
                ["photo-2", "2.000000", "2", "", "1"],
            ],
            compute: { $0.numbers { estimate(from: $0) } }))
}
