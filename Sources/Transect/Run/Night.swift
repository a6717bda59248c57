import Deduplication
import Observations
import Storage
import Synchronization

/// Keeps what a night accepts, beside the judging: segments of new and of corrected records, and the findings about all
/// of them.
struct NightKeeping: ~Copyable, JudgementSink {
    private let files: NightFiles
    private var lane: Lane

    init(_ files: NightFiles, threads: Int) {
        self.files = files
        lane = Lane(threads: threads)
    }

    mutating func take(_ batch: ObservationBatch, _ verdicts: Verdicts) async throws {
        try await lane.add { [files] in try files.keep(batch, verdicts) }
    }

    /// Completes the files and adds them to what the night commits.
    consuming func finish(_ night: inout NightResult) async throws {
        try await lane.finish()
        try files.finish(&night)
    }
}

/// The files of the store in which a night's observations and findings are kept.
final class NightFiles: Sendable {
    private struct Writers: ~Copyable {
        var additions: SegmentWriter?
        var corrections: SegmentWriter?
        var findings: FindingsWriter?
    }

    private let writers: Mutex<Writers>

    /// Files with the numbers that come next: `segment` for additions, the one behind it for corrections.
    init(store: Store, segment: Int, findings number: Int, schema: Schema) {
        writers = Mutex(
            Writers(
                additions: SegmentWriter(store: store, kind: .additions, number: segment, schema: schema),
                corrections: SegmentWriter(store: store, kind: .corrections, number: segment + 1, schema: schema),
                findings: FindingsWriter(store: store, number: number)))
    }

    /// Keeps the accepted rows of a batch, and what is worth telling about the others.
    func keep(_ batch: ObservationBatch, _ verdicts: Verdicts) throws {
        var isNew = batch.selection
        var isCorrection = Bitmap(repeating: false, count: batch.count)
        for (row, outcome) in verdicts.outcomes.enumerated() where outcome == .correction {
            isNew[row] = false
            isCorrection[row] = true
        }
        // A duplicate's findings were told when the record first came; what only informs is told once per column.
        let told = batch.findings.filter { finding in
            finding.severity > .info && verdicts.outcomes[finding.row] != .duplicate
        }
        try writers.withLock { writers in
            if isNew.isAnySet {
                try writers.additions?.append(
                    batch, rows: isNew, ordinals: isNew.setRows.map { verdicts.ordinals[$0] })
            }
            if isCorrection.isAnySet {
                try writers.corrections?.append(
                    batch, rows: isCorrection, ordinals: isCorrection.setRows.map { verdicts.ordinals[$0] })
            }
            if !told.isEmpty {
                try writers.findings?.append(told, origins: batch.origins) { row in
                    batch.selection[row] ? verdicts.ordinals[row] : nil
                }
            }
        }
    }

    /// Completes the files and adds them to what the night commits.
    func finish(_ night: inout NightResult) throws {
        try writers.withLock { writers in
            if let segment = try writers.additions.take()?.finish() { night.segments.append(segment) }
            if let segment = try writers.corrections.take()?.finish() { night.segments.append(segment) }
            if let file = try writers.findings.take()?.finish() { night.findings.append(file) }
        }
    }
}

extension Run {
    /// Judges what waits: what this run has claimed, what an interrupted one had, or, under a new definition, all history.
    ///
    /// What is accepted lies in files of the store when this returns, but is true only after `commit`.
    func judge(
        _ store: Store, _ ledger: Ledger, edition: EditionChange, _ report: inout RunReport
    ) async throws -> Night? {
        let waiting = edition == .rejudge ? try ledger.rejudgeable() : try ledger.submissions(in: .claimed)
        guard !waiting.isEmpty || edition == .rejudge else { return nil }
        report.isNewEdition = edition == .rejudge
        progress(RunProgress(isStart: true, text: "Judging \(waiting.count) files", share: 0))
        let runs =
            try edition == .rejudge
            ? KeyRuns(replacingAllIn: store, ledger: ledger) : KeyRuns(store: store, ledger: ledger)
        var deduplicator = Deduplicator(
            history: runs, nextOrdinal: edition == .rejudge ? 0 : try ledger.nextOrdinal())
        let files = NightFiles(
            store: store, segment: try ledger.nextSegmentNumber(), findings: try ledger.nextFindingsNumber(),
            schema: plan.schema)
        var keeping = NightKeeping(files, threads: options.threads)
        let archive = Archive(store: store)
        var result = NightResult()
        result.judgements = try await judge(
            waiting, submitters: try ledger.submitters(), with: &deduplicator, into: &keeping, &report
        ) { try archive.open($0) }
        // Sorting the keys goes on while the last observations are still being written.
        try deduplicator.flush()
        try await keeping.finish(&result)
        var keys = deduplicator.history
        try keys.compact()
        result.keyRunsAdded = keys.added
        result.keyRunsRemoved = keys.removed
        result.replacesAll = edition == .rejudge
        result.judgedUnder = judgedUnder
        return Night(result: result, keys: keys)
    }

    /// Makes the night true, in one transaction.
    func commit(_ night: Night?, _ store: Store, _ ledger: Ledger) throws {
        guard var night else { return }
        try ledger.commitNight(night.result)
        try night.keys.removeReplacedFiles()
        if night.result.replacesAll { _ = try store.recover(ledger: ledger) }
    }
}

/// What a night has prepared and not yet committed.
struct Night {
    var result: NightResult
    var keys: KeyRuns
}
