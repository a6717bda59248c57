import Files
import Observations

/// Versions that go: pruned ones as a whole, those with data that somebody had erased but for a tombstone.
///
/// Both are done by renaming, so that a reader sees the whole version or none of it, and both can be repeated. What
/// a crash leaves behind has a hidden name; `removeDrafts` finishes it. Files that other versions share with the one
/// that goes (hard links) stay there.
extension SnapshotFolder {
    static let removedPrefix = ".removed-"
    private static let tombstonePrefix = ".tombstone-"

    /// Removes a version. Does nothing where it is not there.
    ///
    /// - Throws: `SnapshotError` for the version that `latest` points to.
    package func remove(_ version: Int) throws {
        try requireOlder(version, verb: "be removed")
        try disk.removeTree(tombstoneFolder(of: version))
        if try disk.status(folder(of: version)) != nil { try hide(version) }
        try removeHidden(version)
    }

    /// Replaces all files of a version by a page that says why they are gone; the folder stays, so that its name still
    /// leads somewhere. Does nothing where the version has a tombstone already.
    ///
    /// - Parameter text: The page; see `Tombstone.text`.
    /// - Throws: `SnapshotError` for the version that `latest` points to, and for one that is not there.
    package func replaceByTombstone(_ version: Int, _ text: String) throws {
        try requireOlder(version, verb: "be replaced by a tombstone")
        try finishTombstones()
        switch try state(of: version) {
        case .absent:
            throw SnapshotError(
                .missing, "There is no version v\(version) in \(path)",
                remedy: "A version that was pruned holds no data any more, and needs no tombstone.")
        case .tombstone: break
        case .published:
            let draft = tombstoneFolder(of: version)
            try disk.removeTree(draft)
            try disk.makeDirectory(draft)
            try disk.writeDurably(Array(text.utf8), to: draft + "/" + Tombstone.fileName)
            try disk.syncDirectory(path)
            try hide(version)
            try erect(version)
        }
        try seal(version)
        try removeHidden(version)
    }

    /// Gives tombstones their places whose versions were hidden before a crash; others were not yet due and go.
    func finishTombstones() throws(DiskError) {
        guard try disk.status(path) != nil else { return }
        for name in try disk.list(path) where name.hasPrefix(Self.tombstonePrefix) {
            guard let version = Self.version(name.dropFirst(Self.tombstonePrefix.count)),
                try disk.status(folder(of: version)) == nil,
                try disk.status(path + "/" + name + "/" + Tombstone.fileName) != nil
            else {
                try disk.removeTree(path + "/" + name)
                continue
            }
            try erect(version)
            try seal(version)
        }
    }

    /// What lies beside the tombstone of a version and should not.
    func strangersBesideTombstone(of version: Int) throws(DiskError) -> [VerifyProblem] {
        try disk.list(folder(of: version)).filter { $0 != Tombstone.fileName }.map { .unlisted($0) }
    }

    private func tombstoneFolder(of version: Int) -> String { "\(path)/\(Self.tombstonePrefix)v\(version)" }
    private func hiddenFolder(of version: Int) -> String { "\(path)/\(Self.removedPrefix)v\(version)" }

    private func requireOlder(_ version: Int, verb: String) throws(SnapshotError) {
        guard latest() == version else { return }
        throw SnapshotError(
            .newest, "Version v\(version) is the newest one, which \(path)/latest points to, and cannot \(verb)",
            remedy: "Publish a version without these data first.")
    }

    /// Takes a version out of sight, in one step.
    private func hide(_ version: Int) throws(DiskError) {
        try removeHidden(version)
        try disk.rename(folder(of: version), to: hiddenFolder(of: version), replacing: false)
        try disk.syncDirectory(path)
    }

    /// Puts a tombstone where the version was.
    private func erect(_ version: Int) throws(DiskError) {
        try disk.rename(tombstoneFolder(of: version), to: folder(of: version), replacing: false)
        try disk.syncDirectory(path)
    }

    private func removeHidden(_ version: Int) throws(DiskError) {
        let hidden = hiddenFolder(of: version)
        guard try disk.status(hidden) != nil else { return }
        try disk.removeTree(hidden)
        try disk.syncDirectory(path)
    }
}
