import Snapshots
import Storage

extension Run {
    /// Brings store and snapshots to what the ledger says, after a crash or not.
    func recover(_ store: Store, _ ledger: Ledger) throws {
        _ = try store.recover(ledger: ledger)
        // A run that does not publish may go on beside another project's run that drafts in the same folder.
        guard options.publishes else { return }
        let snapshots = SnapshotFolder(snapshotsPath, disk: disk)
        for snapshot in try ledger.snapshots() where snapshot.state == .intent {
            if try snapshots.rollForward(snapshot.number, digest: snapshot.digest) {
                try ledger.markPublished(snapshot.number)
            } else {
                // Somebody has removed the draft before anyone could see it: it is drafted anew.
                try ledger.withdrawIntent(snapshot.number)
            }
        }
        if let last = try ledger.snapshots().last, last.state == .published,
            try disk.status(snapshots.folder(of: last.number)) == nil
        {
            throw UsageError(
                """
                Version v\(last.number) is not in \(snapshots.path). If `publish: {to: …}` has changed, move the folder \
                with all versions there; if it was lost, restore it from a copy.
                """)
        }
        try snapshots.removeDrafts()
        for snapshot in try ledger.snapshots() where snapshot.state == .pruning {
            try finishPruning(snapshot.number, ledger, snapshots)
        }
        try finishTombstones(ledger)
    }
}
