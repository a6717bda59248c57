import Snapshots
import Storage

extension Run {
    /// Brings store and snapshots to what the ledger says, after a crash or not.
    func recover(_ store: Store, _ ledger: Ledger) throws {
        _ = try store.recover(ledger: ledger)
        let snapshots = SnapshotFolder(project.path(plan.definition.publish.folder), disk: disk)
        for snapshot in try ledger.snapshots() where snapshot.state == .intent {
            guard try snapshots.rollForward(snapshot.number, digest: snapshot.digest) else {
                throw StoreError(
                    .missingFile, "The ledger has promised version \(snapshot.number), but its draft is gone",
                    remedy: "Restore the snapshots folder from a backup.")
            }
            try ledger.markPublished(snapshot.number)
        }
        try snapshots.removeDrafts()
    }
}
