import ArgumentParser
import Files
import Transect

/// Shows where a published value came from.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Show where a published record came from: file, line, what was written, findings, votes.")

    @Argument(help: "The record's ID, such as 12-345.")
    var record: String

    @OptionGroup var project: ProjectOptions

    func run() throws {
        let explanation = try Explanation(of: record, project: project.location, disk: Disk())
        print(printable(explanation.text))
    }
}

/// Scores the consensus against known answers.
struct ScoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score",
        abstract: "Compare the consensus with known answers, plain majority beside it.",
        discussion: "The truth is a CSV file with the terms of the subject and of the question as columns.")

    @Option(help: "A CSV file with the known answers.")
    var truth: String

    @Option(help: "The column of the truth that holds the answer, if it is not called as the question.")
    var label: String?

    @OptionGroup var project: ProjectOptions

    @Flag(help: "Print it as JSON.")
    var json = false

    func run() throws {
        let score = try Score(truth: truth, labelColumn: label, project: project.location, disk: Disk())
        if json {
            print(score.json, terminator: "")
        } else {
            print(printable(table(score.rows)))
        }
    }
}
