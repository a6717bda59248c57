import Files
import Observations
import Snapshots
import Storage

/// Replays the archive and the events into a fresh store, version by version, and compares the bytes of every version
/// with those that were published.
///
/// Nothing of the project's store is used but its archive, its events and its key; nothing of it is changed.
package struct Rebuild {
    private let project: Project
    private let disk: Disk
    private let options: RunOptions
    private let progress: @Sendable (RunProgress) -> Void

    /// The rebuilding of a project.
    package init(
        project: Project, disk: Disk, options: RunOptions,
        progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
    ) {
        self.project = project
        self.disk = disk
        self.options = options
        self.progress = progress
    }

    /// Rebuilds every version.
    ///
    /// - Parameter target: a new or empty folder, on the same file system if possible, in which the rebuilt store and
    ///   versions stay; without it they are made in a scratch folder and thrown away.
    /// - Throws: `LockedError` if a run is at work; `UsageError` where there is nothing to rebuild.
    package func run(into target: String? = nil) async throws -> RebuildReport {
        let original = Store(root: project.store, disk: disk)
        guard try disk.status(original.ledgerPath) != nil else {
            throw UsageError("There is no store in \(project.root) yet; there is nothing to rebuild.")
        }
        guard let lock = try original.lock() else { throw LockedError(project: project.root) }
        defer { withExtendedLifetime(lock) {} }
        let history = try Ledger(original)
        // Without the key every contributor would get another pseudonym, and no version would be the same.
        if try history.value(of: .keyCheck) != nil { _ = try original.pseudonymKey(ledger: history) }
        let scratch = try target == nil ? ScratchFolder() : nil
        defer { scratch?.remove() }
        let folder = target ?? scratch?.path ?? ""
        try disk.makeDirectory(folder)
        guard try disk.list(folder).isEmpty else {
            throw UsageError("\(folder) is not empty. Name a new folder for the rebuilt store.")
        }
        return try await rebuild(original, history, in: folder)
    }

    private func rebuild(_ original: Store, _ history: Ledger, in folder: String) async throws -> RebuildReport {
        let store = Store(root: folder + "/store", disk: disk, base: StoreBase(archiveOf: original))
        try store.prepare()
        let ledger = try Ledger(store)
        let published = try history.snapshots().filter { $0.state != .intent }
        let erasure = try history.decisions(of: [.erase]).last?.event
        var report = RebuildReport()
        var replayed: Int64 = 0
        // Whether the version before is there as it was published, so that the changes since then can be made again.
        var hasPredecessor = true
        for snapshot in published {
            progress(
                RunProgress(
                    isStart: true, text: "Rebuilding v\(snapshot.number) of \(published.count)",
                    share: Double(snapshot.number - 1) / Double(published.count)))
            try ledger.replay(history, after: replayed, before: snapshot.event)
            replayed = snapshot.event
            let run = try run(of: snapshot, history, snapshots: folder + "/snapshots")
            try disk.makeDirectory(run.snapshotsPath)
            var rebuilt = RunReport()
            try await run.judgeAndPublish(store, ledger, &rebuilt)
            let digest = try ledger.snapshots().first { $0.number == snapshot.number }?.digest
            var verdict = verdict(on: snapshot, digest, erasure: erasure)
            if verdict == .differs, !hasPredecessor { verdict = .withoutPredecessor }
            report.versions.append(
                RebuildReport.Version(
                    number: snapshot.number, records: rebuilt.datasetRecords, verdict: verdict, state: snapshot.state))
            if digest == nil { try takeNumber(of: snapshot, run, ledger) }
            hasPredecessor = try digest == snapshot.digest || putPublished(snapshot, run)
        }
        if !report.isProved { report.damaged = try damagedFiles(history, Archive(store: original)) }
        return report
    }

    /// Archived files that are no longer what they were: what a version that differs is most likely due to.
    private func damagedFiles(_ history: Ledger, _ archive: Archive) throws -> [String] {
        var damaged: [String] = []
        for submission in try history.submissions() where ![.erased, .duplicate].contains(submission.state) {
            guard try !archive.isIntact(digest: submission.digest, originalPath: submission.path) else { continue }
            damaged.append(
                "\(archive.path(digest: submission.digest, originalPath: submission.path)) "
                    + "(submission \(submission.sequence), \(submission.path.onOneLine))")
        }
        return damaged
    }

    /// A run under the definition that held when a version was published.
    private func run(of snapshot: SnapshotRecord, _ history: Ledger, snapshots: String) throws -> Run {
        guard let edition = try history.editions().last(where: { $0.event < snapshot.event }) else {
            throw UsageError("The ledger names no definition for v\(snapshot.number).")
        }
        let archive = Archive(store: Store(root: project.store, disk: disk))
        guard let event = try history.events(after: snapshot.event - 1, limit: 1).first else {
            throw UsageError("The ledger does not say when v\(snapshot.number) was published.")
        }
        var options = options
        options.now = Instant(seconds: event.at)
        options.adopts = true
        options.publishes = true
        options.isDryRun = false
        var run = Run(
            project: project, plan: try Plan(of: edition, in: project, from: archive), disk: disk, options: options)
        run.snapshotsPath = snapshots
        return run
    }

    private func verdict(on snapshot: SnapshotRecord, _ digest: Digest?, erasure: Int64?) -> RebuildReport.Verdict {
        if digest == snapshot.digest { return .proved }
        if snapshot.state == .tombstoned || snapshot.state == .tombstoning { return .takenBack }
        if let erasure, snapshot.event < erasure { return .erased }
        if let semantics = snapshot.semantics, semantics < semanticsVersion { return .olderSemantics(semantics) }
        return .differs
    }

    /// Where nothing came of a version, because what it changed is gone, its number is taken all the same.
    private func takeNumber(of snapshot: SnapshotRecord, _ run: Run, _ ledger: Ledger) throws {
        _ = try ledger.recordIntent(
            number: snapshot.number, digest: snapshot.digest, date: snapshot.date,
            counts: PublicationMarks(ledger).counts(records: 0), semantics: semanticsVersion,
            at: run.options.now.seconds)
        try ledger.markPublished(snapshot.number)
    }

    /// Where a version could not be rebuilt, the published one takes its place: the next version lists the changes since
    /// that.
    ///
    /// - Returns: whether it is still there.
    private func putPublished(_ snapshot: SnapshotRecord, _ run: Run) throws -> Bool {
        let published = SnapshotFolder(project.path(run.plan.definition.publish.folder), disk: disk)
        let rebuilt = SnapshotFolder(run.snapshotsPath, disk: disk)
        let target = rebuilt.folder(of: snapshot.number)
        let isThere = try published.state(of: snapshot.number) == .published
        if isThere {
            if try disk.status(target) != nil { try disk.removeTree(target) }
            try copy(snapshot.number, of: published, to: target)
        } else if try disk.status(target) == nil, snapshot.number > 1 {
            // Nothing came of it: its content is that of the version before.
            try copy(snapshot.number - 1, of: rebuilt, to: target)
        }
        return isThere
    }

    private func copy(_ version: Int, of folder: SnapshotFolder, to target: String) throws {
        try disk.makeDirectory(target)
        for name in try folder.package(of: version).resources.map(\.path) + ["datapackage.json"] {
            try disk.makeDirectory(Disk.parent(of: "\(target)/\(name)"))
            try disk.copy("\(folder.folder(of: version))/\(name)", to: "\(target)/\(name)")
        }
    }
}
