import ArgumentParser
import Files
import Observations
import Storage
import Transect

/// Takes somebody out of everything that the project keeps.
struct EraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Take somebody's data, or the name alone, out of store, archive and dataset, and publish that.",
        discussion: """
            The person is found by the name in the data, by all names in people.csv, and by the folder that files came \
            from. Older versions stay unless they are named with --tombstone. Later files cannot bring the person \
            back. Originals in the drop folder, in your backups and with others are not reached: see docs/erasure.md.
            """)

    @Argument(help: "The name as it stands in the data, or one of the names in people.csv.")
    var contributor: String

    @Flag(help: "Replace the name by a token; the records stay.")
    var identity = false

    @Flag(help: "Erase the records.")
    var data = false

    @Option(help: "Who does this.")
    var by: String

    @Option(help: "Why, without naming the person: it stays in the ledger for ever.")
    var why: String

    @Option(help: "Replace the data of a version by a tombstone, such as v3; may be given several times.")
    var tombstone: [String] = []

    @Flag(help: "Say what would be done; change nothing.")
    var dryRun = false

    @Option(help: "How many threads to work on; the result is the same with any number.")
    var threads: Int?

    @OptionGroup var project: ProjectOptions

    func validate() throws {
        if identity == data { throw ValidationError("Say how much: either --identity or --data.") }
        if let threads, threads < 1 { throw ValidationError("--threads must be 1 or more.") }
    }

    func run() async throws {
        var request = ErasureRequest(contributor: contributor, mode: data ? .data : .identity, by: by, why: why)
        request.tombstones = try tombstone.map { try versionNumber($0, in: project.snapshotFolder()) }
        request.isDryRun = dryRun
        let progress = ProgressLine(talk: Talk())
        let options = RunOptions(threads: threads, now: try Instant.now())
        let erase = try Erase(request, project: project.location, disk: Disk(), options: options) { progress.show($0) }
        let report = try await erase.execute()
        progress.clear()
        print(printable(report.text))
    }
}
