import ArgumentParser
import Files
import Snapshots
import Transect

/// Lists the published versions.
struct SnapshotsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshots", abstract: "List the published versions.")

    @OptionGroup var project: ProjectOptions

    func run() throws {
        let folder = try project.snapshotFolder()
        var rows = [["version", "date", "records", "files", "bytes"]]
        for version in try folder.versions() {
            let package = try folder.package(of: version)
            rows.append([
                "v\(version)" + (folder.latest() == version ? " (latest)" : ""), package.created,
                "\(package.observationCount)", "\(package.resources.count + 1)",
                "\(package.resources.reduce(0) { $0 + $1.size })",
            ])
        }
        if rows.count == 1 { Talk().say("Nothing has been published yet.") } else { print(printable(table(rows))) }
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
            to: try folder.package(of: try publishedVersion(new, among: folder.versions())), disk: Disk())
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
        guard change.kind == .changed else {
            return "\(change.kind.rawValue) \(thing)\(change.term.map { " \($0)" } ?? "")"
        }
        return "changed \(thing) \(change.term ?? ""): \(quoted(change.old)) → \(quoted(change.new))"
    }

    private func quoted(_ text: String?) -> String { text.map { "\"\($0.onOneLine)\"" } ?? "nothing" }
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
        let digests = try Verification(project: project.location).digests()
        let known = try Set(folder.versions() + digests.keys).sorted()
        let versions = try version.map { [try publishedVersion($0, among: known)] } ?? known
        var problems = 0
        for version in versions {
            let report = try folder.verify(version, against: digests[version])
            problems += report.problems.count
            for problem in report.problems { print(printable("v\(version): \(problem)")) }
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
