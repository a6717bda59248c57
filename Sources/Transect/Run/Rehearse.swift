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
    /// Judges what lies in the drop folder as a run would, and changes nothing.
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
        let new = try ledger?.unknown(among: deliveries) ?? deliveries
        let first = try ledger?.nextSequence() ?? 1
        var submitters = try ledger?.submitters() ?? [:]
        let submissions = new.enumerated().map { index, delivery in
            let sequence = first + UInt32(index)
            submitters[sequence] = delivery.submitter
            return Submission(rehearsing: delivery, sequence: sequence, arrival: options.now.seconds)
        }
        var deduplicator = Deduplicator(
            history: RehearsedHistory(try ledger.map { try KeyRuns(store: store, ledger: $0) }),
            nextOrdinal: try ledger?.nextOrdinal() ?? 0)
        var sink = NoKeeping()
        let disk = disk
        _ = try await judge(
            submissions, submitters: submitters, with: &deduplicator, into: &sink, &report
        ) { FileSource(try disk.open($0.path, beneath: drop)) }
        report.datasetRecords = Int(deduplicator.nextOrdinal)
        return report
    }
}
