import ArgumentParser
import Files
import Snapshots
import Transect

/// Lists the published versions.
struct SnapshotsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshots", abstract: "List the published versions, those that were removed, and the releases.")

    @OptionGroup var project: ProjectOptions

    @Flag(help: "Print it as JSON.")
    var json = false

    func run() throws {
        let list = try VersionList(project: project.location, folder: try project.snapshotFolder(), disk: Disk())
        if json {
            print(list.json, terminator: "")
        } else if list.isEmpty {
            Talk().say("Nothing has been published yet.")
        } else {
            print(printable(table(list.rows)))
        }
    }
}

/// Shows what differs between two versions.
struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Show what differs between two versions, row by row.")

    @Argument(help: "The older version, such as v1.")
    var old: String

    @Argument(help: "The newer version, such as v2.")
    var new: String

    @OptionGroup var project: ProjectOptions

    @Flag(help: "Print only how many changes there are.")
    var summary = false

    func run() throws {
        let folder = try project.snapshotFolder()
        let diff = SnapshotDiff(
            from: try folder.package(of: try publishedVersion(old, among: folder.versions())),
            to: try folder.package(of: try publishedVersion(new, among: folder.versions())),
            renamed: try Plan(project: project.location, disk: Disk()).renamed, disk: Disk())
        var counts = ChangeCounts()
        try diff.run { change in
            counts.count(change)
            if !summary { print(printable(line(change))) }
            return true
        }
        Talk().say(
            """
            \(counted(counts.added, "record")) added, \(counts.changed) changed, \(counts.withdrawn) withdrawn; \
            \(counted(counts.subjects, "subject")) with another consensus.
            """)
    }

    private func line(_ change: Change) -> String {
        let thing =
            switch change.thing {
            case .record(let id): "\(id)"
            case .subject(let values): "subject \(values.joined(separator: ", ").onOneLine)"
            case .table(let name): name
            }
        if change.kind == .columnRenamed { return "renamed \(thing) \(change.old.quoted()) → \(change.term.quoted())" }
        guard change.kind == .changed else {
            return "\(change.kind.rawValue) \(thing)\(change.term.map { " \($0)" } ?? "")"
        }
        return "changed \(thing) \(change.term ?? ""): \(change.old.quoted()) → \(change.new.quoted())"
    }
}

/// Checks every byte of published versions.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check every byte of the published versions against what was published.")

    @Argument(help: "Only this version, such as v1.")
    var version: String?

    @OptionGroup var project: ProjectOptions

    func run() throws {
        let folder = try project.snapshotFolder()
        let ledger = try Verification(project: project.location).versions()
        let known = try Set(folder.versions() + folder.tombstones() + ledger.keys).sorted()
        let versions = try version.map { [try publishedVersion($0, among: known)] } ?? known
        var problems = 0
        for version in versions {
            let expected = ledger[version]?.expected ?? .published
            let report = try folder.verify(version, against: ledger[version]?.digest, expecting: expected)
            problems += report.problems.count
            for problem in report.problems { print(printable("v\(version): \(problem)")) }
            if expected != .published, report.isIntact {
                let fate =
                    expected == .absent ? "removed, as the ledger knows" : "taken back; a tombstone is in its place"
                Talk().say("v\(version): \(fate).")
                continue
            }
            let guardian =
                report.isDescriptorProtected
                ? "" : " The ledger does not know it, so datapackage.json itself is not vouched for."
            Talk().say(
                "v\(version): \(report.files) files, \(report.bytes) bytes, \(report.problems.count) problems.\(guardian)"
            )
        }
        if versions.isEmpty { Talk().say("Nothing has been published yet.") }
        if problems > 0 { throw ExitCode(1) }
    }
}

extension ProjectOptions {
    /// The folder of the published versions.
    func snapshotFolder() throws -> SnapshotFolder {
        let disk = Disk()
        let definition = try Plan(project: location, disk: disk).definition
        return SnapshotFolder(location.path(definition.publish.folder), disk: disk)
    }
}

/// A version that there is.
private func publishedVersion(_ text: String, among versions: [Int]) throws -> Int {
    let number = try versionNumber(text)
    guard versions.contains(number) else {
        let all =
            versions.isEmpty
            ? "Nothing has been published yet." : "There are: \(versions.map { "v\($0)" }.joined(separator: ", "))."
        throw UsageError("There is no version v\(number). \(all)")
    }
    return number
}

/// `v12` or `12`.
func versionNumber(_ text: String) throws -> Int {
    guard let number = Int(text.hasPrefix("v") ? text.dropFirst() : text[...]), number > 0 else {
        throw UsageError("`\(text)` is no version; write it as v1.")
    }
    return number
}
