import ArgumentParser
import Files
import Observations
import Transect

/// Makes every published version again from the archive and the events, and compares.
struct RebuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Make every version again from the archived files and the recorded events, and compare every byte.",
        discussion: """
            Of the store only the archive, the events and the key are used, and nothing is changed. A version that \
            cannot be made again is told with the reason: somebody's data was erased, it was taken back, or it was \
            made under older rules of the program. Exit code 1 if a version differs and nothing explains it.
            """)

    @Option(help: "A new folder in which the rebuilt store and versions stay; otherwise they are thrown away.")
    var into: String?

    @Flag(help: "Print it as JSON.")
    var json = false

    @Option(help: "How many threads to work on; the result is the same with any number.")
    var threads: Int?

    @OptionGroup var project: ProjectOptions

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("--threads must be 1 or more.") }
    }

    func run() async throws {
        let progress = ProgressLine(talk: Talk())
        let options = RunOptions(threads: threads, now: try Instant.now())
        let rebuild = Rebuild(project: project.location, disk: Disk(), options: options) { progress.show($0) }
        let report = try await rebuild.run(into: into)
        progress.clear()
        if json { try write(report.json) } else { print(printable(report.text)) }
        if !report.isProved { throw ExitCode(1) }
    }
}
