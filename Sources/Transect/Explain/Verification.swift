import Files
import Observations
import Snapshots
import Storage

/// What the ledger vouches for.
package struct Verification {
    /// What the ledger says of a version.
    package struct Known: Sendable, Equatable {
        /// The digest of what was published.
        package let digest: Digest
        /// What should be there of it now.
        package let expected: VersionState
    }

    private let project: Project

    /// The ledger of a project.
    package init(project: Project) { self.project = project }

    /// Whether there is a ledger.
    package var isThere: Bool {
        get throws(DiskError) {
            let store = Store(root: project.store, disk: Disk())
            return try store.disk.status(store.ledgerPath) != nil
        }
    }

    /// What the ledger says of every version that it knows; none where there is no ledger.
    package func versions() throws -> [Int: Known] {
        guard try isThere else { return [:] }
        var versions: [Int: Known] = [:]
        for snapshot in try Ledger(Store(root: project.store, disk: Disk())).snapshots() {
            let expected: VersionState
            switch snapshot.state {
            case .intent: continue
            case .published: expected = .published
            case .pruning, .pruned: expected = .absent
            case .tombstoning, .tombstoned: expected = .tombstone
            }
            versions[snapshot.number] = Known(digest: snapshot.digest, expected: expected)
        }
        return versions
    }
}
