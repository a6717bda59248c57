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
            Safe to repeat and to stop at any instant: the next run carries on. Files that are not complete wait. \
            Originals stay in the drop folder unless the pipeline says otherwise (`arrival: {originals: …}`). \
            TRANSECT_NOW fixes the time of arrival, for repeatable runs. Exit code 1 if something waits for a \
            decision: a submission is held, a changed definition is not adopted, or the version would lose too many \
            records.
            """)

    @OptionGroup var flags: RunFlags
    @OptionGroup var project: ProjectOptions

    func run() async throws { try await flags.run(project, importing: nil) }
}

/// A bulk load of old files.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take a folder of old files, like a run, without overwriting what is newer.",
        discussion: """
            The folder is built like a drop folder: the first sub-folder names who delivers. Old files arrive late: \
            where a record is there already, it stays, unless the old file has a newer revision. Nothing in the drop \
            folder is taken.
            """)

    @Argument(help: "The folder with the old files.")
    var folder: String

    @OptionGroup var flags: RunFlags
    @OptionGroup var project: ProjectOptions

    func run() async throws {
        guard let kind = try Disk().status(folder)?.kind else { throw UsageError("There is no folder \(folder).") }
        guard kind == .directory || kind == .symlink else {
            throw UsageError("\(folder) is a \(kind.rawValue); name the folder that holds the old files.")
        }
        try await flags.run(project, importing: folder)
    }
}

/// How a run, or an import, is to work.
struct RunFlags: ParsableArguments {
    @Flag(help: "Say what would be taken and how it would be judged; change nothing.")
    var dryRun = false

    @Flag(inversion: .prefixedNo, help: "Publish a new version if the content has changed.")
    var publish = true

    @Flag(help: "Adopt a changed definition however many records it throws out.")
    var adopt = false

    @Flag(help: "Publish a version however many records it loses.")
    var publishAnyway = false

    @Option(
        help: """
            How the summary is printed on standard output: text, html (a page that can be mailed: no script, nothing \
            from elsewhere) or json.
            """)
    var format: SummaryFormat?

    @Flag(help: "The same as --format json.")
    var json = false

    @Option(help: "How many threads to work on; the result is the same with any number.")
    var threads: Int?

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("--threads must be 1 or more.") }
        if publishAnyway, !publish { throw ValidationError("--publish-anyway and --no-publish contradict each other.") }
        if json, let format, format != .json {
            throw ValidationError("--json and --format \(format.rawValue) contradict each other.")
        }
    }

    /// Does the work, prints the summary, and ends with 1 if this run came upon something that waits for a decision.
    func run(_ project: ProjectOptions, importing folder: String?) async throws {
        var options = RunOptions(threads: threads, publishes: publish, isDryRun: dryRun, now: try Instant.now())
        options.adopts = adopt
        options.publishesAnyway = publishAnyway
        options.importFrom = folder
        let talk = Talk()
        let progress = ProgressLine(talk: talk)
        let run = try Run(project: project.location, disk: Disk(), options: options) { progress.show($0) }
        let report = try await run.execute()
        progress.clear()
        switch format ?? (json ? .json : .text) {
        case .text: print(printable(report.text))
        case .html: try write(report.html(at: options.now))
        case .json: try write(report.json)
        }
        if report.needsDecision { throw ExitCode(1) }
    }
}

/// What the summary of a run is written as.
enum SummaryFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case html
    case json
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
