import ArgumentParser
import Files
import Transect

/// Reports on every question: agreement, statuses, and whether confidence means what it says.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Report on every question: agreement, how many subjects are decided, and how reliable confidence is.",
        discussion: """
            With known answers (`gold` in the pipeline) there is a reliability table: of the subjects with a confidence \
            of, say, 0.8 to 0.9, how many are right. Each known subject is measured without its own answer. Without \
            known answers the report says that confidence is not calibrated.
            """)

    @Flag(help: "Print it as JSON.")
    var json = false

    @OptionGroup var project: ProjectOptions

    func run() throws {
        let report = try ConsensusReport(project: project.location, disk: Disk())
        guard !json else { return try write(report.json) }
        for section in report.sections {
            print("\(printable(section.question))\n\(printable(table(section.figures)))")
            if let statement = section.statement { print("\n" + statement) }
            for rows in section.tables { print("\n" + table(rows)) }
            print("")
        }
    }
}
