import Deduplication
import Formats
import Observations
import Storage

/// A submission that is held: judged, and nothing of it taken.
struct HeldSubmission: Sendable {
    var judgement: Judgement
    var line: RunReport.SubmissionLine
}

/// A submission must be held whose records have already gone too far to be taken back: the night is judged once more,
/// knowing it.
struct HeldTooLate: Error {
    var submission: UInt32
    var held: HeldSubmission
}

/// The judged batches of a submission that may still be held.
private struct Waiting {
    /// More rows and findings than this are not kept in memory: should the submission have to be held after all, the
    /// night is judged once more.
    static let limit = 131_072

    var batches: [(batch: ObservationBatch, verdicts: Verdicts)] = []
    /// The rows and findings in them.
    var weight = 0
    /// Whether some batches were let go.
    var isIncomplete = false
}

extension Judging {
    /// Judges submissions that are no new state of a file that came before.
    mutating func judge(_ submissions: [Submission]) async throws {
        guard !submissions.isEmpty else { return }
        try await judge(submissions, again: nil, isNewState: false)
    }

    /// Whether a submission may replace an earlier state of itself.
    mutating func isSentAgain(_ submission: Submission, _ series: SubmissionSeries) throws -> Bool {
        guard series.isCompared, !series.isMend, !submission.isImport else { return false }
        return try unwritten.contains(series.name) || book.hasBegun(series.name)
    }

    /// Judges a file that was sent again.
    mutating func judgeAgain(_ submission: Submission, _ series: SubmissionSeries) async throws {
        // What this night has taken of the series so far must be readable, and what others have brought that it shares.
        let number = book.numbers[submission.sequence]
        let sharesAny = try !book.sharedRecords(of: submission.submitter).places(of: number).isEmpty
        let isReadable =
            sharesAny
            ? !unwritten.contains { $0.submitter == submission.submitter } : !unwritten.contains(series.name)
        if !isReadable { try await completeFiles() }
        let (again, isNewState) = try await compare(submission, with: series)
        try await judge([submission], again: again, isNewState: isNewState)
    }

    /// Reads submissions and judges them batch by batch; at the end of each it is decided whether its records stay.
    private mutating func judge(_ submissions: [Submission], again: SentAgain?, isNewState: Bool) async throws {
        var pieces = pieces(of: submissions)
        var waiting: Waiting?
        var rows = 0
        while let interpreted = try await pieces.next() {
            if waiting == nil {
                waiting = Waiting()
                deduplicator.begin()
                encounters = ([], [])
                mends.begin()
                rows = 0
            }
            switch interpreted {
            case .observations(var batch, let keys, let source, let submission, let refused, let mended):
                let context = try context(of: submission, again: again)
                let verdicts = try deduplicator.judge(
                    &batch, keys: keys, rule: source.keyRule, context: context, partners: again?.partners,
                    firstRow: rows)
                encounters.met += verdicts.met
                encounters.withdrawn += verdicts.withdrawn
                rows += batch.count
                if let refused { self.refused.add(refused, of: submission.sequence) }
                mends.add(mended, of: batch, verdicts)
                tally.add(batch, verdicts, of: submission)
                tally.addEarlier(
                    verdicts, of: submission, begun: deduplicator.firstOrdinalSinceBegin, &owners)
                try await wait(for: &waiting, batch, verdicts)
            case .end(let end):
                try await finish(end, &waiting, again: again, isNewState: isNewState)
                waiting = nil
            }
        }
    }

    private mutating func context(of submission: Submission, again: SentAgain?) throws -> ArrivalContext {
        // Only what has partners asks for other holders of them.
        let shared = again == nil ? SharedRecords() : try book.sharedRecords(of: submission.submitter)
        let own = book.numbers[submission.sequence]
        return ArrivalContext(
            submission: submission.sequence, isImport: submission.isImport,
            submitterOf: { [tally] in tally.submitter($0) }, wasImported: { [imports] in imports.contains($0) },
            seriesOf: { [numbers = book.numbers] in numbers[$0] },
            isSharedWithOthers: { shared.otherHolder(of: $0, besides: own) != nil })
    }

    private mutating func wait(
        for waiting: inout Waiting?, _ batch: ObservationBatch, _ verdicts: Verdicts
    ) async throws {
        waiting?.batches.append((batch, verdicts))
        waiting?.weight += batch.count + batch.findings.count
        guard let weight = waiting?.weight, weight > Waiting.limit else { return }
        try await keep(waiting?.batches ?? [])
        waiting?.batches = []
        waiting?.isIncomplete = true
    }

    private mutating func keep(_ batches: [(batch: ObservationBatch, verdicts: Verdicts)]) async throws {
        for (batch, verdicts) in batches {
            watched.note(batch, verdicts)
            meet(verdicts)
            try await keeping.take(batch, verdicts)
        }
    }

    /// Decides about a submission that has been read to its end.
    private mutating func finish(
        _ end: FileEnd, _ waiting: inout Waiting?, again: SentAgain?, isNewState: Bool
    ) async throws {
        let submission = end.submission
        let series = SubmissionSeries(of: submission, run.plan)
        let firstOrdinal = deduplicator.firstOrdinalSinceBegin
        // What a file lacks that could not be read to its end may well be in the rest of it.
        let left = end.problem == nil ? again?.left ?? [] : []
        let shared = again == nil ? SharedRecords() : try book.sharedRecords(of: submission.submitter)
        let own = book.numbers[submission.sequence]
        let goneCount = left.count { shared.otherHolder(of: $0.ordinal, besides: own) == nil }
        let isHeldBack =
            run.plan.holds.reason(tally.countsWithoutErased, dropped: (goneCount, again?.before ?? 0))
            ?? nightRecords.reason(submission, records: tally.counts.records)
        var (judgement, line) = tally.end(end)
        judgement.receipt.findingsFrom = keeping.findings
        judgement.series = series?.name.name ?? ""
        // A file that is empty or broken says nothing about rows that it does not have.
        judgement.isNewState = isNewState && end.problem == nil && judgement.counts.records > 0
        if let reason = isHeldBack, submission.ruling != .accepted {
            judgement.hold = reason
            line.hold = reason
            let held = HeldSubmission(judgement: judgement, line: line)
            guard deduplicator.canRollBack, waiting?.isIncomplete == false else {
                throw HeldTooLate(submission: submission.sequence, held: held)
            }
            deduplicator.rollback()
            try await keepFindings(waiting?.batches ?? [])
            return take(held)
        }
        nightRecords.add(judgement.counts.records, of: submission)
        mends.keep()
        try await keep(waiting?.batches ?? [])
        var gone = encounters.withdrawn
        if again != nil {
            let (hidden, kept) = try deduplicator.drop(left, submission: submission.sequence) {
                shared.otherHolder(of: $0, besides: own)
            }
            judgement.dropped = hidden.count
            line.dropped = hidden.count
            gone += hidden + kept
            try await keeping.mark(.withdrawn, hidden, by: .submission(submission.sequence))
        }
        try book.note(encounters.met, gone: gone, by: submission)
        try deduplicator.end()
        judgement.firstOrdinal = judgement.counts.accepted > 0 ? firstOrdinal : nil
        if let first = judgement.firstOrdinal { owners.add(submission.sequence, from: first) }
        if let series, series.isCompared {
            let chapter = SeriesBook.Chapter(
                submission: submission.sequence, firstOrdinal: judgement.firstOrdinal,
                accepted: judgement.counts.accepted)
            try book.add(chapter, to: series.name)
            unwritten.insert(series.name)
        }
        record(judgement, line)
    }

    /// Reads a submission that is known to be held, for what is to be found in its rows as such.
    mutating func keepFindings(of submission: Submission) async throws {
        var pieces = pieces(of: [submission])
        while let piece = try await pieces.next() {
            switch piece {
            case .observations(let batch, _, _, _, _, _):
                let verdicts = Verdicts(quarantined: batch.count)
                tally.add(batch, verdicts, of: submission)
                try await keepFindings([(batch, verdicts)])
            case .end(let end): _ = tally.end(end)
            }
        }
    }

    /// Of a held submission only what was found is kept, so that everybody can see why.
    private mutating func keepFindings(_ batches: [(batch: ObservationBatch, verdicts: Verdicts)]) async throws {
        for (batch, verdicts) in batches {
            var (batch, verdicts) = (batch, verdicts)
            batch.selection = Bitmap(repeating: false, count: batch.count)
            for row in verdicts.outcomes.indices where verdicts.outcomes[row] != .duplicate {
                verdicts.outcomes[row] = .quarantined
            }
            verdicts.withdrawn = []
            try await keeping.take(batch, verdicts)
        }
    }
}
