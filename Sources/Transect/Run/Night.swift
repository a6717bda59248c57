import Deduplication
import Observations
import Storage

/// Keeps what a night accepts: segments of new and of corrected records, and the findings about all of them.
struct NightKeeping: ~Copyable, JudgementSink {
    private var additions: SegmentWriter
    private var corrections: SegmentWriter
    private var findings: FindingsWriter

    /// Files with the numbers that come next: `segment` for additions, the one behind it for corrections.
    init(store: Store, segment: Int, findings number: Int, schema: Schema) {
        additions = SegmentWriter(store: store, kind: .additions, number: segment, schema: schema)
        corrections = SegmentWriter(store: store, kind: .corrections, number: segment + 1, schema: schema)
        findings = FindingsWriter(store: store, number: number)
    }

    mutating func take(_ batch: ObservationBatch, _ verdicts: Verdicts) throws {
        var isNew = batch.selection
        var isCorrection = Bitmap(repeating: false, count: batch.count)
        for (row, outcome) in verdicts.outcomes.enumerated() where outcome == .correction {
            isNew[row] = false
            isCorrection[row] = true
        }
        if isNew.isAnySet {
            try additions.append(batch, rows: isNew, ordinals: isNew.setRows.map { verdicts.ordinals[$0] })
        }
        if isCorrection.isAnySet {
            try corrections.append(
                batch, rows: isCorrection, ordinals: isCorrection.setRows.map { verdicts.ordinals[$0] })
        }
        // A duplicate's findings were told when the record first came; what only informs is told once per column.
        let told = batch.findings.filter { finding in
            finding.severity > .info && verdicts.outcomes[finding.row] != .duplicate
        }
        guard !told.isEmpty else { return }
        let selection = batch.selection
        try findings.append(told, origins: batch.origins) { row in
            selection[row] ? verdicts.ordinals[row] : nil
        }
    }

    /// Completes the files and adds them to what the night commits.
    consuming func finish(_ night: inout NightResult) throws {
        if let segment = try additions.finish() { night.segments.append(segment) }
        if let segment = try corrections.finish() { night.segments.append(segment) }
        if let file = try findings.finish() { night.findings.append(file) }
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
        let runs = try edition == .rejudge ? KeyRuns(replacingAllIn: store, ledger: ledger) : KeyRuns(store: store, ledger: ledger)
        var deduplicator = Deduplicator(
            history: runs, nextOrdinal: edition == .rejudge ? 0 : try ledger.nextOrdinal())
        var keeping = NightKeeping(
            store: store, segment: try ledger.nextSegmentNumber(), findings: try ledger.nextFindingsNumber(),
            schema: plan.schema)
        let archive = Archive(store: store)
        var result = NightResult()
        result.judgements = try await judge(
            waiting, submitters: try ledger.submitters(), with: &deduplicator, into: &keeping, &report
        ) { try archive.open($0) }
        try keeping.finish(&result)
        try deduplicator.flush()
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
