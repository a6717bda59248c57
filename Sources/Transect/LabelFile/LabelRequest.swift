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

    /// The method.
    ///
    /// - Throws: `UsageError` with the nearest name.
    func labellingMethod() throws -> LabellingMethod {
        if let method = LabellingMethod(rawValue: method) { return method }
        let known = LabellingMethod.allCases.map(\.rawValue)
        let near = nearestName(to: method, among: known).map { " Did you mean `\($0)`?" } ?? ""
        throw UsageError("There is no method `\(method)`; there are \(known.joined(separator: ", ")).\(near)")
    }
}
