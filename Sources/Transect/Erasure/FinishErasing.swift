import Files
import Snapshots
import Storage

extension Run {
    /// Brings an erasure to its end that has begun: in the archive, which `recover` has already put in order, in
    /// `people.csv`, and in the pages of the ledger. Usually nothing.
    ///
    /// - Returns: the run to go on with, whose definition no longer names the person.
    func finishingErasure(_ store: Store, _ ledger: Ledger) throws -> Run {
        guard try store.hasUnfinishedErasure(ledger: ledger) else { return self }
        var run = self
        if try scrubPeopleFile(Suppression(store, ledger)) {
            run = Run(
                project: project, plan: try Plan(project: project, disk: disk), disk: disk, options: options,
                progress: progress)
            run.snapshotsPath = snapshotsPath
            run.isRehearsal = isRehearsal
        }
        try run.removeReceipts(ledger)
        try store.endErasure(ledger: ledger)
        return run
    }

    /// Whether anybody's data were erased, so that newcomers are looked through for them.
    func erasesFromNewcomers(_ store: Store, _ ledger: Ledger) throws -> Bool {
        try !Suppression(store, ledger).isEmpty
    }

    /// Takes people whose data were erased out of files that came since, before anything is judged: nothing of a later
    /// export of all data stays in the archive or comes into the dataset. Under a changed definition all files are
    /// looked through again. Nothing is read where nobody is on the list.
    ///
    /// - Throws: `UsageError` where `people.csv` names somebody on the list again.
    func eraseFromNewcomers(_ store: Store, _ ledger: Ledger) throws {
        let suppression = try Suppression(store, ledger)
        guard !suppression.isEmpty else { return }
        try refuseErasedPeople(suppression)
        let definition = "\(plan.files.digest) \(semanticsVersion)"
        let last = try ledger.nextSequence() - 1
        let mark = try ledger.value(of: ErasureFact.lookedThrough)
        let parts = mark?.split(separator: "/").map(String.init) ?? []
        let first = parts.first == definition ? parts.last.flatMap { UInt32($0) } ?? 0 : 0
        guard first < last else { return }
        progress(RunProgress(isStart: true, text: "Looking for records that were erased", share: 0))
        let submissions = try ledger.submissions()
        var eraser = SubmissionEraser(
            plan: plan, store: store, suppression: suppression, names: [], among: submissions, writes: true)
        var erasure = Erasure()
        for submission in submissions where submission.sequence > first {
            if let redaction = try eraser.erase(submission) { erasure.redactions.append(redaction) }
        }
        erasure.lookedThrough = lookedThrough(definition, last: last)
        try ledger.erase(erasure, at: options.now.seconds)
        guard !erasure.isEmpty else { return }
        _ = try store.recover(ledger: ledger)
        try removeReceipts(ledger)
        try store.endErasure(ledger: ledger)
    }

    /// Removes the receipts about submissions that hold less now, and the pages of their senders. Those that are left get
    /// new ones with the next night.
    private func removeReceipts(_ ledger: Ledger) throws {
        guard let root = receiptsFolder, try disk.status(root) != nil else {
            return try ledger.forgetOutdatedReceipts()
        }
        for outdated in try ledger.outdatedReceipts() {
            let names = ReceiptNames(path: outdated.path, sequence: outdated.submission)
            guard try disk.status(root + "/" + names.folder) != nil else { continue }
            let place = try OpenFolder(names.folder, beneath: root, disk: disk)
            for entry in try disk.entries(of: names.folder, beneath: root)
            where names.isAbout(entry.name) || entry.name == ReceiptNames.index {
                try place.remove(entry.name)
            }
            try place.sync()
        }
        try ledger.forgetOutdatedReceipts()
    }

    /// The mark of how far files were looked through.
    func lookedThrough(_ definition: String, last: UInt32) -> String { "\(definition)/\(last)" }

    private func refuseErasedPeople(_ suppression: Suppression) throws {
        for person in plan.people.persons {
            for name in [person.name] + person.aliases {
                guard let entry = suppression.entry(name), entry.token != name else { continue }
                throw UsageError(
                    """
                    \(plan.definition.peopleFile?.value ?? "people.csv") names somebody again whose data were erased. \
                    Take the rows of \(name) out of it; otherwise the name would come back into the store.
                    """)
            }
        }
    }

    /// Puts tombstones in their places that were decided on, also before a crash.
    func finishTombstones(_ ledger: Ledger) throws {
        let folder = SnapshotFolder(snapshotsPath, disk: disk)
        for snapshot in try ledger.snapshots() where snapshot.state == .tombstoning {
            if try folder.state(of: snapshot.number) == .published {
                let package = try folder.package(of: snapshot.number)
                let text = Tombstone.text(
                    version: snapshot.number, title: plan.definition.title, created: package.created,
                    date: options.now, reason: "Somebody asked for their data to be erased.")
                try folder.replaceByTombstone(snapshot.number, text)
            }
            try ledger.markTombstoned(snapshot.number)
        }
    }
}
