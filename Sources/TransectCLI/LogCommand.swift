import ArgumentParser
import Files
import Transect

/// Tells everything that happened.
struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Tell everything that happened, in words: files, editions, decisions, versions.",
        discussion: """
            A line for every event, oldest first: when, its number, and what it was. What became of a file is told as \
            it is judged now.
            """)

    @OptionGroup var project: ProjectOptions

    @OptionGroup var since: SinceOption

    @Flag(help: "Print it as JSON.")
    var json = false

    func run() throws {
        let log = try EventLog(project: project.location, disk: Disk(), since: since.instant)
        if json { return try write(log.json) }
        print(printable(log.text))
        if log.tellsOfFiles { Talk().say("What became of a file is told as it is judged now, not as it was then.") }
    }
}
