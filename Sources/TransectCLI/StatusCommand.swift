import ArgumentParser
import Files
import Transect

/// Shows where a project stands.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show what waits in the drop folder, what was taken, and what is published.")

    @OptionGroup var project: ProjectOptions

    @Flag(help: "Print it as JSON.")
    var json = false

    func run() throws {
        let status = try ProjectStatus(project: project.location, disk: Disk())
        if json {
            print(status.json, terminator: "")
        } else {
            print(printable(status.text))
        }
    }
}
