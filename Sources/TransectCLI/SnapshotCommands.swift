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
            try write(list.json)
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

    @Argument(help: "The newer version, such as v2, or latest.")
    var new: String

    @OptionGroup var project: ProjectOptions

    @Flag(help: "Print only how many changes there are.")
    var summary = false

    func run() throws {
        let folder = try project.snapshotFolder()
        let diff = SnapshotDiff(
            from: try folder.package(of: try publishedVersion(old, in: folder, among: folder.versions())),
            to: try folder.package(of: try publishedVersion(new, in: folder, among: folder.versions())),
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
