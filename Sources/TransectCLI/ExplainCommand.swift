import ArgumentParser
import Files
import Transect

/// Shows where a published value came from.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract:
            "Show where a record or a consensus came from: file, line, what was written, findings, votes, history.",
        discussion: """
            A record is named by its ID (12-345), a subject by the values of its terms with | between them ("V2|Pica \
            pica"; a | within one is written \\|). The history tells every state with its submission, what people \
            decided about it and why, and what each version said. It names people and is not for publication.
            """)

    @Argument(help: "The record's ID, such as 12-345, or the subject.")
    var name: String

    @Flag(help: "It is a subject, even if it looks like a record's ID.")
    var subject = false

    @OptionGroup var project: ProjectOptions

    func run() throws {
        let explanation = try Explanation(of: name, isSubject: subject, project: project.location, disk: Disk())
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
            try write(score.json)
        } else {
            print(printable(table(score.rows)))
        }
    }
}
