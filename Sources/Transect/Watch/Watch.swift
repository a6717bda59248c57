import Files
import Intake
import Observations
import Storage

/// Keeps looking into a project's drop folder, and takes and judges what arrives with the same run as the nightly one.
///
/// The kernel's hints make it quick, and a look every few seconds makes it right. The project's lock is held only while a
/// run is at work.
package struct Watch {
    /// What it tells.
    package enum Event: Sendable {
        /// It has begun.
        case began(folder: String)
        /// A run has ended.
        case ran(RunReport)
        /// Another run is at work; it goes on when that has ended.
        case busy
        /// The definition cannot be carried out as it is now; files wait.
        case problem(String)
        /// It was asked to end.
        case ended
    }

    private let project: Project
    private let disk: Disk
    private let options: RunOptions
    private let every: Int
    private let now: @Sendable () throws -> Instant
    private let stop: StopRequest
    /// What is waited for after a hint, so that a file which comes in pieces is looked at once, in milliseconds.
    private static let settling = 150
    /// How soon it is tried again where another run is at work, in milliseconds.
    private static let whileBusy = 1_000

    /// - Parameters:
    ///   - options: how each run works; its instant is that of each run.
    ///   - every: seconds from one look to the next where nothing is heard.
    ///   - now: the clock.
    package init(
        project: Project, disk: Disk, options: RunOptions, every: Int, stop: StopRequest,
        now: @escaping @Sendable () throws -> Instant
    ) {
        self.project = project
        self.disk = disk
        self.options = options
        self.every = every
        self.now = now
        self.stop = stop
    }

    /// Looks and works until it is asked to end; then the step that is under way is done first.
    ///
    /// - Throws: `DefinitionError` or `UsageError` where the pipeline cannot be carried out from the beginning; what a run
    ///   throws where the world is broken.
    package func run(tell: (Event) -> Void) async throws {
        let first = try look()
        tell(.began(folder: first.folder))
        let hints = FolderWatch()
        var done: WatchLook?
        var nextTry: Int64 = .min
        var told: Event.Trouble?
        while !stop.isAsked {
            var pause = every * 1_000
            do {
                let look = try look()
                // Files that came into a new folder before it was listened to were not heard.
                if hints.add(look.watchedFolders) { pause = Watch.settling }
                let instant = try now().seconds
                if done.map({ look.differs(from: $0) }) ?? true || instant >= nextTry {
                    let report = try await work()
                    (done, told) = (look, nil)
                    nextTry = report.waitingFiles.compactMap(\.nextTry).min() ?? .max
                    tell(.ran(report))
                }
                if nextTry < .max { pause = min(pause, max(200, Int(clamping: nextTry - instant) * 1_000)) }
            } catch is LockedError {
                if told != .busy { tell(.busy) }
                (told, pause) = (.busy, min(pause, Watch.whileBusy))
            } catch let error where error is DefinitionError || error is UsageError {
                if told != .problem("\(error)") { tell(.problem("\(error)")) }
                told = .problem("\(error)")
            }
            var rounds = 0
            // Somebody who never stops writing must not keep it from looking.
            while rounds < 10, hints.wait(milliseconds: rounds == 0 ? pause : Watch.settling, stop: stop) {
                rounds += 1
            }
        }
        tell(.ended)
    }

    private func work() async throws -> RunReport {
        var options = options
        options.now = try now()
        return try await Run(project: project, disk: disk, options: options).execute()
    }

    private func look() throws -> WatchLook {
        try WatchLook(Run(project: project, disk: disk, options: options), project: project, disk: disk)
    }
}

extension Watch.Event {
    /// What was told last, so that it is told once.
    fileprivate enum Trouble: Equatable {
        case busy
        case problem(String)
    }
}

/// What there is to do in a drop folder, as far as that can be seen without touching anything.
struct WatchLook {
    /// The drop folder.
    let folder: String
    private let new: [ExactName: FileIdentity]
    private let companions: [ExactName: FileIdentity]
    private let folders: [String]

    init(_ run: Run, project: Project, disk: Disk) throws {
        folder = project.path(run.plan.definition.drop)
        try disk.makeDirectory(folder)
        let scan = try DropFolder(root: folder, disk: disk, rules: run.plan.definition.arrival).scan()
        let store = Store(root: project.store, disk: disk)
        let ledger = try disk.status(store.ledgerPath) == nil ? nil : try Ledger(store)
        let deliveries = run.matched(scan.arrivals).deliveries
        let unknown = try ledger.map { try run.unknown(among: deliveries, store, $0) } ?? deliveries
        new = Dictionary(unknown.map { (ExactName($0.path), $0.identity) }) { first, _ in first }
        companions = scan.companions
        folders = scan.folders
    }

    /// Whether there is something that a run might take and that was not there, or not so, at an earlier look.
    func differs(from earlier: WatchLook) -> Bool {
        new.contains { earlier.new[$0.key] != $0.value } || !new.isEmpty && companions != earlier.companions
    }

    /// The folders to listen to. The drop folder itself may be a link, which a path with something behind it follows.
    var watchedFolders: [String] { folders.map { folder + "/" + $0 } }
}
