import Observations

/// What a method makes of answers that are not one label, on all subjects, ready to be judged and published.
struct CrowdAnswers: Sendable {
    /// A column of the method's own.
    struct Detail: Sendable {
        var field: ConsensusField
        var column: TextColumn
    }

    /// What the consensus is, as it is described in the columns' documentation: "The median of the answers".
    var meaning: String
    /// What the cells of the consensus are.
    var kind: ConsensusField.Kind = .text
    /// The consensus on every subject as text; missing where there is none.
    var values: TextColumn
    /// How many answers there are on every subject.
    var votes: [Int]
    /// How many of them say the same as the consensus; `nil` for methods whose consensus need not be anybody's answer.
    var votesFor: [Int]?
    /// What `votesFor` counts, in words.
    var votesForMeaning = "Answers that are the same as the leading one."
    /// The probability of the consensus; `nil` for methods that have none.
    var confidence: [Double?]?
    /// What `confidence` is, in words.
    var confidenceMeaning = "The method's probability of the leading answer. Not calibrated."
    /// Answers that share the first place; `nil` for methods that know no ties.
    var tied: [[String]]?
    /// What `tied` holds, in words.
    var tiedMeaning = "All answers that are tied for the first place, separated by |."
    /// The method's own columns.
    var details: [Detail] = []
    /// Tables beside the consensus.
    var tables: [AnswerTable] = []
    /// What was learnt about the contributors.
    var skills = SkillColumns()
    /// How many iterations were made.
    var iterations = 0
    /// Answers that could not be read.
    var unreadable = 0

    /// Adds a column of numbers that have been measured.
    mutating func add(_ field: ConsensusField, numbers: [Double?]) {
        details.append(Detail(field: field, column: TextColumn(numbers.map { $0.map(NumberCell.text) })))
    }

    /// Adds a column of shares or probabilities.
    mutating func add(_ field: ConsensusField, shares: [Double?]) {
        details.append(Detail(field: field, column: TextColumn(shares.map { $0.map(NumberCell.share) })))
    }

    /// Adds a column of texts; an empty one is a missing cell.
    mutating func add(_ field: ConsensusField, texts: [String?]) {
        details.append(Detail(field: field, column: TextColumn(texts.map { $0?.isEmpty ?? true ? nil : $0 })))
    }
}
