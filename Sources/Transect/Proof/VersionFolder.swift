import Files
import Snapshots

/// A folder that somebody names because it holds a published version: one that was downloaded, or one of a project's.
package struct VersionFolder: Sendable {
    /// Its path, without a slash at its end.
    package let path: String
    private let disk: Disk

    /// The folder at a path, whether a version is there or not.
    package init(_ path: String, disk: Disk) {
        self.path = path.withoutSlash
        self.disk = disk
    }

    /// Whether a version is there.
    package var isThere: Bool {
        get throws(DiskError) { try disk.status(path + "/datapackage.json") != nil }
    }

    /// What the version's `datapackage.json` says.
    ///
    /// - Throws: `UsageError` where no version is there, `SnapshotError` where its `datapackage.json` cannot be used.
    func open() throws -> PublishedPackage {
        try requireVersion()
        return try PublishedPackage(reading: path, disk: disk)
    }

    /// Checks every byte of the version against its `datapackage.json`, for which itself nothing vouches here.
    ///
    /// - Throws: `UsageError` where no version is there.
    package func verify() throws -> VerifyReport {
        try requireVersion()
        return try VerifyReport(of: path, against: nil, disk: disk)
    }

    private func requireVersion() throws {
        if try isThere { return }
        let tombstone = path + "/TOMBSTONE.md"
        let isTombstone = try disk.status(tombstone) != nil
        throw UsageError(
            isTombstone
                ? "The data of this version were taken back; \(tombstone) says why."
                : "\(path) holds no version: there is no datapackage.json. Name a version's folder, or a number (v1).")
    }
}
