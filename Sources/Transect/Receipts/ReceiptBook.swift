import Formats
import Observations
import Receipts
import Storage

/// Puts together what receipts tell, from the ledger and the findings: the same facts whenever it is asked.
struct ReceiptBook {
    let plan: Plan
    let ledger: Ledger
    private let findings: ReceiptFindings
    /// Paths of submissions that others are compared with.
    private var paths: [UInt32: String] = [:]

    /// A book about some submissions and what else is part of them.
    init(about submissions: [Submission], plan: Plan, _ store: Store, _ ledger: Ledger) throws {
        self.plan = plan
        self.ledger = ledger
        var wanted: [UInt32: Int] = [:]
        for submission in submissions {
            let parts = submission.state == .unpacked ? try ledger.submissions(partOf: submission.sequence) : []
            for part in [submission] + parts {
                guard part.counts.records > 0, let kept = try ledger.receipt(of: part.sequence) else { continue }
                wanted[part.sequence] = kept.findingsFrom
            }
        }
        findings = try ReceiptFindings(about: wanted, store, ledger)
    }

    /// What was found about a submission.
    func found(_ submission: UInt32) -> ReceiptFindings.Found { findings[submission] }

    /// The facts of a submission's receipt.
    mutating func receipt(of submission: Submission) throws -> Receipt {
        var receipt = Receipt()
        receipt.project = plan.definition.title
        receipt.sequence = submission.sequence
        receipt.path = submission.path.readablePath
        receipt.submitter = submission.submitter.readablePath
        receipt.arrival = Instant(seconds: submission.arrival)
        receipt.bytes = submission.identity.size
        receipt.digest = submission.digest.description
        receipt.outcome = try outcome(of: submission)
        let kept = try ledger.receipt(of: submission.sequence) ?? ReceiptRecord()
        if submission.state == .unpacked {
            try addParts(of: submission, kept.unusedMembers, to: &receipt)
        } else {
            try add(submission, kept, part: nil, to: &receipt)
        }
        return receipt
    }

    private mutating func addParts(of archive: Submission, _ unused: [String], to receipt: inout Receipt) throws {
        for part in try ledger.submissions(partOf: archive.sequence) {
            let name = String(part.path.dropFirst(archive.path.count + 1)).readablePath
            let kept = try ledger.receipt(of: part.sequence) ?? ReceiptRecord()
            try add(part, kept, part: name, to: &receipt)
            let diagnosis = ReceiptBook.diagnosis(of: part)
            receipt.parts.append(
                Receipt.Part(
                    path: name, records: part.counts.records, problem: diagnosis?.problem, remedy: diagnosis?.remedy))
        }
        receipt.parts += unused.map { Receipt.Part(path: $0.readablePath, records: 0, isUnused: true) }
    }

    /// Adds what is to be told of a file, or of a member of an archive.
    private mutating func add(
        _ submission: Submission, _ kept: ReceiptRecord, part: String?, to receipt: inout Receipt
    ) throws {
        receipt.counts = receipt.counts + submission.counts
        receipt.dropped += submission.dropped
        if part == nil {
            receipt.reading = (submission.format?.details ?? []).map {
                Receipt.Reading(name: $0.name, value: $0.decision, reason: $0.reason)
            }
        }
        receipt.unusedColumns += kept.unusedFields.filter { !receipt.unusedColumns.contains($0) }
        receipt.missingColumns += kept.missingFields.filter { !receipt.missingColumns.contains($0) }
        let found = findings[submission.sequence]
        let hasRows = submission.format.map { [.csv, .xlsx, .zooniverse].contains($0.format) } ?? true
        receipt.problemCount += found.count
        for finding in found.first where receipt.problems.count < Receipt.problemLimit {
            receipt.problems.append(Receipt.Problem(finding, part: part, isRow: hasRows))
        }
        receipt.notes += try ledger.notes(of: submission.sequence).map { note in
            let wording = RuleCatalogue.rule(note.code)?.wording ?? note.code
            return Receipt.Interpretation(
                count: note.count,
                message: Receipt.Message(
                    code: note.code, wording: wording, field: note.field, value: note.example, arguments: [note.became])
            )
        }
        for earlier in kept.earlier {
            receipt.earlier.append(
                Receipt.Earlier(
                    submission: earlier.submission, path: try path(of: earlier.submission).readablePath,
                    corrected: earlier.corrected, unchanged: earlier.unchanged, withdrawn: earlier.withdrawn))
        }
    }

    /// What became of a file as a whole.
    func outcome(of submission: Submission) throws -> Receipt.FileOutcome {
        let diagnosis = ReceiptBook.diagnosis(of: submission)
        switch submission.state {
        case .duplicate:
            let earlier = submission.duplicateOf ?? 0
            return .repeats(submission: earlier, path: try ledger.submission(earlier)?.path.readablePath ?? "")
        case .refused:
            return .refused(
                problem: diagnosis?.problem ?? Wording(verbatim: ""), remedy: diagnosis?.remedy ?? Wording(verbatim: "")
            )
        case .held: return .held(reason: submission.hold?.wording ?? Wording(verbatim: ""))
        case .claimed, .judged, .rejected, .revoked, .erased, .unpacked:
            return diagnosis.map { .readInPart(problem: $0.problem, remedy: $0.remedy) } ?? .taken
        }
    }

    /// Why a file could not be read, or not to its end. What was judged by an older program has only its English text.
    private static func diagnosis(of submission: Submission) -> Diagnosis? {
        submission.diagnosis
            ?? submission.problem.map { Diagnosis(problem: Wording(verbatim: $0), remedy: Wording(verbatim: "")) }
    }

    private mutating func path(of submission: UInt32) throws -> String {
        if let path = paths[submission] { return path }
        let path = try ledger.submission(submission)?.path ?? ""
        paths[submission] = path
        return path
    }
}

extension Receipt.Problem {
    /// A finding as a receipt tells it.
    fileprivate init(_ finding: StoredFinding, part: String?, isRow: Bool) {
        // The first argument of a rule about values is the column as the file calls it.
        let column = RuleCatalogue.namesColumn(finding.code) ? finding.arguments.first ?? finding.field : finding.field
        self.init(
            part: part, row: isRow ? finding.row : finding.record.record, isRow: isRow, column: column,
            value: finding.value.map(Receipt.shortened), severity: finding.severity,
            message: Receipt.Message(finding))
    }
}
