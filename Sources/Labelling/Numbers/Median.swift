/// The middle answer, or the mean of the two in the middle.
package enum Median {
    /// The consensus on all subjects.
    ///
    /// The standard error is √(π ÷ 2) · 1.4826 · m ÷ √n, where m is the median distance of the n answers from their
    /// median: the large-sample value for a normal distribution, whose spread is itself measured robustly.
    package static func estimate(from answers: AnswersBySubject<Double>) -> NumberEstimate {
        NumberEstimate(
            subjects: (0..<answers.subjectCount).map { subject in
                let values = Array(answers.values[answers.range(ofSubject: subject)])
                let median = of(sorted: values.sorted())
                var error: Double?
                if let median, values.count > 1 {
                    let spread = of(sorted: values.map { abs($0 - median) }.sorted()) ?? 0
                    error = 1.2533141373155003 * 1.482602218505602 * spread / Double(values.count).squareRoot()
                }
                return NumberConsensus(values, value: median, standardError: error)
            }, contributors: [], iterations: 0)
    }

    /// The median of ascending numbers; `nil` of none.
    static func of(sorted: [Double]) -> Double? {
        guard !sorted.isEmpty else { return nil }
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2
    }

    static let description = AnswerMethodDescription(
        method: .median, kind: .number,
        title: "the middle answer",
        documentation: """
            The default for counts and measurements: half of the people may be wildly wrong and it still holds. With \
            an even number of answers it is the mean of the two in the middle; as a count it is rounded, halves \
            upwards. The standard error takes the good answers to be normally distributed; it is 0 where more than \
            half of the answers are equal.
            """,
        source: """
            P. J. Huber and E. M. Ronchetti, Robust statistics, 2nd edition, Wiley 2009: the median, and the median \
            absolute deviation scaled by 1.4826.
            """,
        cost: "One sort of each subject's answers, no iterations.",
        example: AnswerExample(
            story: "Three people count the geese in a photo; one has typed a digit twice.",
            answers: [
                ["photo-1", "ana", "12"], ["photo-1", "ben", "14"], ["photo-1", "cleo", "122"],
                ["photo-2", "ana", "3"], ["photo-2", "ben", "4"],
            ],
            columns: AnswerExample.numberColumns,
            results: [
                ["photo-1", "14.000000", "14", "2.145626", "3"],
                ["photo-2", "3.500000", "4", "0.656961", "2"],
            ],
            compute: { $0.numbers { estimate(from: $0) } }))
}

extension AnswerExample {
    static let numberColumns = ["subject", "value", "count", "standard_error", "votes"]

    /// The cells of a consensus on numbers.
    func numbers(_ method: (AnswersBySubject<Double>) -> NumberEstimate) -> [[String]] {
        let (answers, subjects) = read { NumberText.value(of: $0) }
        return zip(subjects, method(answers).subjects).map { name, subject in
            [
                name, Self.cell(subject.value), subject.count.map(String.init) ?? "",
                Self.cell(subject.standardError), String(subject.votes),
            ]
        }
    }
}
