import Files
import Formats
import Labelling

/// What `transect label` is asked to do: one question about the rows of one file, without a project.
package struct LabelRequest: Sendable {
    /// The file of the answers, in any format that `openRecords` knows.
    package var answers: String
    /// Its format where it is declared (`FileFormat`); else it is told from the content.
    package var format: String?
    /// The columns that name what was judged.
    package var subject = ["task"]
    /// The column that says who judged.
    package var contributor = "worker"
    /// The column of the answers. The output's columns are called after it.
    package var question = "label"
    /// The method by its name in a pipeline.
    package var method = LabellingMethod.auto.rawValue
    /// Of `ordinal` and `binned-count`: the levels or classes.
    package var levels: [String] = []
    /// Of the methods for taxa: the file of the checklist.
    package var checklist: String?
    /// Of `taxon-roll-up` and `binary-relevance`: the probability from which something is published.
    package var threshold: Double?
    /// Of `bradley-terry`: answers that prefer neither.
    package var ties: [String] = []
    /// Of `marks`: how many pixels the marks of one object may lie from its middle.
    package var distance: Double?
    /// Answers that say that nothing applies; none where it is `none`.
    package var none: [String] = []
    /// Answers that are never true.
    package var unsure: [String] = []
    /// What a label needs to be published.
    package var accept = Acceptance()
    /// What several answers of one contributor on one subject mean.
    package var repeats = RepeatRule.latest
    /// Where the consensus goes; `-` is standard output, `nil` nowhere.
    package var output: String?
    /// Where the contributors' skills go.
    package var skills: String?
    /// A file of right answers to compare with.
    package var truth: String?
    /// A file of right answers to learn from.
    package var gold: String?
    /// Whether files that exist may be replaced.
    package var replacing = false

    /// A request about a file, with the defaults of the command.
    package init(answers: String) { self.answers = answers }

    /// The method, and what it has to be told.
    ///
    /// - Throws: `UsageError` with the nearest name, or with what is missing.
    func questionMethod(disk: Disk) throws -> QuestionMethod {
        if let method = LabellingMethod(rawValue: method) { return .choice(method) }
        guard let known = AnswerMethod(rawValue: method) else {
            let near = nearestName(to: method, among: QuestionMethod.names).map { " Did you mean `\($0)`?" } ?? ""
            throw UsageError(
                "There is no method `\(method)`; there are \(QuestionMethod.names.joined(separator: ", ")).\(near)")
        }
        var rule = AnswerRule(known)
        rule.levels = levels
        rule.threshold = threshold
        rule.ties = ties
        rule.distance = distance
        if known == .bradleyTerry, subject.count != 2 {
            throw UsageError("The method `bradley-terry` needs --subject twice: the columns of the two items.")
        }
        if !none.isEmpty { rule.none = none }
        rule.checklist = try checklist.map { try Checklist(file: $0, disk: disk) }
        if known == .ordinal, levels.count < 2 {
            throw UsageError(
                "The method `ordinal` needs --levels: the answers from the lowest to the highest, once each.")
        }
        if known == .binnedCount || known == .speciesPlurality, let problem = CountBins.problem(of: levels) {
            throw UsageError(problem)
        }
        if known.description.kind == .taxon, checklist == nil {
            throw UsageError("The method `\(method)` needs --checklist: a CSV file of the taxa that answers may name.")
        }
        return .answers(rule)
    }
}

extension Checklist {
    /// The checklist in a CSV file.
    ///
    /// - Throws: `UsageError` where it is none.
    fileprivate init(file: String, disk: Disk) throws {
        guard try disk.status(file) != nil else { throw UsageError("There is no file \(file).") }
        do {
            try self.init(Table(csv: disk.read(file)))
        } catch let error as ReadError {
            throw UsageError("\(file) cannot be read: \(error)")
        } catch let error as ChecklistError {
            throw UsageError("\(file): \(error)")
        }
    }
}
