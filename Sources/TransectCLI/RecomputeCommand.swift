import ArgumentParser
import Files
import Snapshots
import Transect

/// Makes the consensus of a published version anew and compares it with what was published.
struct RecomputeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recompute",
        abstract: "Make the consensus of a published version anew from its votes, and compare every byte.",
        discussion: """
            Needs nothing but the version's own files: datapackage.json, pipeline.yaml, votes.csv, consensus.csv and, \
            where experts decided, decisions.csv. Exit code 1 if anything differs.
            """)

    @Argument(
        help: "A folder that holds a version, downloaded or not, or one of the project's: v1, or latest.")
    var version: String

    @Option(help: "The known answers that the methods learnt from, if they did; no version has them.")
    var gold: String?

    @OptionGroup var project: ProjectOptions

    func run() throws {
        let result = try Recompute(folder: folder(), gold: gold, disk: Disk()).run()
        for finding in result.findings { print(printable(finding)) }
        Talk().say(printable(result.summary))
        if !result.isEqual { throw ExitCode(1) }
    }

    /// The folder that was meant.
    private func folder() throws -> String {
        if let folder = try project.versionFolder(version) { return folder.path }
        let versions = try project.snapshotFolder()
        let number = try versionNumber(version, in: versions)
        do {
            return try versions.package(of: number).folder
        } catch let error as SnapshotError where error.kind != .damaged {
            throw UsageError("\(error)")
        }
    }
}
