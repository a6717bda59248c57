import ArgumentParser
import Files
import Glibc
import Transect

/// Prints what makes the operating system run the project every night.
struct ScheduleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule",
        abstract: "Print a systemd timer, a service for `transect watch`, and a cron line for this project.",
        discussion: """
            Nothing is installed: the text says where each part belongs. The systemd timer makes up for nights on which \
            the machine was off; cron does not.
            """)

    @Option(help: "When to run every day, in the machine's time zone.")
    var at = "03:00"

    @OptionGroup var project: ProjectOptions

    func run() throws {
        let schedule = try Schedule(
            project: project.location, isOtherPipeline: project.pipeline != nil, program: Self.program(), at: at,
            disk: Disk())
        print(schedule.text, terminator: "")
    }

    /// Where this very program lies.
    private static func program() -> String {
        Disk().readLink("/proc/self/exe") ?? CommandLine.arguments[0]
    }
}
