/// Counts weighed on a logarithmic scale, on which mistakes are as large for few as for many.
///
/// `PrecisionWeighted` on x = ln(1 + y), and y = eˣ − 1 of what comes out. The interval is that of x ± 1.96 standard
/// errors, turned back.
package struct LogCount: Sendable {
    /// How the logarithms are weighed.
    package var weighting: PrecisionWeighted

    /// The method as pipelines use it. The parameter is for measuring what it does.
    package init(weighting: PrecisionWeighted = PrecisionWeighted()) { self.weighting = weighting }

    /// The consensus on all subjects. Answers below 0 are no counts and are taken for 0.
    ///
    /// The contributors' standard deviations are on the logarithmic scale: 0.1 is about a tenth of the number.
    package func estimate(from answers: AnswersBySubject<Double>) -> NumberEstimate {
        let logarithms = weighting.estimate(from: answers.mapped { StableMath.log(1 + max($0, 0)) })
        let back = { (x: Double) in max(StableMath.exp(x) - 1, 0) }
        return NumberEstimate(
            subjects: (0..<answers.subjectCount).map { subject in
                let estimate = logarithms.subjects[subject]
                var consensus = NumberConsensus(
                    Array(answers.values[answers.range(ofSubject: subject)]), value: estimate.value.map(back),
                    standardError: nil)
                consensus.interval = estimate.interval.map { back($0.lowerBound)...back($0.upperBound) }
                return consensus
            }, contributors: logarithms.contributors, iterations: logarithms.iterations)
    }

    static let description = AnswerMethodDescription(
        method: .logCount, kind: .number,
        title: "counts weighed on a logarithmic scale",
        documentation: """
            Who counts 10 animals is off by one, who counts 1,000 by a hundred: on the scale ln(1 + count) both are \
            alike, and contributors can be compared. There it is `precision-weighted`; the result is turned back and, \
            as a count, rounded, halves upwards. It is close to a geometric mean, hence below the arithmetic one. \
            Instead of a standard error it has an interval, which is wider above than below.
            """,
        source: """
            C. B. Williams, The use of logarithms in the interpretation of certain entomological problems, Annals of \
            Applied Biology 24 (1937) 404-414, for ln(1 + count); weights as under `precision-weighted`.
            """,
        cost: "As `precision-weighted`, and one logarithm for each answer.",
        example: AnswerExample(
            story: "Two flocks, each counted three times. The mean of the second would be 1,033.",
            answers: [
                ["flock-1", "ana", "9"], ["flock-1", "ben", "10"], ["flock-1", "cleo", "8"],
                ["flock-2", "ana", "900"], ["flock-2", "ben", "1000"], ["flock-2", "cleo", "1200"],
            ],
            columns: ["subject", "value", "count", "least", "greatest", "votes"],
            results: [
                ["flock-1", "9.006681", "9", "7.916111", "10.230643", "3"],
                ["flock-2", "1020.980101", "1021", "909.600470", "1145.983075", "3"],
            ],
            compute: { example in
                let (answers, subjects) = example.read { NumberText.value(of: $0) }
                return zip(subjects, LogCount().estimate(from: answers).subjects).map { name, subject in
                    [
                        name, AnswerExample.cell(subject.value), subject.count.map(String.init) ?? "",
                        AnswerExample.cell(subject.interval?.lowerBound),
                        AnswerExample.cell(subject.interval?.upperBound), String(subject.votes),
                    ]
                }
            }))
}
