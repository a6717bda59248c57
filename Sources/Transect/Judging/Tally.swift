import Deduplication
import Observations
import Storage

/// Counts what happens to the records of a night: outcomes by submission, findings by rule.
struct Tally {
    /// The outcomes of the submission that is being judged.
    private(set) var counts = OutcomeCounts()
    /// Those of its records whose values were erased; they are quarantined.
    private var erased = 0
    private var notes: [Note] = []
    /// Earlier submissions whose records the present one has again.
    private var earlier: [UInt32: ReceiptRecord.Earlier] = [:]
    private var rules: [String: RunReport.RuleLine] = [:]
    /// The first findings of those rules that have none before the present submission. Whether its file has rows or
    /// records is known at its end.
    private var firsts: [(code: String, row: UInt32, record: UInt32, words: String)] = []
    private var done = 0
    private var records = 0
    private let total: Int
    /// Submitters as numbers, by submission.
    private let numbers: [UInt32: UInt32]

    init(submitters: [UInt32: String], total: Int) {
        self.total = total
        var known: [ExactName: UInt32] = [:]
        var numbers: [UInt32: UInt32] = [:]
        for (submission, name) in submitters {
            let number = known[ExactName(name)] ?? UInt32(known.count)
            known[ExactName(name)] = number
            numbers[submission] = number
        }
        self.numbers = numbers
    }

    /// Who delivered a submission, as a number that is only good for comparing.
    func submitter(_ submission: UInt32) -> UInt32 { numbers[submission] ?? .max }

    /// The outcomes of the submission that is being judged, as if it never had the records that were erased.
    var countsWithoutErased: OutcomeCounts {
        var rest = counts
        rest.quarantined -= erased
        return rest
    }

    /// Counts the outcomes and findings of a batch.
    mutating func add(_ batch: ObservationBatch, _ verdicts: Verdicts, of submission: Submission) {
        for outcome in verdicts.outcomes { counts.count(outcome) }
        records += batch.count
        var flagged = -1
        for finding in batch.findings {
            count(finding, in: batch, of: submission)
            if finding.code == RedactedRecords.erasedCode { erased += 1 }
            if finding.severity == .warning, finding.row != flagged, batch.selection[finding.row] {
                flagged = finding.row
                counts.flagged += 1
            }
        }
        for note in batch.notes { add(note) }
    }

    /// Counts which earlier submissions brought the records that rows of a batch correct, repeat or take back.
    ///
    /// - Parameter begun: the place from which on records are new in the present submission.
    mutating func addEarlier(
        _ verdicts: Verdicts, of submission: Submission, begun: UInt32, _ owners: inout PlaceOwners
    ) {
        func owner(_ ordinal: UInt32) -> UInt32? {
            ordinal >= begun ? submission.sequence : owners.owner(of: ordinal)
        }
        for (row, outcome) in verdicts.outcomes.enumerated() where outcome == .correction || outcome == .duplicate {
            guard let owner = owner(verdicts.ordinals[row]) else { continue }
            if outcome == .correction {
                earlier[owner, default: .init(submission: owner)].corrected += 1
            } else {
                earlier[owner, default: .init(submission: owner)].unchanged += 1
            }
        }
        for place in verdicts.withdrawn {
            guard let owner = owner(place) else { continue }
            earlier[owner, default: .init(submission: owner)].withdrawn += 1
        }
    }

    private mutating func count(_ finding: Finding, in batch: ObservationBatch, of submission: Submission) {
        if rules[finding.code]?.count == nil {
            let detail = fieldAndValue(finding.field, finding.value)
            firsts.append(
                (
                    finding.code, batch.origins.rows[finding.row], batch.origins.records[finding.row],
                    "\(detail): \(RuleCatalogue.message(for: finding))"
                ))
            rules[finding.code] = RunReport.RuleLine(
                code: finding.code, severity: finding.severity, count: 0, example: submission.path)
        }
        rules[finding.code]?.count += 1
    }

    /// Completes the examples that are from a submission, now that it is known how its file was read.
    private mutating func placeExamples(_ end: FileEnd) {
        for first in firsts {
            let place = RecordPlace(row: first.row, record: first.record, in: end.format)
            rules[first.code]?.example = "\(end.submission.path), \(place)\(first.words)"
        }
        firsts = []
    }

    private mutating func add(_ note: Note) {
        if let index = notes.firstIndex(where: { $0.code == note.code && $0.field == note.field }) {
            notes[index].count += note.count
        } else {
            notes.append(note)
        }
    }

    /// Closes a submission and starts the next one's counts.
    mutating func end(_ end: FileEnd) -> (Judgement, RunReport.SubmissionLine) {
        done += 1
        placeExamples(end)
        defer {
            counts = OutcomeCounts()
            erased = 0
            notes = []
            earlier = [:]
        }
        let submission = end.submission
        let problem = end.problem.map { "\($0)" }
        var judgement = Judgement(
            submission: submission.sequence, format: end.format, problem: problem,
            diagnosis: end.problem?.diagnosis, counts: counts, notes: notes)
        judgement.receipt.unusedFields = end.unusedFields
        judgement.receipt.missingFields = end.missingFields
        judgement.receipt.earlier = earlier.values.sorted { $0.submission < $1.submission }
        let line = RunReport.SubmissionLine(
            sequence: submission.sequence, path: submission.path, counts: counts, problem: problem,
            repeats: nil, reading: end.format?.details.map { "\($0.name): \($0.value) (\($0.reason))" } ?? [],
            unusedFields: end.unusedFields, missingFields: end.missingFields)
        return (judgement, line)
    }

    /// How far the judging is.
    var progress: RunProgress {
        RunProgress(
            isStart: false, text: "Judging: \(done) of \(counted(total, "file")), \(counted(records, "record"))",
            share: total == 0 ? 1 : Double(done) / Double(total))
    }

    /// Rules by weight, then by number, then by name.
    var ruleLines: [RunReport.RuleLine] {
        rules.values.sorted {
            ($1.severity.rawValue == $0.severity.rawValue)
                ? ($0.count != $1.count ? $0.count > $1.count : $0.code < $1.code) : $0.severity > $1.severity
        }
    }
}
