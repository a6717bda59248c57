import ArgumentParser
import Files
import Transect

/// Prints what the methods have learnt about contributors.
struct SkillsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "skills",
        abstract: "Show how well contributors do, question by question, as the methods see it.",
        discussion: """
            Under the contributors' own names, for the project's people alone. A flag is a reason to look, nothing else: \
            nobody is left out for one, her votes already weigh what the method gives them. Versions have these figures \
            only where the pipeline says `publish: {skills: true}`, and then under pseudonyms.
            """)

    @Argument(help: "Only this question.")
    var question: String?

    @Flag(help: "Print a CSV table with a row for every figure.")
    var csv = false

    @OptionGroup var project: ProjectOptions

    func run() throws {
        let skills = try Skills(question: question, project: project.location, disk: Disk())
        if csv {
            try write(skills.csv)
        } else {
            for (question, rows) in skills.rows { print("\(question)\n\(printable(table(rows)))\n") }
        }
    }
}
