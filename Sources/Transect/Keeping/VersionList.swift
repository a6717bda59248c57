import Files
import Observations
import Snapshots
import Storage

/// All versions that a project ever published: what is there of each, and which are releases.
package struct VersionList {
    private struct Line {
        var number: Int
        var state: VersionState
        var date: String
        var records: Int?
        var files: Int?
        var bytes: Int?
        var release: Release?
    }

    private var lines: [Line] = []
    private var latest: Int?

    /// Looks at a project's ledger and its folder of versions. Either may be missing.
    package init(project: Project, folder: SnapshotFolder, disk: Disk) throws {
        let store = Store(root: project.store, disk: disk)
        let ledger = try disk.status(store.ledgerPath) == nil ? nil : try Ledger(store)
        let known = Dictionary(try (ledger?.snapshots() ?? []).map { ($0.number, $0) }) { first, _ in first }
        let releases = Dictionary(try (ledger?.releases() ?? []).map { ($0.version, $0) }) { first, _ in first }
        let numbers = try Set(folder.versions()).union(try folder.tombstones()).union(known.keys).sorted()
        latest = folder.latest()
        for number in numbers {
            let snapshot = known[number]
            if snapshot?.state == .intent { continue }
            var line = Line(
                number: number, state: try folder.state(of: number),
                date: snapshot.map { "\(Instant(seconds: $0.date))" } ?? "", records: snapshot?.counts["records"],
                release: releases[number])
            if line.state == .published {
                let package = try folder.package(of: number)
                line.date = package.created
                line.records = package.observationCount
                // The package does not list itself, but is a file of the version like any other.
                let descriptor = try disk.status(folder.folder(of: number) + "/datapackage.json")?.size ?? 0
                line.files = package.resources.count + 1
                line.bytes = package.resources.reduce(Int(descriptor)) { $0 + $1.size }
            }
            lines.append(line)
        }
    }

    /// Whether there is nothing to list.
    package var isEmpty: Bool { lines.isEmpty }

    /// The lines for people, header first.
    package var rows: [[String]] {
        let hasReleases = lines.contains { $0.release != nil }
        let header = ["version", "date", "records", "files", "bytes"] + (hasReleases ? ["release", "DOI"] : [])
        return [header]
            + lines.map { line in
                let name = "v\(line.number)" + (latest == line.number ? " (latest)" : "")
                let files =
                    switch line.state {
                    case .published: line.files.map { "\($0)" } ?? ""
                    case .tombstone: "taken back"
                    case .absent: "removed"
                    }
                let release = hasReleases ? [line.release?.name ?? "", line.release?.doi ?? ""] : []
                return [
                    name, line.date, line.records.map { "\($0)" } ?? "", files, line.bytes.map { "\($0)" } ?? "",
                ] + release
            }
    }

    /// For programs.
    package var json: String {
        let value = JSONValue.array(
            lines.map { line in
                .object(
                    ("version", .integer(line.number)),
                    ("state", .string(line.state == .absent ? "removed" : line.state.rawValue)),
                    ("latest", .boolean(latest == line.number)), ("date", .string(line.date)),
                    ("records", line.records.map { .integer($0) }), ("files", line.files.map { .integer($0) }),
                    ("bytes", line.bytes.map { .integer($0) }), ("release", line.release.map { .string($0.name) }),
                    ("doi", line.release?.doi.map { .string($0) }))
            })
        return String(decoding: value.document, as: UTF8.self)
    }
}
