import ArgumentParser
import Files
import Snapshots
import Transect

/// Checks every byte of published versions.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check every byte of published versions against what was published.",
        discussion: """
            In a project: of all its versions, against what the ledger recorded. In the folder of a version that was \
            downloaded, or given such a folder: of that version, against its datapackage.json. Exit code 1 if \
            anything differs, 2 if there is nothing to verify.
            """)

    @Argument(
        help: "Only this version, such as v1 or latest, or a folder that holds a version, downloaded or not.")
    var version: String?

    @OptionGroup var project: ProjectOptions

    func run() throws {
        let isIntact: Bool
        if let folder = try folder() {
            // Of a version of the project the ledger knows more than its folder does.
            isIntact = try ownVersion(folder).map { try verifyProject("v\($0)") } ?? verify(folder)
        } else {
            isIntact = try verifyProject(version)
        }
        if !isIntact { throw ExitCode(1) }
    }

    /// The folder that was meant, or in which the command was given; `nil` where it is about the project's versions.
    private func folder() throws -> VersionFolder? {
        if let version { return try project.versionFolder(version) }
        let (location, disk) = (project.location, Disk())
        // A version has a pipeline.yaml too. What tells a project from it is the ledger.
        if try Verification(project: location).isThere { return nil }
        let folder = VersionFolder(location.root, disk: disk)
        if try folder.isThere { return folder }
        guard try disk.status(location.pipeline) != nil else {
            throw UsageError(
                """
                There is nothing to verify in \(location.root): neither a project (pipeline.yaml) nor a published \
                version (datapackage.json). Name the folder of either: `transect verify FOLDER` for a version, \
                `--project FOLDER` for a project.
                """)
        }
        return nil
    }

    /// Which version of the project lies in a folder; `nil` where it is another one.
    private func ownVersion(_ folder: VersionFolder) throws -> Int? {
        guard try Verification(project: project.location).isThere else { return nil }
        let (versions, disk) = (try project.snapshotFolder(), Disk())
        let place = try disk.resolvedSoFar(folder.path)
        return try versions.versions().first { try disk.resolvedSoFar(versions.folder(of: $0)) == place }
    }

    private func verify(_ folder: VersionFolder) throws -> Bool {
        let report = try folder.verify()
        for problem in report.problems { print(printable("\(folder.path): \(problem)")) }
        Talk().say(printable("\(folder.path): \(counts(report)) \(Self.unguarded("No ledger is here that knows it"))"))
        return report.isIntact
    }

    private func verifyProject(_ version: String?) throws -> Bool {
        let folder = try project.snapshotFolder()
        let ledger = try Verification(project: project.location).versions()
        let known = try Set(folder.versions() + folder.tombstones() + ledger.keys).sorted()
        if known.isEmpty {
            throw UsageError(
                """
                Nothing has been published yet, so that there is nothing to verify. `transect run` publishes; a \
                version from elsewhere is verified with `transect verify FOLDER`.
                """)
        }
        var isIntact = true
        for version in try version.map({ [try publishedVersion($0, in: folder, among: known)] }) ?? known {
            let expected = ledger[version]?.expected ?? .published
            let report = try folder.verify(version, against: ledger[version]?.digest, expecting: expected)
            isIntact = isIntact && report.isIntact
            for problem in report.problems { print(printable("v\(version): \(problem)")) }
            if expected != .published, report.isIntact {
                let fate =
                    expected == .absent ? "removed, as the ledger knows" : "taken back; a tombstone is in its place"
                Talk().say("v\(version): \(fate).")
                continue
            }
            let guardian =
                report.isDescriptorProtected ? "" : " " + Self.unguarded("The ledger does not know it")
            Talk().say("v\(version): \(counts(report))\(guardian)")
        }
        return isIntact
    }

    private func counts(_ report: VerifyReport) -> String {
        "\(counted(report.files, "file")), \(report.bytes) bytes, \(counted(report.problems.count, "problem"))."
    }

    private static func unguarded(_ reason: String) -> String {
        "\(reason), so datapackage.json itself is not vouched for."
    }
}
