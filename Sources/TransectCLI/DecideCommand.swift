import ArgumentParser
import Files
import Transect

/// Records what an expert decides about a subject.
struct DecideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide", abstract: "Answer a question about a subject as an expert, whatever the votes say.",
        usage: """
            transect decide <subject> <question> <label> --by <by> --why <why> [--project <project>]
            transect decide <subject> <question> --undo --by <by> --why <why> [--project <project>]
            transect decide --file <file> [--by <by>] [--why <why>] [--project <project>]
            """,
        discussion: """
            A subject of several terms is written with | between their values, a | within one as \\|. The version \
            says that an expert decided; who and why stay private. A file has the subject's terms, question, label \
            (empty: the answer before is taken back), by and why as columns; it is recorded whole or not at all.
            """)

    @Argument(help: "The subject, the question, and the label.")
    var words: [String] = []

    @Flag(help: "Take the answer back that was given before.")
    var undo = false

    @Option(help: "A CSV file with decisions.")
    var file: String?

    @Option(help: "Who decides; for a file, where its column by is blank or missing.")
    var by: String?

    @Option(help: "Why; for a file, where its column why is blank or missing.")
    var why: String?

    @OptionGroup var project: ProjectOptions

    func validate() throws {
        guard file == nil else {
            guard words.isEmpty, !undo else {
                throw ValidationError("With --file, subjects, questions and labels stand in the file.")
            }
            return
        }
        guard words.count == (undo ? 2 : 3) else {
            throw ValidationError("Name the subject, the question, and the label, or --undo instead of the label.")
        }
    }

    func run() throws {
        let disk = Disk()
        let plan = try Plan(project: project.location, disk: disk)
        let decisions: [ExpertDecision]
        if let file {
            decisions = try ExpertDecision.read(
                file, subjectTerms: plan.subjectTerms, author: Author(optionalBy: by, why: why), disk: disk)
        } else {
            let author = try Author(by: by ?? "", why: why ?? "")
            decisions = [
                ExpertDecision(subject: words[0], question: words[1], label: undo ? nil : words[2], author: author)
            ]
        }
        try project.deciding { try $0.decide(decisions, plan) }
    }
}
