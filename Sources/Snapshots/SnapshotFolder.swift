import Files
import Observations

/// The folder that holds all published versions: `v1`, `v2`, …, and `latest`, which points to the newest.
///
/// Publishing has steps that can each be repeated, so that a run after a crash goes on where the last one stopped: the
/// draft is made visible under its name, `latest` is swapped, the files are made read-only. In between the caller
/// writes its ledger.
package struct SnapshotFolder: Sendable {
    /// Its path.
    package let path: String
    let disk: Disk

    private static let latestName = "latest"
    private static let draftPrefix = ".draft-"

    /// The folder at a path; it need not exist yet.
    package init(_ path: String, disk: Disk) {
        self.path = path
        self.disk = disk
    }

    /// The folder of a version.
    package func folder(of version: Int) -> String { "\(path)/v\(version)" }

    /// The hidden folder in which a version is drafted.
    package func draftFolder(of version: Int) -> String { "\(path)/\(Self.draftPrefix)v\(version)" }

    /// The versions that can be read, in ascending order. Drafts are not among them, nor are versions that were pruned
    /// or of which only a tombstone is left.
    package func versions() throws(DiskError) -> [Int] { try numbers(where: .published) }

    /// The versions of which only a tombstone is left, in ascending order.
    package func tombstones() throws(DiskError) -> [Int] { try numbers(where: .tombstone) }

    /// What is there of a version; `.absent` where it was pruned, or there never was one.
    package func state(of version: Int) throws(DiskError) -> VersionState {
        guard try disk.status(folder(of: version))?.kind == .directory else { return .absent }
        return try disk.status(folder(of: version) + "/" + Tombstone.fileName) == nil ? .published : .tombstone
    }

    private func numbers(where state: VersionState) throws(DiskError) -> [Int] {
        guard try disk.status(path) != nil else { return [] }
        var versions: [Int] = []
        for name in try disk.list(path) {
            if let version = Self.version(name), try self.state(of: version) == state { versions.append(version) }
        }
        return versions.sorted()
    }

    /// The version that `latest` points to; `nil` where there is none.
    package func latest() -> Int? {
        disk.readLink(path + "/" + Self.latestName).flatMap(Self.version)
    }

    /// What a version's `datapackage.json` says.
    ///
    /// - Throws: `SnapshotError` where the version does not exist, was pruned or taken back, or is damaged.
    package func package(of version: Int) throws -> PublishedPackage {
        switch try state(of: version) {
        case .published: return try PublishedPackage(reading: folder(of: version), disk: disk)
        case .tombstone:
            throw SnapshotError(
                .tombstone, "The data of version v\(version) in \(path) were taken back",
                remedy: "\(folder(of: version))/\(Tombstone.fileName) says why; use a newer version.")
        case .absent:
            let versions = try versions()
            let list = "There are: \(versions.map { "v\($0)" }.joined(separator: ", "))."
            let wasPruned = version < versions.last ?? 0
            throw SnapshotError(
                .missing, "There is no version v\(version) in \(path)" + (wasPruned ? ": it was pruned" : ""),
                remedy: versions.isEmpty ? "Nothing has been published yet." : list)
        }
    }

    /// `v12` is 12; names that only look like it (`v012`, `v0`) are none.
    static func version(_ name: some StringProtocol) -> Int? {
        guard name.hasPrefix("v"), let version = Int(name.dropFirst()), version > 0, name == "v\(version)" else {
            return nil
        }
        return version
    }

    // MARK: Publishing

    /// Gives a finished draft its name, in one step, never over a version that is there. Does nothing where the version
    /// is visible already.
    package func makeVisible(_ version: Int) throws {
        if try disk.status(folder(of: version)) == nil {
            guard try disk.status(draftFolder(of: version)) != nil else {
                throw SnapshotError(
                    .missing, "Version v\(version) was finished, but neither it nor its draft is in \(path)",
                    remedy: "Run again to draft it anew.")
            }
            try disk.rename(draftFolder(of: version), to: folder(of: version), replacing: false)
        }
        try disk.syncDirectory(path)
    }

    /// Lets `latest` point to a version, in one step, unless it points to a newer one.
    package func pointLatest(to version: Int) throws(DiskError) {
        if let latest = latest(), latest >= version { return try disk.syncDirectory(path) }
        try disk.symlink("v\(version)", at: path + "/" + Self.latestName)
    }

    /// Takes away all rights to write in a version's folder: files first, folders from the innermost outwards.
    package func seal(_ version: Int) throws(DiskError) {
        try seal(folder: folder(of: version))
    }

    func seal(folder: String) throws(DiskError) {
        for name in try disk.list(folder) {
            let path = folder + "/" + name
            switch try disk.status(path)?.kind {
            case .directory: try seal(folder: path)
            case .regular: try disk.setReadOnly(path)
            default: break
            }
        }
        try disk.setReadOnly(folder)
    }

    /// Finishes what a crash interrupted, once the ledger has recorded that version N with this digest is meant to be
    /// published. A version that was visible is never removed.
    ///
    /// - Returns: `false` where neither the version nor an intact draft of it is there, so that it has to be drafted
    ///   again; what is left of the draft is removed.
    /// - Throws: `SnapshotError` where the visible version is not the one that was meant.
    package func rollForward(_ version: Int, digest: Digest) throws -> Bool {
        if try disk.status(folder(of: version)) == nil {
            let draft = draftFolder(of: version)
            guard try disk.status(draft) != nil, try FolderContent(of: draft, disk: disk).digest == digest else {
                try disk.removeTree(draft)
                return false
            }
        } else {
            guard try FolderContent(of: folder(of: version), disk: disk).digest == digest else {
                throw SnapshotError(
                    .damaged, "\(folder(of: version)) is not the version that the ledger knows by this number",
                    remedy: "Run transect verify v\(version), and restore the folder from a copy; nothing was changed.")
            }
        }
        try makeVisible(version)
        try pointLatest(to: version)
        try seal(version)
        return true
    }

    /// Removes drafts that a crash left behind, and finishes prunings and tombstones that it interrupted. To be called
    /// after `rollForward`.
    package func removeDrafts() throws(DiskError) {
        guard try disk.status(path) != nil else { return }
        try finishTombstones()
        let prefixes = [Self.draftPrefix, Self.removedPrefix, Disk.temporaryPrefix]
        for name in try disk.list(path) {
            let isRubbish = prefixes.contains { name.hasPrefix($0) }
            if isRubbish { try disk.removeTree(path + "/" + name) }
        }
    }

    // MARK: Verifying

    /// Checks every byte of a version against its `datapackage.json`, and all of it against the digest that the ledger
    /// recorded.
    ///
    /// - Parameters:
    ///   - digest: The version's digest. Without it nothing vouches for `datapackage.json` itself, and the report says
    ///     so.
    ///   - state: What should be there of the version: nothing where the ledger knows that it was pruned, only a
    ///     tombstone where its data were taken back.
    package func verify(
        _ version: Int, against digest: Digest? = nil, expecting state: VersionState = .published
    ) throws -> VerifyReport {
        let found = try self.state(of: version)
        if state == .published, found == .published {
            return try VerifyReport(of: folder(of: version), against: digest, disk: disk)
        }
        var problems: [VerifyProblem] = []
        switch (found, state) {
        case (.absent, .absent): break
        case (.absent, _): problems = [.missingVersion(version)]
        case (.tombstone, .tombstone): problems = try strangersBesideTombstone(of: version)
        case (.tombstone, _): problems = [.takenBack(version)]
        case (.published, _): problems = [.stillThere(version)]
        }
        return VerifyReport(
            problems: problems, files: found == .tombstone ? 1 : 0, bytes: 0,
            isDescriptorProtected: digest != nil || state != .published)
    }
}

/// What is there of a version.
package enum VersionState: String, Sendable, CaseIterable {
    /// All of it.
    case published
    /// Its folder, with nothing but the word that its data were taken back.
    case tombstone
    /// Nothing: it was pruned, or there never was one.
    case absent
}
