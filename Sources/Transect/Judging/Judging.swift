import Deduplication
import Formats
import Observations
import Storage
import Validation

/// Judges the history item by item: reads, interprets, checks and deduplicates submissions, applies decisions, and keeps
/// what is accepted in files of the store that become true with the night's commit.
///
/// Reading and judging happen in order; interpretation runs beside them, several batches at a time.
struct Judging: ~Copyable {
    let run: Run
    let store: Store
    let ledger: Ledger
    /// Submissions that are already known to be held, because an attempt at this night came upon them too late.
    private let known: [UInt32: HeldSubmission]
    private let workload: Workload
    var deduplicator: Deduplicator<KeyRuns>
    var book: SeriesBook
    var keeping: NightKeeping
    var tally: Tally
    var watched: WatchedRecords
    /// Who brought which records first.
    var owners: PlaceOwners
    /// How much every submitter has brought, night by night.
    var nightRecords: NightRecords
    /// The submissions that were bulk loads of old data.
    let imports: Set<UInt32>
    /// Whether anybody has ever withdrawn a record by its name.
    let hasWithdrawals: Bool
    private(set) var result = NightResult()
    private(set) var lines: [RunReport.SubmissionLine] = []
    /// Decisions about records that are not there under their names.
    var lapsed: [LapsedDecision] = []
    /// The segments of the store that this judging goes on from, and those that it has completed.
    private(set) var segments: [SegmentFile]
    /// The series of which this judging has judged, or will have judged when their turn comes, submissions whose records no
    /// completed segment holds yet.
    var unwritten: Set<SeriesName> = []
    /// Rows that were quarantined, where receipts will be written.
    var refused = RefusedRows()
    /// What rows of files for mending say that they mend.
    var mends = MendClaims()
    /// What the submission that is being judged has of records that were not simply its series' own, and the records that
    /// it has withdrawn.
    var encounters = (met: [MetRecord](), withdrawn: [UInt32]())

    /// The judging of some work.
    init(
        _ run: Run, _ workload: Workload, store: Store, ledger: Ledger, known: [UInt32: HeldSubmission]
    ) throws {
        let isAnew = workload.anew != nil
        let runs = try isAnew ? KeyRuns(replacingAllIn: store, ledger: ledger) : KeyRuns(store: store, ledger: ledger)
        let nextOrdinal = isAnew ? 0 : try ledger.nextOrdinal()
        let number = (segment: try ledger.nextSegmentNumber(), findings: try ledger.nextFindingsNumber())
        let before = isAnew ? [] : try ledger.segments()
        var submitters = try ledger.submitters()
        var imports = try ledger.imports()
        let series = try SeriesNumbers(workload, run.plan, ledger)
        let owners = try isAnew ? PlaceOwners() : PlaceOwners(ledger)
        let hasWithdrawals = try !ledger.decisions(of: [.withdraw]).isEmpty
        for submission in workload.submissions {
            submitters[submission.sequence] = submission.submitter
            if submission.isImport { imports.insert(submission.sequence) }
        }
        let nightRecords = try NightRecords(run.plan.definition.limits, workload, ledger)
        // Nothing can fail from here on: what must end once is set last.
        self.run = run
        self.store = store
        self.ledger = ledger
        self.known = known
        self.workload = workload
        self.imports = imports
        self.hasWithdrawals = hasWithdrawals
        deduplicator = Deduplicator(history: runs, nextOrdinal: nextOrdinal)
        book = SeriesBook(ledger, series, isAnew: isAnew)
        segments = before
        tally = Tally(submitters: submitters, total: workload.submissions.count)
        watched = WatchedRecords(workload.items)
        self.owners = owners
        self.nightRecords = nightRecords
        keeping = NightKeeping(
            store: store, segment: number.segment, findings: number.findings, schema: run.plan.schema,
            threads: run.options.threads)
    }

    /// Judges everything.
    ///
    /// - Throws: `HeldTooLate` where a submission must be held that can no longer be taken back. Nothing is written beside
    ///   any more then.
    mutating func judgeAll() async throws {
        do {
            try await judgeInOrder()
        } catch {
            await keeping.comeToRest()
            throw error
        }
    }

    private mutating func judgeInOrder() async throws {
        try locateNamedRecords()
        var together: [Submission] = []
        for item in workload.items {
            switch item {
            case .submission(let submission):
                let series = SubmissionSeries(of: submission, run.plan)
                if let held = known[submission.sequence] {
                    try await judge(together)
                    together = []
                    try await keepFindings(of: submission)
                    take(held)
                } else if let series, try isSentAgain(submission, series) {
                    try await judge(together)
                    together = []
                    try await judgeAgain(submission, series)
                } else {
                    together.append(submission)
                    // The next of its series is a file sent again.
                    if let series, series.isCompared { unwritten.insert(series.name) }
                }
            case .decision(let decision):
                try await judge(together)
                together = []
                try await apply(decision)
            }
        }
        try await judge(together)
    }

    /// Completes the night's files.
    consuming func finish() async throws -> (
        night: Night, lines: [RunReport.SubmissionLine], rules: [RunReport.RuleLine]
    ) {
        // Sorting the keys goes on while the last observations are still being written, and longer.
        let keys = Beside(threads: run.options.threads) { [deduplicator] in
            var keys = try deduplicator.finished()
            try keys.compact()
            return keys
        }
        let (mends, submitters, store) = (self.mends, self.tally, self.store)
        do {
            let before = try workload.anew == nil ? ledger.findingsFiles() : []
            try await keeping.finish(&result)
            result.mendings = try mends.proved(store, before + result.findings) { submitters.submitter($0) }
        } catch {
            _ = try? await keys.value
            throw error
        }
        result.possessions = book.possessions
        result.replacesAll = workload.anew != nil
        return (Night(result: result, keys: keys, refused: refused), lines, tally.ruleLines)
    }
}

extension Judging {
    /// Completes the files of this night so far, so that what it has taken can be read.
    mutating func completeFiles() async throws {
        let before = result.segments.count
        try await keeping.complete(&result)
        segments += result.segments[before...]
        unwritten = []
    }

    /// Takes note of a submission that is held.
    mutating func take(_ held: HeldSubmission) { record(held.judgement, held.line) }

    /// Takes note of what became of a submission.
    mutating func record(_ judgement: Judgement, _ line: RunReport.SubmissionLine) {
        result.judgements.append(judgement)
        lines.append(line)
        run.progress(tally.progress)
    }

    /// What reading and interpreting submissions gives, in their order.
    func pieces(of submissions: [Submission]) -> InterpretedPieces {
        let archive = Archive(store: store)
        let reading = Reading(
            submissions, plan: run.plan, open: { try archive.records(of: $0, $1) },
            whyNotUnpacked: { try archive.whyNotUnpacked($0) })
        return InterpretedPieces(
            reading, keepsRefused: run.tellsOthers && run.receiptsFolder != nil && workload.anew == nil,
            threads: run.options.threads)
    }
}
