import Files
import Observations
import Storage

/// What the ledger vouches for.
package struct Verification {
    private let project: Project

    /// The ledger of a project.
    package init(project: Project) { self.project = project }

    /// The digest of every published version that the ledger knows; none where there is no ledger.
    package func digests() throws -> [Int: Digest] {
        let store = Store(root: project.store, disk: Disk())
        guard try store.disk.status(store.ledgerPath) != nil else { return [:] }
        var digests: [Int: Digest] = [:]
        for snapshot in try Ledger(store).snapshots() where snapshot.state == .published {
            digests[snapshot.number] = snapshot.digest
        }
        return digests
    }
}
