import Deduplication
import Formats
import Observations
import Storage
import Validation

/// A piece after interpretation, ready to be judged against the history.
private enum Interpreted: Sendable {
    case observations(ObservationBatch, RecordKeys, KeyRule, Submission)
    case end(FileEnd)

    init(_ piece: Piece) {
        switch piece {
        case .records(let records, let submission, let source):
            let context = InterpretContext(latestDay: Instant(seconds: submission.arrival).latestDay)
            let batch = source.interpreter.interpret(records, context: context)
            let keys = source.keyRule.keys(of: batch, submitter: submission.submitter)
            self = .observations(batch, keys, source.keyRule, submission)
        case .end(let end): self = .end(end)
        }
    }
}

/// Where judged observations and findings go. A night keeps them; a rehearsal does not.
protocol JudgementSink: ~Copyable {
    /// Takes the accepted rows of a batch with their places, and what was found.
    mutating func take(_ batch: ObservationBatch, _ verdicts: Verdicts) async throws
}

extension Run {
    /// Reads, interprets, checks and deduplicates submissions in the order of their sequence numbers.
    ///
    /// Reading and judging happen in order; interpretation runs beside them, several batches at a time.
    func judge<History: KeyHistory, Sink: JudgementSink & ~Copyable>(
        _ submissions: [Submission], submitters: [UInt32: String], with deduplicator: inout Deduplicator<History>,
        into sink: inout Sink, _ report: inout RunReport,
        open: @escaping @Sendable (Submission) throws -> any ByteSource
    ) async throws -> [Judgement] {
        var reading = Ahead(Reading(submissions, plan: plan, open: open), threads: options.threads) { try $0.next() }
        var interpretation = InOrder<Piece, Interpreted>(threads: options.threads) { Interpreted($0) }
        var tally = Tally(submitters: submitters, total: submissions.count)
        var judgements: [Judgement] = []
        while let interpreted = try await interpretation.next({ try await reading.next() }) {
            switch interpreted {
            case .observations(var batch, let keys, let rule, let submission):
                let verdicts = try deduplicator.judge(
                    &batch, keys: keys, rule: rule, submitterOf: { tally.submitter($0) })
                tally.add(batch, verdicts, of: submission)
                try await sink.take(batch, verdicts)
            case .end(let end):
                let (judgement, line) = tally.end(end)
                judgements.append(judgement)
                report.submissions.append(line)
                progress(tally.progress)
            }
        }
        report.submissions.sort { $0.sequence < $1.sequence }
        report.rules = tally.ruleLines
        return judgements
    }
}
