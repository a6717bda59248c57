import Files
import Observations
import Storage

/// A project's store, opened to look at.
struct OpenedProject {
    let project: Project
    let store: Store
    let ledger: Ledger

    /// - Throws: `UsageError` where there is no store yet.
    init(_ project: Project, disk: Disk) throws {
        self.project = project
        store = Store(root: project.store, disk: disk)
        guard try disk.status(store.ledgerPath) != nil else {
            throw UsageError("There is no dataset in \(project.root) yet; run `transect run`.")
        }
        ledger = try Ledger(store)
    }
}

/// A project whose lock is held, to take decisions about its dataset: each becomes one event of the ledger, and the
/// next run takes it into account.
package struct Deciding: ~Copyable {
    let project: Project
    let store: Store
    let ledger: Ledger
    /// When the decisions are taken.
    let now: Instant
    private let lock: FileLock

    /// Takes the project's lock until the value is gone.
    ///
    /// - Throws: `UsageError` where there is no dataset yet; `LockedError` where another run is at work.
    package init(project: Project, disk: Disk, now: Instant) throws {
        let store = Store(root: project.store, disk: disk)
        guard try disk.status(store.ledgerPath) != nil else {
            throw UsageError("There is no dataset in \(project.root) yet; run `transect run`.")
        }
        let lock = try Deciding.lock(store, of: project)
        let ledger = try Ledger(store)
        self.project = project
        self.store = store
        self.ledger = ledger
        self.now = now
        self.lock = lock
    }

    private static func lock(_ store: Store, of project: Project) throws -> FileLock {
        guard let lock = try store.lock() else { throw LockedError(project: project.root) }
        return lock
    }

    /// Records decisions, all or none.
    ///
    /// - Throws: `UsageError` with every objection.
    func record(_ decisions: [Decision]) throws {
        let objections = try ledger.objections(to: decisions).compactMap { $0?.description }
        guard objections.isEmpty else { throw UsageError(problems: objections) }
        try ledger.record(decisions, at: now.seconds)
    }
}

/// What was decided, in words.
package struct DecisionReport: Sendable, Equatable {
    /// A line for every decision.
    package var done: [String] = []
    /// What is worth a look.
    package var notes: [String] = []
    /// What comes next.
    package var next = ""

    /// For people.
    package var text: String { (done + notes.map { "note: \($0)" } + [next]).joined(separator: "\n") }
}

extension UsageError {
    /// One error of several problems; nothing was done.
    init(problems: [String], in place: String? = nil) {
        let before = place.map { "\($0): " } ?? ""
        if problems.count == 1, let problem = problems.first {
            self.init("\(before)\(problem) Nothing was recorded.")
        } else {
            let lines = problems.map { "\n  \($0)" }.joined()
            self.init("\(before)\(problems.count) problems; nothing was recorded.\(lines)")
        }
    }
}
