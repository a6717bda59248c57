import Files
import Observations

/// A draft that is complete and safe on the disk, but not yet visible.
///
/// The caller's order: the ledger records version and digest as intended; `makeVisible`; `pointLatest`; the ledger
/// marks the version as published; `seal`. After a crash in between, `SnapshotFolder.rollForward` does what is left.
package struct FinishedDraft: ~Copyable {
    /// The number of the version.
    package let version: Int
    /// The digest by which the ledger knows the version.
    package let digest: Digest
    /// Whether there is anything new to publish.
    package let differsFromPrevious: Bool
    /// What changed since the previous version.
    package let changes: ChangeCounts
    private let folder: SnapshotFolder
    private let disk: Disk

    init(
        version: Int, digest: Digest, differsFromPrevious: Bool, changes: ChangeCounts, folder: SnapshotFolder,
        disk: Disk
    ) {
        self.version = version
        self.digest = digest
        self.differsFromPrevious = differsFromPrevious
        self.changes = changes
        self.folder = folder
        self.disk = disk
    }

    /// Gives the draft its name, in one step, never over a version that is there.
    package func makeVisible() throws { try folder.makeVisible(version) }

    /// Lets `latest` point to the version.
    package func pointLatest() throws { try folder.pointLatest(to: version) }

    /// Makes the version read-only.
    package consuming func seal() throws { try folder.seal(version) }

    /// Removes the draft instead.
    package consuming func discard() throws(DiskError) { try disk.removeTree(folder.draftFolder(of: version)) }
}
