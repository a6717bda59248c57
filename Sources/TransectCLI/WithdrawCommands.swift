import ArgumentParser
import Files
import Transect

/// Takes records out of the dataset.
struct WithdrawCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Take records out of the dataset.",
        discussion: """
            The next version lacks them, and its changes.csv says so. A withdrawn record that is sent again comes \
            back only with a newer revision, or by `transect restore`.
            """)

    @Argument(help: "The records' IDs, such as 12-345, as in the first column of observations.csv.")
    var records: [String] = []

    @Option(help: "A CSV file that names the records in a column recordID.")
    var file: String?

    @OptionGroup var author: AuthorOptions
    @OptionGroup var project: ProjectOptions

    func validate() throws {
        if records.isEmpty == (file == nil) {
            throw ValidationError("Name records, or a file that does with --file; one of both.")
        }
    }

    func run() throws {
        let author = try author.author()
        let named = try file.map { try NamedRecord.read($0, disk: Disk()) } ?? records.map { NamedRecord($0) }
        try project.deciding { try $0.withdraw(named, author) }
    }
}

/// Brings withdrawn records back, or a whole project from a backup.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Bring withdrawn records back; or, with --into, a whole project from a backup.",
        usage: """
            transect restore <recordID> ... --by <by> --why <why> [--project <project>]
            transect restore --file <file> --by <by> --why <why> [--project <project>]
            transect restore <backup> --into <folder> [--key <key>]
            """,
        discussion: """
            Restored records are in the dataset again after the next run. A backup is restored into a folder that is \
            not there yet, after every file in it was compared with its digest.
            """)

    @Argument(help: "The records' IDs, such as 12-345; with --into the folder of the backup.")
    var names: [String] = []

    @Option(help: "A CSV file that names the records in a column recordID.")
    var file: String?

    @Option(help: "Who decides; required for records.")
    var by: String?

    @Option(help: "Why; required for records.")
    var why: String?

    @Option(help: "The folder in which the backed-up project is to be.")
    var into: String?

    @Option(help: "The file with the project's key, which is not in the backup.")
    var key: String?

    @OptionGroup var project: ProjectOptions

    func validate() throws {
        guard into == nil else {
            guard names.count == 1, file == nil, by == nil, why == nil else {
                throw ValidationError(
                    "With --into, name the folder of the backup, and --key if you have it; nothing else.")
            }
            return
        }
        if key != nil { throw ValidationError("--key belongs to --into, for the restoration of a backup.") }
        if names.isEmpty == (file == nil) {
            throw ValidationError("Name records, or a file that does with --file; one of both.")
        }
    }

    func run() throws {
        if let into {
            print(
                printable(
                    try ProjectRestoration(from: names[0], into: into, keyFile: key, disk: Disk()).text))
            return
        }
        let author = try Author(by: by ?? "", why: why ?? "")
        let named = try file.map { try NamedRecord.read($0, disk: Disk()) } ?? names.map { NamedRecord($0) }
        try project.deciding { try $0.restore(named, author) }
    }
}
