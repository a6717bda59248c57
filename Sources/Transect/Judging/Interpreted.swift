import Deduplication
import Formats
import Observations
import Storage
import Validation

/// A piece of a submission after interpretation, ready to be judged against the history.
enum Interpreted: Sendable {
    case observations(
        ObservationBatch, RecordKeys, SourcePlan, Submission, refused: RecordBatch?, mends: [MendMarks.MarkedRow])
    case end(FileEnd)

    /// - Parameter keepsRefused: whether the rows that are refused are kept as they were read.
    init(_ piece: Piece, keepsRefused: Bool) {
        switch piece {
        case .records(var records, let submission, let source):
            // Before the records are interpreted: what they mend is nothing that was found.
            let marks = MendName(submission.path) == nil ? nil : MendMarks(takenFrom: &records)
            let context = InterpretContext(latestDay: Instant(seconds: submission.arrival).latestDay)
            var batch = source.interpreter.interpret(records, context: context)
            let erased = ErasureMarks(records)?.apply(to: &batch, of: records)
            source.interpreter.quarantineBlankRecords(in: &batch)
            var keys = source.keyRule.keys(of: batch, submitter: submission.submitter)
            if let revision = source.revision { keys.revisions = revision.revisions(of: batch) }
            if let withdrawal = source.withdrawal {
                var rows = withdrawal.rows(of: batch)
                for row in erased?.setRows ?? [] { rows[row] = false }
                batch.excuse(rows)
                keys.withdraws = rows
            }
            let refused = keepsRefused ? records.refused(by: batch, limit: MendFile.rowLimit) : nil
            let mends = marks?.rows(of: batch, in: records) ?? []
            self = .observations(batch, keys, source, submission, refused: refused, mends: mends)
        case .end(let end): self = .end(end)
        }
    }
}

/// Reads submissions one after the other; interpretation runs beside, several batches at a time.
struct InterpretedPieces {
    private var reading: Ahead<Reading, Piece>
    private var interpretation: InOrder<Piece, Interpreted>

    init(_ reading: Reading, keepsRefused: Bool, threads: Int) {
        self.reading = Ahead(reading, threads: threads) { try $0.next() }
        interpretation = InOrder(threads: threads) { Interpreted($0, keepsRefused: keepsRefused) }
    }

    /// The next piece, or `nil` behind the last submission.
    mutating func next() async throws -> Interpreted? {
        try await interpretation.next { try await reading.next() }
    }
}

extension ObservationBatch {
    /// Lets rows take part whatever was found about their terms: a record that is taken back needs its key and nothing
    /// else. What is wrong with the row as such stays.
    fileprivate mutating func excuse(_ rows: Bitmap) {
        guard rows.isAnySet else { return }
        var broken: Set<Int> = []
        findings.removeAll { finding in
            guard rows[finding.row] else { return false }
            if finding.field == nil, finding.severity == .error { broken.insert(finding.row) }
            return finding.field != nil
        }
        for row in rows.setRows where !broken.contains(row) { selection[row] = true }
    }
}
