import Observations

extension AnswerRule {
    /// Levels that have an order: the median level and the mean.
    func levels(_ reading: AnswerReading) -> CrowdAnswers {
        let (answers, unreadable) = reading.answers { levels.firstIndex(of: $0) }
        let subjects = OrdinalThresholds().estimate(from: answers, levels: levels.count)
        var crowd = reading.crowd(
            answers, "The median level of the method's probabilities.",
            values: subjects.map { $0.level.map { levels[$0] } }, unreadable: unreadable)
        crowd.votesFor = subjects.map(\.votesFor)
        crowd.confidence = subjects.map(\.confidence)
        crowd.tied = subjects.map { $0.tied.map { levels[$0] } }
        crowd.add(
            ConsensusField(
                "_mean", .number, "The mean level: 0 is the lowest, \(levels.count - 1) the highest.", minimum: "0",
                maximum: "\(levels.count - 1)"), numbers: subjects.map(\.mean))
        return crowd
    }
}
