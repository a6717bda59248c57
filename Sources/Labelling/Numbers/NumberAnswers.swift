import Observations

extension AnswerRule {
    /// Numbers and counts: value, standard error and spread.
    func numbers(_ reading: AnswerReading) -> CrowdAnswers {
        let (answers, unreadable) = reading.answers(NumberText.value)
        let isCount = method == .logCount
        let estimate =
            switch method {
            case .mean: Mean.estimate(from: answers)
            case .precisionWeighted: PrecisionWeighted().estimate(from: answers)
            case .logCount: LogCount().estimate(from: answers)
            default: Median.estimate(from: answers)
            }
        let subjects = estimate.subjects
        var crowd = reading.crowd(
            answers, Self.meaning(of: method),
            values: subjects.map { isCount ? $0.count.map(String.init) : $0.value.map(NumberCell.text) },
            unreadable: unreadable)
        crowd.kind = isCount ? .integer : .number
        crowd.iterations = estimate.iterations
        if !estimate.contributors.isEmpty {
            crowd.skills.add(
                ConsensusField(
                    "_deviation", .number,
                    isCount
                        ? "How far the answers are usually from the consensus, on a logarithmic scale: 0.1 is a tenth."
                        : "How far the answers are usually from the consensus (standard deviation).", minimum: "0"),
                estimate.contributors.map(NumberCell.text))
        }
        if isCount {
            crowd.add(
                ConsensusField("_estimate", .number, "The count before it is rounded."), numbers: subjects.map(\.value))
        } else {
            crowd.add(
                ConsensusField(
                    "_standard_error", .number,
                    "The standard error of the consensus, in its unit; empty where it cannot be told.", minimum: "0"),
                numbers: subjects.map(\.standardError))
        }
        crowd.add(
            ConsensusField("_low", .number, "The lower end of the 95 % interval; empty where it cannot be told."),
            numbers: subjects.map { $0.interval?.lowerBound })
        crowd.add(
            ConsensusField("_high", .number, "The upper end of the 95 % interval; empty where it cannot be told."),
            numbers: subjects.map { $0.interval?.upperBound })
        crowd.add(ConsensusField("_least", .number, "The least answer."), numbers: subjects.map(\.least))
        crowd.add(ConsensusField("_median", .number, "The median of the answers."), numbers: subjects.map(\.median))
        crowd.add(ConsensusField("_greatest", .number, "The greatest answer."), numbers: subjects.map(\.greatest))
        return crowd
    }

    private static func meaning(of method: AnswerMethod) -> String {
        switch method {
        case .mean: "The mean of the answers."
        case .precisionWeighted: "The mean of the answers, in which precise contributors count more."
        case .logCount: "The count, a weighted mean on a logarithmic scale, rounded to a whole number."
        default: "The median of the answers."
        }
    }

    /// Counts in classes: the middle class, the least and the greatest.
    func classes(_ reading: AnswerReading) -> CrowdAnswers {
        let bins = levels.isEmpty ? .serengeti : CountBins(reading: levels)
        let (answers, unreadable) = reading.answers { bins.bin(of: $0) }
        let subjects = BinnedCount().estimate(from: answers)
        let label = { (bin: Int?) in bin.map { bins.labels[$0] } }
        var crowd = reading.crowd(
            answers, "The middle class of the answers.", values: subjects.map { label($0.median) },
            unreadable: unreadable)
        crowd.votesFor = subjects.map(\.votesFor)
        crowd.votesForMeaning = "Answers for the middle class."
        crowd.add(
            ConsensusField("_least", .text, "The lowest class that was answered."),
            texts: subjects.map { label($0.least) })
        crowd.add(
            ConsensusField("_greatest", .text, "The highest class that was answered."),
            texts: subjects.map { label($0.greatest) })
        return crowd
    }
}

extension CountBins {
    /// Classes by their labels alone, each of which begins with its least count: `1`, `2-5`, `6+`. Where one does not,
    /// only its label is an answer.
    init(reading labels: [String]) {
        self.init(labels.map { label in (label, Self.leastCount(of: label) ?? Int.max) })
    }

    /// What is wrong with declared classes, for people; `nil` if nothing is.
    package static func problem(of labels: [String]) -> String? {
        var last = -1
        for label in labels {
            guard let least = leastCount(of: label) else {
                return "The class `\(label)` must begin with its least count, as 11-50 and 51+ do."
            }
            guard least > last else { return "The classes must go from few to many; `\(label)` does not." }
            last = least
        }
        return nil
    }

    /// The number with which a label begins; `nil` if it begins with none.
    package static func leastCount(of label: String) -> Int? {
        Int(label.prefix { $0.isASCII && $0.isNumber })
    }
}
