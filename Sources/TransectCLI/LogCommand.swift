import ArgumentParser
import Files
import Observations
import Transect

/// Tells everything that happened.
struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Tell everything that happened, in words: files, editions, decisions, versions.",
        discussion: "A line for every event, oldest first: when, its number, and what it was.")

    @OptionGroup var project: ProjectOptions

    @Option(help: "Only what happened then or later: 2026-05-01, or 2026-05-01T12:00:00Z (UTC).")
    var since: String?

    @Flag(help: "Print it as JSON.")
    var json = false

    func run() throws {
        let instant = try since.map { text in
            guard let instant = Instant(text.utf8.count == 10 ? text + "T00:00:00Z" : text) else {
                throw UsageError("`\(text)` is no instant; write it as 2026-05-01 or 2026-05-01T12:00:00Z.")
            }
            return instant
        }
        let log = try EventLog(project: project.location, disk: Disk(), since: instant)
        if json { print(log.json, terminator: "") } else { print(printable(log.text)) }
    }
}
