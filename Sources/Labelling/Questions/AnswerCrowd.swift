import Observations

extension AnswerRule {
    /// What the method makes of votes whose labels are answers as they were written.
    func crowd(votes: Votes, _ question: QuestionRule) -> CrowdAnswers {
        let reading = AnswerReading(votes: votes, question: question)
        return switch method {
        case .median, .mean, .precisionWeighted, .logCount: numbers(reading)
        case .binnedCount: classes(reading)
        case .ordinal: levels(reading)
        case .rover, .medoid: texts(reading)
        case .communityTaxon: communityTaxa(reading)
        case .taxonRollUp: rolledUpTaxa(reading)
        case .binaryRelevance: lists(reading)
        case .speciesPlurality: species(reading)
        case .marks: marks(reading)
        case .bradleyTerry: preferences(reading)
        case .starRatings: ratings(reading)
        }
    }
}

/// Reads votes as answers of some kind; words for "unsure" are none of them.
struct AnswerReading {
    let votes: Votes
    private let question: QuestionRule

    init(votes: Votes, question: QuestionRule) {
        self.votes = votes
        self.question = question
    }

    /// Words for "unsure", which say nothing among the items of a list.
    var unsure: [String] { question.unsure }

    /// The answers, and how many there are that mean nothing to the question. Called once for each different text.
    func answers<Value: Sendable>(
        _ meaning: (String) -> Value?
    ) -> (answers: AnswersBySubject<Value>, unreadable: Int) {
        let answers = AnswersBySubject<Value>(votes) { question.isUnsure($0) ? nil : meaning($0) }
        return (answers, unreadable(answers.unreadable))
    }

    /// How many of some votes mean nothing to the question and are no word for "unsure" either.
    func unreadable(_ places: [Int]) -> Int {
        places.count { !question.isUnsure(votes.labels[Int(votes.voteLabels[$0])] ?? "") }
    }

    /// A crowd's answers with the parts that follow from the readable answers alone.
    func crowd<Value: Sendable>(
        _ answers: AnswersBySubject<Value>, _ meaning: String, values: [String?], unreadable: Int
    ) -> CrowdAnswers {
        var crowd = CrowdAnswers(
            meaning: meaning, values: TextColumn(values),
            votes: (0..<answers.subjectCount).map { answers.range(ofSubject: $0).count })
        crowd.unreadable = unreadable
        return crowd
    }
}

extension AnswerMethod {
    /// What `accept` can ask of the method, beside a number of votes.
    var measures: Set<AnswerMeasure> {
        switch self {
        case .median, .mean, .precisionWeighted, .logCount, .binaryRelevance, .speciesPlurality, .marks, .starRatings:
            []
        case .binnedCount, .communityTaxon, .medoid: [.agreement]
        case .ordinal, .rover, .taxonRollUp, .bradleyTerry: [.confidence, .agreement]
        }
    }
}
