import Files
import Glibc
import Intake
import Observations
import Snapshots
import Storage

/// One night's work, from the drop folder to a published version. The whole flow can be read here.
///
///     drop folder ─► claim ─► judge (read, interpret, check, deduplicate) ─► commit ─► label ─► publish
///
/// Every step is safe to repeat: what the ledger has not recorded has not happened, and the next run does it again.
package struct Run {
    let project: Project
    let plan: Plan
    let disk: Disk
    var options: RunOptions
    let progress: @Sendable (RunProgress) -> Void
    /// Where the versions lie: the project's own place, unless the run is only tried out.
    var snapshotsPath: String
    /// Whether this run is only tried out.
    var isRehearsal = false
    /// Whether volunteers get receipts, and the platform that collects the votes is told who has enough: on real nights
    /// alone.
    var tellsOthers = false

    /// A run of a project's pipeline, compiled now.
    ///
    /// - Throws: `DefinitionError` or `UsageError` if the pipeline cannot be carried out.
    package init(
        project: Project, disk: Disk, options: RunOptions,
        progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
    ) throws {
        self.init(
            project: project, plan: try Plan(project: project, disk: disk), disk: disk, options: options,
            progress: progress)
    }

    /// A run of a compiled pipeline.
    init(
        project: Project, plan: Plan, disk: Disk, options: RunOptions,
        progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
    ) {
        self.project = project
        self.plan = plan
        self.disk = disk
        self.options = options
        self.progress = progress
        snapshotsPath = project.path(plan.definition.publish.folder)
    }

    /// Does the night's work and says what was done.
    ///
    /// - Throws: `LockedError` if another run is at work; `DiskError`, `StoreError` or `SnapshotError` where the world is
    ///   broken. Then nothing half-done is visible, and the next run carries on.
    package func execute() async throws -> RunReport {
        if options.isDryRun { return try await rehearse() }
        let store = Store(root: project.store, disk: disk)
        if options.importFrom == nil { try disk.makeDirectory(project.path(plan.definition.drop)) }
        try store.prepare()
        guard let lock = try store.lock() else { throw LockedError(project: project.root) }
        defer { withExtendedLifetime(lock) {} }
        let ledger = try Ledger(store)
        try recover(store, ledger)
        var night = try finishingErasure(store, ledger)
        night.tellsOthers = true
        return try await night.work(store, ledger)
    }

    /// The night itself, in a store that is in order.
    func work(_ store: Store, _ ledger: Ledger) async throws -> RunReport {
        var report = RunReport()
        report.name = plan.definition.name
        report.importFolder = options.importFrom
        let claims = try claim(store, ledger, &report)
        do {
            var toJudge = claims
            if try erasesFromNewcomers(store, ledger) {
                try await claims.settle()
                try eraseFromNewcomers(store, ledger)
                toJudge = Claims()
            }
            try await judgeAndPublish(store, ledger, taking: toJudge, &report)
        } catch {
            // Nothing may still be writing to the store when the lock is given back.
            await claims.comeToRest()
            throw error
        }
        try tidyOriginals(ledger, &report)
        report.heldBefore = try ledger.submissions(in: .held).count { submission in
            submission.ruling != .accepted && !report.held.contains { $0.sequence == submission.sequence }
        }
        try prune(ledger, &report)
        return report
    }

    /// What follows from the history as it is now, and from files that are about to be part of it.
    func judgeAndPublish(
        _ store: Store, _ ledger: Ledger, taking claims: Claims = Claims(), _ report: inout RunReport
    ) async throws {
        let anew = try openEdition(store, ledger)
        let night = try await judge(store, ledger, claims, anew: anew, &report)
        do {
            try await commitAndPublish(night, store, ledger, after: claims, &report)
        } catch {
            await night?.comeToRest()
            throw error
        }
        await night?.comeToRest()
    }

    /// Makes the night true and publishes what follows from it.
    private func commitAndPublish(
        _ night: Night?, _ store: Store, _ ledger: Ledger, after claims: Claims, _ report: inout RunReport
    ) async throws {
        try await claims.settle()
        guard try adopts(night, store, ledger, &report) else { return }
        // While the night's keys are put in order, so are its votes.
        let ahead = options.labels || options.publishes ? try gatherAhead(night, store, ledger) : nil
        try await commit(night, store, ledger)
        try writeAddenda(store, ledger, &report)
        try await writeReceipts(store, ledger, refused: night?.refused ?? RefusedRows(), &report)
        guard try hasNews(ledger, &report) else { return try writeContributorPages(ledger, &report) }
        guard options.labels || options.publishes else {
            try countRecords(store, ledger, &report)
            return try writeContributorPages(ledger, &report)
        }
        progress(RunProgress(isStart: true, text: "Labelling", share: 0))
        let ballot = try await ahead?.value ?? gather(store, ledger, ledger.segments())
        // Of a definition that is not adopted the rehearsal tells the effect; the dataset stays as it is.
        if report.heldEdition == nil { report.datasetRecords = ballot.total }
        // What the crowd says is worked out beside the drafting of the observations.
        let labels = Beside(threads: options.threads) { [threads = options.threads] in
            try ballot.labelled(threads: threads)
        }
        try await publish(ballot, labels, store, ledger, &report)
        report.questions = try await labels.value.lines
        report.waiting = ballot.subjects?.waiting ?? []
        if report.outbox == nil { try fillOutbox(try await labels.value, &report) }
        try writeContributorPages(ledger, &report)
    }
}

/// How a run is to work.
package struct RunOptions: Sendable {
    /// How many threads; the result is the same with any number.
    package var threads: Int
    /// Whether a new version is published if anything changed.
    package var publishes: Bool
    /// Whether nothing is to be changed.
    package var isDryRun: Bool
    /// Whether a changed definition is taken however many records it throws out.
    package var adopts = false
    /// Whether a version is published however many records it loses.
    package var publishesAnyway = false
    /// Whether the crowd's answers are counted also where nothing is published.
    package var labels = true
    /// Whether files of the drop folder wait until they are complete, and are removed or moved afterwards.
    package var heedsArrival = true
    /// A folder with old files to be taken instead of what lies in the drop folder.
    package var importFrom: String?
    /// The instant of this run: what arrives, arrives now.
    package var now: Instant

    /// One thread per processor, at most 8.
    static var usualThreads: Int { min(8, max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))) }

    /// Options; without a number of threads, one per processor, at most 8.
    package init(threads: Int? = nil, publishes: Bool = true, isDryRun: Bool = false, now: Instant) {
        self.threads = max(1, threads ?? RunOptions.usualThreads)
        self.publishes = publishes
        self.isDryRun = isDryRun
        self.now = now
    }
}

/// How far a run is.
package struct RunProgress: Sendable {
    /// Whether this is the beginning of a stage.
    package var isStart: Bool
    /// The stage and what it is at, for people.
    package var text: String
    /// The share of the stage that is done, 0 to 1.
    package var share: Double
}

/// Another run holds the project's lock. Exit code 4.
package struct LockedError: Error, CustomStringConvertible {
    let project: String

    package var description: String {
        "Another run is at work in \(project). Nothing was done; it is safe to try again when that one has ended."
    }
}
