import ArgumentParser
import Files
import Observations
import Transect

/// Shows where a project stands.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show what waits in the drop folder, who has sent what and what became of it, and what is published.",
        discussion: """
            The table counts files by submitter: waiting in the drop folder, taken, sent again unchanged, refused because \
            they cannot be read, held, and out again (rejected, revoked or erased); then their records. `transect \
            submissions` and `transect findings` tell more.
            """)

    @OptionGroup var project: ProjectOptions

    @Flag(help: "Print it as JSON.")
    var json = false

    func run() throws {
        let status = try ProjectStatus(project: project.location, disk: Disk(), now: Instant.now())
        guard !json else { return try write(status.json) }
        let rows = status.rows
        let list = rows.isEmpty ? [] : [table(rows.map { $0.map(printable) })]
        let parts = [printable(status.opening)] + list + [printable(status.closing)]
        try write(parts.map { $0 + "\n" }.joined())
    }
}
