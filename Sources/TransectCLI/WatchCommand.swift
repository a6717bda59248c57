import ArgumentParser
import Files
import Observations
import Transect

/// Takes files as they arrive.
struct WatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Keep looking into the drop folder, and take and judge files within seconds of their arrival.",
        discussion: """
            Does what `transect run` does with every file that is complete, and publishes nothing unless --publish is \
            given: the nightly run publishes. It holds the project's lock only while it works. SIGTERM and SIGINT (Ctrl-C) \
            end it after the step that is under way; killing it at any instant is safe as well. Exit code 0 if it was \
            asked to end, whatever is held; 2 if the definition is wrong when it begins; 3 if the world is broken.
            """)

    @Option(help: "Look again after so many seconds, whether anything was heard or not.")
    var every = 10

    @Flag(help: "Publish a new version whenever the content has changed.")
    var publish = false

    @Option(help: "How many threads to work on; the result is the same with any number.")
    var threads: Int?

    @OptionGroup var project: ProjectOptions

    func validate() throws {
        if !(1...86_400).contains(every) { throw ValidationError("--every must be from 1 to 86400 seconds.") }
        if let threads, threads < 1 { throw ValidationError("--threads must be 1 or more.") }
    }

    func run() async throws {
        let stop = try StopRequest()
        var options = RunOptions(threads: threads, publishes: publish, now: try Instant.now())
        options.labels = publish
        let watch = Watch(
            project: project.location, disk: Disk(), options: options, every: every, stop: stop,
            now: { try Instant.now() })
        let talk = Talk()
        var telling = WatchTelling()
        try await watch.run { event in
            switch event {
            case .began(let folder):
                talk.say(printable("Watching \(folder), every \(every) s. End it with Ctrl-C or SIGTERM."))
            case .ran(let report):
                let lines = telling.lines(of: report)
                // These are news and no data: where they cannot be written, as on a full disk, the files are taken all
                // the same. A pipe that nobody reads any more ends the program, as it ends every command (SIGPIPE).
                if !lines.isEmpty { try? write(Array((printable(lines.joined(separator: "\n")) + "\n").utf8)) }
            case .busy: talk.say("Another run is at work; going on when it has ended.")
            case .problem(let problem): talk.problem(problem)
            case .ended: talk.say("Ended, as asked.")
            }
        }
    }
}
