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
    let options: RunOptions
    let progress: @Sendable (RunProgress) -> Void
    /// Where the store lies: the project's own, unless the run is only tried out.
    var storePath: String

    /// A run of a project's pipeline, compiled now.
    ///
    /// - Throws: `DefinitionError` or `UsageError` if the pipeline cannot be carried out.
    package init(
        project: Project, disk: Disk, options: RunOptions,
        progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
    ) throws {
        self.project = project
        self.disk = disk
        self.options = options
        self.progress = progress
        storePath = project.store
        plan = try Plan(project: project, disk: disk)
    }

    /// Does the night's work and says what was done.
    ///
    /// - Throws: `LockedError` if another run is at work; `DiskError`, `StoreError` or `SnapshotError` where the world is
    ///   broken. Then nothing half-done is visible, and the next run carries on.
    package func execute() async throws -> RunReport {
        if options.isDryRun { return try await rehearse() }
        let store = Store(root: storePath, disk: disk)
        try disk.makeDirectory(project.path(plan.definition.drop))
        try store.prepare()
        guard let lock = try store.lock() else { throw LockedError(project: project.root) }
        defer { withExtendedLifetime(lock) {} }
        let ledger = try Ledger(store)
        try recover(store, ledger)

        var report = RunReport()
        report.name = plan.definition.name
        let edition = try openEdition(store, ledger)
        try claim(store, ledger, &report)
        let night = try await judge(store, ledger, edition: edition, &report)
        try commit(night, store, ledger)
        guard try hasNews(ledger, &report) else { return report }
        let labels = try label(store, ledger, &report)
        try await publish(labels, store, ledger, &report)
        return report
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
    /// The instant of this run: what arrives, arrives now.
    package var now: Instant

    /// Options; without a number of threads, one per processor, at most 8.
    package init(threads: Int? = nil, publishes: Bool = true, isDryRun: Bool = false, now: Instant) {
        self.threads = max(1, threads ?? min(8, processorCount()))
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

/// How many processors this process may use.
private func processorCount() -> Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
