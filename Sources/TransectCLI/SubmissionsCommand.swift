import ArgumentParser
import Files
import Storage
import Transect

/// Lists what came.
struct SubmissionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submissions", abstract: "List the submissions: when, from whom, and what became of each.",
        discussion: """
            One row for each, oldest first. Of a held submission the counts say what would become of its records. `transect \
            findings --submission N` tells what was found in one.
            """)

    @Option(help: "Only those of this submitter; \"\" for files that nobody is named for.")
    var submitter: String?

    @Option(
        help: "Only those in this state: \(SubmissionState.allCases.map(\.rawValue).joined(separator: ", ")).")
    var state: SubmissionState?

    @OptionGroup var since: SinceOption
    @OptionGroup var list: ListOptions
    @OptionGroup var project: ProjectOptions

    func run() throws {
        let found = try SubmissionList(
            submitter: submitter, state: state, since: since.instant, project: project.location, disk: Disk())
        switch list.format {
        case .csv: try write(found.csv)
        case .json: try write(found.json)
        case .text: try list.show(found.rows, otherwise: nothing)
        }
    }

    /// What is said where the list is empty.
    private var nothing: String {
        switch (state, submitter, since.since) {
        case (nil, nil, nil): "Nothing has come yet."
        case (.duplicate, nil, nil): "No submission is a duplicate."
        case (let state?, nil, nil): "No submission is \(state.rawValue)."
        default: "No submission matches."
        }
    }
}

extension SubmissionState: ExpressibleByArgument {}
