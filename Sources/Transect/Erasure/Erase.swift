import Files
import Observations
import Snapshots
import Storage

/// What somebody asks for, and who carries it out.
package struct ErasureRequest: Sendable {
    /// The name as it stands in the data, or one of the names in `people.csv`.
    package var contributor: String
    /// How much goes.
    package var mode: ErasureMode
    /// Who carries it out.
    package var by: String
    /// Why.
    package var why: String
    /// Versions whose data are to be replaced by a tombstone.
    package var tombstones: [Int] = []
    /// Whether nothing is to be changed.
    package var isDryRun = false

    /// A request of those parts.
    package init(contributor: String, mode: ErasureMode, by: String, why: String) {
        self.contributor = contributor
        self.mode = mode
        self.by = by
        self.why = why
    }
}

/// Takes somebody out of everything that the project keeps, and publishes a version without.
///
///     copies without the person ─► one transaction ─► originals go ─► all history is judged again ─► a new version
///
/// Every step can be repeated: after a crash the next run, or the same command, goes on where this one stopped.
package struct Erase {
    private let request: ErasureRequest
    private let run: Run

    /// An erasure in a project.
    ///
    /// - Throws: `DefinitionError` or `UsageError` if the pipeline cannot be carried out.
    package init(
        _ request: ErasureRequest, project: Project, disk: Disk, options: RunOptions,
        progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
    ) throws {
        self.request = request
        var options = options
        options.publishesAnyway = true
        run = try Run(project: project, disk: disk, options: options, progress: progress)
    }

    /// Carries it out.
    ///
    /// - Throws: `UsageError` where it cannot be done as it is asked for, and what `Run.execute` throws.
    package func execute() async throws -> ErasureReport {
        let store = Store(root: run.project.store, disk: run.disk)
        guard try run.disk.status(store.ledgerPath) != nil else {
            throw UsageError("Nothing was ever taken here. Remove the files from the drop folder, and nothing is.")
        }
        guard let lock = try store.lock() else { throw LockedError(project: run.project.root) }
        defer { withExtendedLifetime(lock) {} }
        let ledger = try Ledger(store)
        try run.recover(store, ledger)
        var run = try self.run.finishingErasure(store, ledger)
        try refuse(run, ledger)
        let key = try store.pseudonymKey(ledger: ledger)
        var suppression = Suppression(key: key, names: try ledger.suppressedNames())
        let names = names(run)
        let added = suppression.add(names, mode: request.mode)

        var report = ErasureReport(request, proof: suppression.proof(of: names[0]))
        var eraser = SubmissionEraser(
            plan: run.plan, store: store, suppression: suppression, names: names,
            among: try ledger.submissions(), writes: !request.isDryRun)
        let erasure = try erasure(run, store, ledger, suppression, added, &eraser, &report)
        report.take(eraser)
        report.namingFiles = try namingFiles(run, names)
        let people = run.plan.people
        var pseudonyms = Pseudonyms(key: key) { people.person($0) }
        var plain = Pseudonyms(key: key)
        let known = Set(names.flatMap { [pseudonyms.pseudonym(of: $0), plain.pseudonym(of: $0)] }.compactMap { $0 })
        let records = request.mode == .data ? eraser.records : []
        let versions = OlderVersions(folder: SnapshotFolder(run.snapshotsPath, disk: run.disk), disk: run.disk)
        report.versions = try versions.holding(known, records)
        guard !request.isDryRun else { return report }

        if !erasure.isEmpty {
            report.event = try ledger.erase(erasure, at: run.options.now.seconds)?.id
            _ = try store.recover(ledger: ledger)
            run = try run.finishingErasure(store, ledger)
        }
        report.isRepeated = erasure.isEmpty
        var night = RunReport()
        night.name = run.plan.definition.name
        try await run.judgeAndPublish(store, ledger, &night)
        report.night = night
        try tombstone(run, ledger, &report)
        report.versions = try versions.holding(known, records)
        return report
    }

    /// All names of the person, the one to be known by first.
    private func names(_ run: Run) -> [String] {
        let names = run.plan.people.aliases(of: request.contributor)
        return names.contains(request.contributor) ? names : names + [request.contributor]
    }

    /// Refuses what cannot be done, before anything is.
    private func refuse(_ run: Run, _ ledger: Ledger) throws {
        guard !PersonName.canonical(request.contributor).isEmpty else {
            throw UsageError("Whose data? Name the person as in the data, or by one of the names in people.csv.")
        }
        for (text, option) in [(request.by, "--by"), (request.why, "--why")] {
            if PersonName.canonical(text).isEmpty {
                throw UsageError("Say with \(option) \(option == "--by" ? "who does this" : "why"); it stays for ever.")
            }
            if NameSearch(names(run)).isIn(Array(text.utf8)[...]) {
                throw UsageError(
                    "\(option) names the person, and what it says stays for ever. Say it without the name.")
            }
        }
        guard let judged = try ledger.value(of: LedgerFact.judgedUnder) else {
            throw UsageError("Nothing has been judged here yet. Run first.")
        }
        guard judged.hasPrefix(try run.judgedUnder(ledger).definition) else {
            throw UsageError(
                """
                The definition has changed since the last run. Run first, so that the erasure is the only thing that \
                the next version changes.
                """)
        }
        let snapshots = try ledger.snapshots()
        for version in request.tombstones {
            guard let snapshot = snapshots.first(where: { $0.number == version }) else {
                throw UsageError("There is no version v\(version). `transect snapshots` lists the versions there are.")
            }
            guard [.published, .tombstoning, .tombstoned].contains(snapshot.state) else {
                throw UsageError("The files of v\(version) are gone already; leave it out.")
            }
        }
    }

    /// All that changes; copies are durable on return.
    private func erasure(
        _ run: Run, _ store: Store, _ ledger: Ledger, _ suppression: Suppression, _ added: [SuppressedName],
        _ eraser: inout SubmissionEraser, _ report: inout ErasureReport
    ) throws -> Erasure {
        run.progress(RunProgress(isStart: true, text: "Looking through all files", share: 0))
        var erasure = Erasure()
        erasure.names = added
        let submissions = try ledger.submissions()
        var proof: [String] = []
        for (index, submission) in submissions.enumerated() {
            run.progress(
                RunProgress(
                    isStart: false, text: "Looking through file \(index + 1) of \(submissions.count)",
                    share: Double(index) / Double(submissions.count)))
            guard let redaction = try eraser.erase(submission) else { continue }
            erasure.redactions.append(redaction)
            switch redaction.content {
            case .unchanged: break
            case .removed: proof.append("submission \(submission.sequence): removed \(submission.digest)")
            case .replaced(let copy):
                proof.append("submission \(submission.sequence): \(submission.digest) replaced by \(copy)")
            }
        }
        erasure.editions = try run.scrubbedEditions(suppression, store, ledger, writes: !request.isDryRun)
        report.editions = erasure.editions.count
        let removed = Set(erasure.redactions.filter { $0.content == .removed }.map(\.submission))
        let keys = try keysToForget(store, ledger, eraser.records, removed)
        erasure.decisions = try scrubbedDecisions(ledger, suppression, names(run), without: keys)
        if let latest = try ledger.latestEdition(),
            let redacted = erasure.editions.first(where: { $0.number == latest.number }),
            let judged = try ledger.value(of: LedgerFact.judgedUnder), judged.hasPrefix(latest.digest.description)
        {
            erasure.judgedUnder = "\(redacted.digest)" + judged.dropFirst(latest.digest.description.count)
        }
        guard !erasure.isEmpty else { return erasure }
        let definition = erasure.judgedUnder.map { $0.split(separator: " ").prefix(2).joined(separator: " ") }
        erasure.lookedThrough = run.lookedThrough(
            definition ?? "\(run.plan.files.digest) \(semanticsVersion)", last: submissions.last?.sequence ?? 0)
        let counts = eraser.count
        erasure.decision = Decision(
            kind: .erase,
            subject: [
                "records erased: \(counts.erasedRecords)", "records renamed: \(counts.renamedRecords)",
                "files removed: \(counts.removedFiles)", "files redacted: \(counts.redactedFiles)",
            ] + proof, label: request.mode.rawValue, name: report.proof, by: request.by, why: request.why)
        return erasure
    }

    /// The records of the person whose keys decisions have kept: those that she has brought, and those whose present
    /// content is hers.
    private func keysToForget(
        _ store: Store, _ ledger: Ledger, _ records: Set<RecordID>, _ removed: Set<UInt32>
    ) throws -> Set<String> {
        let kept = try ledger.decisions(of: [.withdraw, .restore]).flatMap { $0.decision.keys?.keys.sorted() ?? [] }
        let names = Set(kept.compactMap { RecordID($0) }).sorted()
        func isTheirs(_ name: RecordID) -> Bool { records.contains(name) || removed.contains(name.submission) }
        var theirs = Set(names.filter(isTheirs))
        let segments = try ledger.segments()
        let places = try RecordLookup(store: store, segments: segments).places(of: names).compactMap { $0 }
        var present = try CurrentObservations(
            store: store, segments: segments, terms: [], ranges: places.map { $0..<$0 + 1 }, includingHidden: true)
        while let batch = try present.next() {
            for (name, origin) in zip(batch.ids, batch.origins) where isTheirs(origin) { theirs.insert(name) }
        }
        return Set(theirs.map { "\($0)" })
    }

    /// What earlier decisions say about the person.
    private func scrubbedDecisions(
        _ ledger: Ledger, _ suppression: Suppression, _ names: [String], without keys: Set<String>
    ) throws -> [(event: Int64, decision: Decision)] {
        let search = NameSearch(names)
        let token = suppression.token(of: names[0])
        return try ledger.decisions().compactMap { recorded in
            var decision = recorded.decision
            decision.by = suppression.entry(decision.by)?.token ?? decision.by
            decision.why = String(decoding: search.replacing(Array(decision.why.utf8), by: token), as: UTF8.self)
            decision.subject = decision.subject?.map { suppression.entry($0)?.token ?? $0 }
            decision.keys = decision.keys?.filter { !keys.contains($0.key) }
            if decision.keys?.isEmpty == true { decision.keys = nil }
            return decision == recorded.decision ? nil : (recorded.event, decision)
        }
    }

    /// Files of the definition, besides the list of people, that name the person. They are the project's own, and are
    /// left to whoever wrote them.
    private func namingFiles(_ run: Run, _ names: [String]) throws -> [String] {
        let search = NameSearch(names)
        return run.plan.files.files.filter { file in
            !file.isPreset && file.name != run.plan.definition.peopleFile?.value && search.isIn(file.bytes[...])
        }.map(\.name)
    }

    private func tombstone(_ run: Run, _ ledger: Ledger, _ report: inout ErasureReport) throws {
        let folder = SnapshotFolder(run.snapshotsPath, disk: run.disk)
        for version in Set(request.tombstones).sorted() {
            let state = try ledger.snapshots().first { $0.number == version }?.state
            if state == .published {
                guard folder.latest() != version else {
                    report.newest = version
                    continue
                }
                let decision = Decision(
                    kind: .tombstone, version: version, by: request.by,
                    why: "Somebody asked for their data to be erased.")
                _ = try ledger.record(decision, at: run.options.now.seconds)
            }
            report.tombstones.append(version)
        }
        try run.finishTombstones(ledger)
    }
}
