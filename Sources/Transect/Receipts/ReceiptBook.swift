import Formats
import Observations
import Receipts
import Storage

/// Puts together what receipts tell, from the ledger and the findings: the same facts whenever it is asked.
struct ReceiptBook: Sendable {
    /// What there is to tell of, in the order in which it was asked for.
    let deliveries: [ToldDelivery]
    private let project: String
    private let findings: ReceiptFindings
    /// Paths of submissions that others are compared with.
    private let paths: [UInt32: String]

    /// A book about some submissions and what else is part of them.
    init(about submissions: some Sequence<UInt32>, plan: Plan, _ store: Store, _ ledger: Ledger) throws {
        project = plan.definition.title
        deliveries = try ledger.told(of: submissions)
        var wanted: [UInt32: Int] = [:]
        var compared: Set<UInt32> = []
        for delivery in deliveries {
            compared.formUnion(delivery.whole.submission.duplicateOf.map { [$0] } ?? [])
            for file in delivery.files {
                compared.formUnion(file.record.earlier.map(\.submission))
                compared.formUnion(file.submission.duplicateOf.map { [$0] } ?? [])
                guard file.submission.counts.records > 0, !file.submission.state.isOut else { continue }
                wanted[file.submission.sequence] = file.record.findingsFrom
            }
        }
        paths = try ledger.paths(of: compared)
        findings = try ReceiptFindings(about: wanted, store, ledger)
    }

    /// What was found about a submission.
    func found(_ submission: UInt32) -> ReceiptFindings.Found { findings[submission] }

    /// The facts of a receipt.
    func receipt(of delivery: ToldDelivery) -> Receipt {
        let submission = delivery.whole.submission
        var receipt = Receipt()
        receipt.project = project
        receipt.sequence = submission.sequence
        receipt.path = submission.path.readablePath
        receipt.submitter = submission.submitter.readablePath
        receipt.arrival = Instant(seconds: submission.arrival)
        receipt.bytes = submission.identity.size
        receipt.digest = submission.digest.description
        receipt.outcome = Receipt.FileOutcome(
            of: submission, parts: delivery.members.map(\.submission), paths)
        if submission.state == .unpacked {
            addMembers(of: delivery, to: &receipt)
        } else {
            add(delivery.whole, part: nil, to: &receipt)
        }
        return receipt
    }

    private func addMembers(of archive: ToldDelivery, to receipt: inout Receipt) {
        for member in archive.members {
            let submission = member.submission
            let name = submission.nameInArchive(archive.whole.submission)
            add(member, part: name, to: &receipt)
            receipt.parts.append(
                Receipt.Part(
                    path: name, records: submission.state.isOut ? 0 : submission.counts.records,
                    outcome: Receipt.FileOutcome(of: submission, parts: [], paths)))
        }
        receipt.parts += archive.whole.record.unusedMembers.map {
            Receipt.Part(path: $0.readablePath, records: 0, outcome: nil)
        }
    }

    /// Adds what is to be told of a file, or of a member of an archive.
    private func add(_ file: ToldFile, part: String?, to receipt: inout Receipt) {
        let (submission, kept) = (file.submission, file.record)
        if part == nil {
            receipt.reading = (submission.format?.details ?? []).map {
                Receipt.Reading(name: $0.name, value: $0.decision, reason: $0.reason)
            }
        }
        receipt.unusedColumns.add(new: kept.unusedFields)
        receipt.missingColumns.add(new: kept.missingFields)
        guard receipt.outcome.counts(submission.state) else { return }
        receipt.counts = receipt.counts + submission.counts
        receipt.dropped += submission.dropped
        let found = findings[submission.sequence]
        receipt.problemCount += found.count
        for finding in found.first where receipt.problems.count < Receipt.problemLimit {
            let isRefused = found.refused.contains(finding.record.record)
            let place = finding.place(in: submission)
            receipt.problems.append(Receipt.Problem(finding, part: part, place, isRefused: isRefused))
        }
        receipt.notes += file.notes.map { note in
            let wording = RuleCatalogue.rule(note.code)?.wording ?? note.code
            // Like problems, it names the column as its reader knows it.
            return Receipt.Interpretation(
                count: note.count,
                message: Receipt.Message(
                    code: note.code, wording: wording, field: note.column ?? note.field, value: note.example,
                    arguments: [note.became]))
        }
        for earlier in kept.earlier {
            receipt.earlier.append(
                Receipt.Earlier(
                    submission: earlier.submission, path: (paths[earlier.submission] ?? "").readablePath,
                    corrected: earlier.corrected, unchanged: earlier.unchanged, withdrawn: earlier.withdrawn))
        }
    }
}

extension [String] {
    /// Adds those of some names that are not there.
    fileprivate mutating func add(new names: [String]) {
        guard !names.isEmpty else { return }
        let known = Set(self)
        self += names.filter { !known.contains($0) }
    }
}

extension Receipt.FileOutcome {
    /// What became of a file as a whole.
    ///
    /// - Parameters:
    ///   - parts: what was in an archive that was unpacked.
    ///   - paths: of the submissions that have the same bytes, at least.
    init(of submission: Submission, parts: [Submission], _ paths: [UInt32: String]) {
        // Where nothing of an archive has been taken, what is still open is what became of it, else what became of all.
        let isNothingJudged = !parts.contains { $0.state == .judged }
        let open = isNothingJudged ? parts.first { $0.state == .held } : nil
        if let decisive = open ?? (parts.allSatisfy(\.state.isOut) ? parts.first : nil) {
            self = Receipt.FileOutcome(of: decisive, parts: [], paths)
            return
        }
        let diagnosis = submission.told
        switch submission.state {
        case .duplicate:
            let earlier = submission.duplicateOf ?? 0
            self = .repeats(submission: earlier, path: (paths[earlier] ?? "").readablePath)
        case .refused:
            let none = Wording(verbatim: "")
            self = .refused(problem: diagnosis?.problem ?? none, remedy: diagnosis?.remedy ?? none)
        case .held: self = .held(reason: submission.hold?.wording ?? Wording(verbatim: ""))
        case .rejected: self = .rejected
        case .revoked, .erased: self = .revoked
        case .unpacked where parts.contains(where: \.isLeftOut): self = .takenInPart
        case .claimed, .judged, .unpacked:
            self = diagnosis.map { .readInPart(problem: $0.problem, remedy: $0.remedy) } ?? .taken
        }
    }
}

extension Receipt.FileOutcome {
    /// Whether what was judged of a file, or of a member of the archive that this became of, is told: of what is out it no
    /// longer holds, and of what is held it does not yet. Where all is held, it is told what would become of it.
    func counts(_ state: SubmissionState) -> Bool {
        if case .held = self { return !state.isOut }
        return state != .held && !state.isOut
    }
}

extension Submission {
    /// Its place in the archive that it came in, as people read it.
    func nameInArchive(_ archive: Submission) -> String {
        path.pathPieces.dropFirst(archive.path.pathPieces.count).joined(separator: "/").readablePath
    }

    /// Whether it keeps its archive from having been taken whole.
    fileprivate var isLeftOut: Bool { state == .held || state.isOut || told != nil }

    /// Why it could not be read, or not to its end. What was judged by an older program has only its English text.
    fileprivate var told: Diagnosis? {
        diagnosis ?? problem.map { Diagnosis(problem: Wording(verbatim: $0), remedy: Wording(verbatim: "")) }
    }
}

extension Receipt.Problem {
    /// A finding as a receipt tells it.
    fileprivate init(_ finding: StoredFinding, part: String?, _ place: RecordPlace, isRefused: Bool) {
        // The first argument of a rule about values is the column as the file calls it.
        let column = RuleCatalogue.namesColumn(finding.code) ? finding.arguments.first ?? finding.field : finding.field
        self.init(
            part: part, row: place.number, isRow: place.isRow, column: column,
            value: finding.value.map(Receipt.shortened), severity: finding.severity,
            message: Receipt.Message(finding), isRefused: isRefused)
    }
}
