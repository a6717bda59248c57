import Snapshots
import Storage

extension Run {
    /// Removes versions that the definition's `keep` no longer asks for. Releases and the newest version always stay.
    ///
    /// The ledger says first that a version is to go, so that an interrupted removal is finished by the next run. Its
    /// digest stays, and `rebuild` can make the very same version again.
    func prune(_ ledger: Ledger, _ report: inout RunReport) throws {
        guard options.publishes, let kept = plan.keep.nightly else { return }
        let folder = SnapshotFolder(snapshotsPath, disk: disk)
        let released = Set(try ledger.releases().map(\.version))
        let nightly = try ledger.snapshots().filter { $0.state == .published && !released.contains($0.number) }
        for snapshot in nightly.dropLast(max(1, kept)) {
            let decision = Decision(
                kind: .prune, version: snapshot.number, by: "", why: "keep: {nightly: \(kept)}")
            _ = try ledger.record(decision, at: options.now.seconds)
            try finishPruning(snapshot.number, ledger, folder)
            report.pruned.append(snapshot.number)
        }
    }

    /// Removes a version that the ledger says is to go.
    func finishPruning(_ version: Int, _ ledger: Ledger, _ folder: SnapshotFolder) throws {
        try folder.remove(version)
        try ledger.markPruned(version)
    }
}
