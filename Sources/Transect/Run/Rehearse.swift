import Deduplication
import Files
import Intake
import Observations
import Storage

/// A history to which nothing is added: what the store knows, and what the rehearsal itself has met.
private struct RehearsedHistory: KeyHistory {
    private let runs: KeyRuns?
    private var added: [RecordKey: KeyEntry] = [:]

    init(_ runs: KeyRuns?) { self.runs = runs }

    var isEmpty: Bool { added.isEmpty && runs?.isEmpty ?? true }

    func entries(for keys: [RecordKey]) throws -> [KeyEntry?] {
        let known = try runs?.entries(for: keys) ?? [KeyEntry?](repeating: nil, count: keys.count)
        return zip(keys, known).map { added[$0] ?? $1 }
    }

    mutating func add(_ sortedEntries: [KeyEntry]) {
        for entry in sortedEntries { added[entry.key] = entry }
    }
}

/// Keeps nothing.
private struct NoKeeping: ~Copyable, JudgementSink {
    mutating func take(_ batch: ObservationBatch, _ verdicts: Verdicts) {}
}

extension Run {
    /// Judges what lies in the drop folder as a run would, under a changed definition all history too, and changes
    /// nothing.
    func rehearse() async throws -> RunReport {
        var report = RunReport()
        report.name = plan.definition.name
        let drop = project.path(plan.definition.drop)
        guard try disk.status(drop) != nil else { return report }
        let store = Store(root: storePath, disk: disk)
        let ledger = try disk.status(store.ledgerPath) == nil ? nil : try Ledger(store)
        let scan = try DropFolder(root: drop, disk: disk).scan()
        report.skipped = scan.skipped.map { ($0.path, $0.reason) }
        let (deliveries, unmatched) = matched(scan.arrivals)
        report.unmatched = unmatched
        let before = try ledger?.value(of: .judgedUnder)
        report.isRehearsal = true
        report.isNewEdition = before != nil && before != judgedUnder
        let isAnew = report.isNewEdition
        let first = try ledger?.nextSequence() ?? 1
        var submitters = try ledger?.submitters() ?? [:]
        var submissions = try isAnew ? ledger?.rejudgeable() ?? [] : ledger?.submissions(in: .claimed) ?? []
        for submission in try rehearseClaims(deliveries, from: drop, first: first, ledger, &report) {
            submitters[submission.sequence] = submission.submitter
            submissions.append(submission)
        }
        var deduplicator = Deduplicator(
            history: RehearsedHistory(isAnew ? nil : try ledger.map { try KeyRuns(store: store, ledger: $0) }),
            nextOrdinal: isAnew ? 0 : try ledger?.nextOrdinal() ?? 0)
        var sink = NoKeeping()
        let disk = disk
        let archive = Archive(store: store)
        _ = try await judge(
            submissions, submitters: submitters, with: &deduplicator, into: &sink, &report
        ) { $0.sequence < first ? try archive.open($0) : FileSource(try disk.open($0.path, beneath: drop)) }
        report.datasetRecords = Int(deduplicator.nextOrdinal)
        return report
    }

    /// The new deliveries as they would be claimed. Those that repeat bytes of the same submitter go straight into the
    /// report.
    private func rehearseClaims(
        _ deliveries: [Delivery], from drop: String, first: UInt32, _ ledger: Ledger?, _ report: inout RunReport
    ) throws -> [Submission] {
        var submissions: [Submission] = []
        var seen: [String: UInt32] = [:]
        for (index, delivery) in try (ledger?.unknown(among: deliveries) ?? deliveries).enumerated() {
            let sequence = first + UInt32(index)
            let digest = try digest(of: delivery.path, beneath: drop)
            // A submitter is a folder's name, which has no slash.
            let name = "\(digest)/\(delivery.submitter)"
            if let earlier = try seen[name] ?? ledger?.submission(of: digest, from: delivery.submitter) {
                report.submissions.append(
                    RunReport.SubmissionLine(
                        sequence: sequence, path: delivery.path, counts: OutcomeCounts(), problem: nil,
                        repeats: earlier, reading: [], unusedFields: []))
                continue
            }
            seen[name] = sequence
            submissions.append(
                Submission(rehearsing: delivery, sequence: sequence, arrival: options.now.seconds))
        }
        return submissions
    }

    private func digest(of path: String, beneath drop: String) throws -> Digest {
        var file = try disk.open(path, beneath: drop)
        var hasher = SHA256Hasher()
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = try buffer.withUnsafeMutableBytes { try file.read(into: $0) }
            guard count > 0 else { return hasher.finish() }
            buffer.withUnsafeBytes { hasher.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
    }
}
