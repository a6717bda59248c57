import ArgumentParser
import Files
import Observations
import Transect

/// Gives a version a name under which it is kept.
struct ReleaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Give a version a name under which it is kept for ever.",
        discussion: """
            A release is never removed by `keep`. The name and the DOI stand beside the version, in the ledger: not \
            one of its bytes changes. Call it again with the same name when the DOI is known.
            """)

    @Argument(help: "The version, such as v12, or latest.")
    var version: String

    @Option(help: "The name, such as 2026.1; no two versions bear the same.")
    var name: String

    @Option(help: "The version's DOI, such as 10.5281/zenodo.1234567.")
    var doi: String?

    @Option(help: "Who releases it.")
    var by: String?

    @Option(help: "Why.")
    var why: String?

    @OptionGroup var project: ProjectOptions

    func run() throws {
        let number = try versionNumber(version, in: project.snapshotFolder())
        try project.deciding {
            try $0.release(number, name: name, doi: doi, Author(optionalBy: by, why: why))
        }
    }
}

/// Makes a backup.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the project to another folder, or bring the copy up to date.",
        discussion: """
            Everything but the drop folder and the key: store, versions, pipeline and the files that it refers to. \
            Repeated backups copy only what is new. `transect restore` brings one back.
            """)

    @Argument(help: "The folder of the backup: new, in a folder that is there; empty; or with an earlier one.")
    var folder: String

    @Option(help: "Write the project's key to this file, which must lie outside the backup.")
    var withKey: String?

    @OptionGroup var project: ProjectOptions

    func run() throws {
        let disk = Disk()
        let deciding = try Deciding(project: project.location, disk: disk, now: Instant.now())
        print(printable(try deciding.backUp(to: folder, keyFile: withKey, disk: disk).text))
    }
}
