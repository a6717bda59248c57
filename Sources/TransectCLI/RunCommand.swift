import ArgumentParser
import Files
import Observations
import Transect

/// The nightly run.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract:
            "Take what lies in the drop folder, judge it, label it, and publish a new version if anything changed.",
        discussion: """
            Safe to repeat and to stop at any instant: the next run carries on. Originals stay in the drop folder. \
            TRANSECT_NOW fixes the time of arrival, for repeatable runs.
            """)

    @OptionGroup var project: ProjectOptions

    @Flag(help: "Say what would be taken and how it would be judged; change nothing.")
    var dryRun = false

    @Flag(inversion: .prefixedNo, help: "Publish a new version if the content has changed.")
    var publish = true

    @Flag(help: "Print the summary as JSON on standard output.")
    var json = false

    @Option(help: "How many threads to work on; the result is the same with any number.")
    var threads: Int?

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("--threads must be 1 or more.") }
    }

    func run() async throws {
        let options = RunOptions(
            threads: threads, publishes: publish, isDryRun: dryRun, now: try Instant.now())
        let talk = Talk()
        let progress = ProgressLine(talk: talk)
        let run = try Run(project: project.location, disk: Disk(), options: options) { progress.show($0) }
        let report = try await run.execute()
        progress.clear()
        if json {
            print(report.json, terminator: "")
        } else {
            print(printable(report.text))
        }
    }
}

/// One line on a terminal that is written over and over; plain lines, one per stage, elsewhere.
final class ProgressLine: Sendable {
    private let talk: Talk

    init(talk: Talk) { self.talk = talk }

    func show(_ progress: RunProgress) {
        guard talk.isTerminal else {
            if progress.isStart { talk.say(progress.text) }
            return
        }
        let filled = Int(progress.share * 24)
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
        talk.raw("\r\u{1B}[K\(bar) \(printable(progress.text))")
    }

    func clear() {
        if talk.isTerminal { talk.raw("\r\u{1B}[K") }
    }
}
