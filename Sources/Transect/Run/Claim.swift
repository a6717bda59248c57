import Files
import Formats
import Intake
import Observations
import Storage

extension Run {
    /// Takes what is new in the drop folder, or all of a folder of old files: archived and recorded, not yet judged.
    ///
    /// Copying comes first. That the bytes are safe on the disk, and then true in the ledger, may take as long as judging
    /// them: it is waited for beside that, and nothing of the night is committed before.
    package func claim(_ store: Store, _ ledger: Ledger, _ report: inout RunReport) throws -> Claims {
        let drop = options.importFrom ?? project.path(plan.definition.drop)
        guard try !isRehearsal || disk.status(drop) != nil else { return Claims() }
        let scan = try DropFolder(root: drop, disk: disk, rules: plan.definition.arrival).scan()
        try finishOriginals(scan, ledger, &report)
        let matched = matched(scan.arrivals)
        report.skipped = (scan.skipped + matched.unnamed).map { ($0.path, $0.reason) }
        report.unmatched = matched.unmatched
        let unknown = try unknown(among: matched.deliveries, store, ledger)
        let (new, waiting, look) = try complete(unknown, scan, from: drop, ledger)
        let known = matched.deliveries.count
        progress(RunProgress(isStart: true, text: "Claiming \(new.count) of \(counted(known, "file"))", share: 0))
        let archive = Archive(store: store, threads: options.threads)
        let (arrival, isImport) = (options.now.seconds, options.importFrom != nil)
        let (outcome, staged) = try archive.claimAllButLast(
            new, from: drop, arrival: arrival, isImport: isImport, ledger: ledger,
            members: { member(of: $0, named: $1) })
        report.skipped += outcome.left.filter { $0.waits == nil }.map { ($0.path, $0.reason) }
        try note(waiting: waiting + outcome.left, of: unknown, look, ledger, &report)
        let foreseen = try archive.foresee(staged, arrival: arrival, isImport: isImport, ledger: ledger)
        report.submissions = (outcome.submissions + foreseen).filter { $0.duplicateOf != nil }.map { repeated in
            RunReport.SubmissionLine(
                sequence: repeated.sequence, path: repeated.path, counts: OutcomeCounts(), problem: nil,
                repeats: repeated.duplicateOf, reading: [], unusedFields: [])
        }
        guard !foreseen.isEmpty else { return Claims() }
        return Claims(foreseen, archive, staged, threads: options.threads) {
            try archive.record(staged, arrival: arrival, isImport: isImport, ledger: ledger)
        }
    }

    /// The arrivals that some source takes, as deliveries, the paths of the others, and those whose names should say who
    /// sent them and do not.
    func matched(_ arrivals: [Arrival]) -> (deliveries: [Delivery], unmatched: [String], unnamed: [Skipped]) {
        var deliveries: [Delivery] = []
        var unmatched: [String] = []
        var unnamed: [Skipped] = []
        for arrival in arrivals {
            let source = plan.source(for: arrival.relativePath)
            // What is in an archive is known only when it is opened.
            guard source != nil || ArchivePath.isArchive(arrival.relativePath) else {
                unmatched.append(arrival.relativePath)
                continue
            }
            let identity = FileIdentity(
                size: arrival.size, modifiedNanoseconds: arrival.modifiedNanoseconds, inode: arrival.inode,
                device: arrival.device)
            guard let submitter = submitter(of: arrival) else {
                unnamed.append(
                    Skipped(
                        path: arrival.relativePath,
                        reason: "its name does not say who sent it, as `contributors` asks; give it such a name"))
                continue
            }
            var delivery = Delivery(
                path: arrival.relativePath, submitter: submitter, identity: identity,
                series: source.flatMap { series(of: arrival.relativePath, in: $0) })
            delivery.condition.ending = source?.options ?? FormatOptions()
            deliveries.append(delivery)
        }
        return (deliveries, unmatched, unnamed)
    }

    /// The delivery that a member of an archive is, if some source takes it.
    @Sendable func member(of archive: Delivery, named name: String) -> Delivery? {
        let path = archive.path + "/" + name
        guard let source = plan.source(for: path) else { return nil }
        return Delivery(
            path: path, submitter: archive.submitter, identity: archive.identity, series: series(of: path, in: source))
    }

    /// What a file is a state of; `nil` where that is its path.
    private func series(of path: String, in source: SourcePlan) -> String? {
        let series = source.series(of: path)
        return series == path ? nil : series
    }
}

/// Files that a run has taken and whose bytes may still be on their way to the disk.
package struct Claims: Sendable {
    /// The submissions that they are, or will be in a moment; duplicates too.
    let submissions: [Submission]
    private let archive: Archive?
    private let staged: StagedClaims
    private let recorded: Beside<[Submission]>?

    /// No files.
    init() {
        submissions = []
        archive = nil
        staged = StagedClaims()
        recorded = nil
    }

    /// - Parameter record: makes the files safe and true.
    init(
        _ submissions: [Submission], _ archive: Archive, _ staged: StagedClaims, threads: Int,
        record: @escaping @Sendable () throws -> [Submission]
    ) {
        self.submissions = submissions
        self.archive = archive
        self.staged = staged
        recorded = Beside(threads: threads, record)
    }

    /// Waits until nothing is done about the files any more, whatever came of it.
    func comeToRest() async { _ = try? await recorded?.value }

    /// Waits until the files are safe and true, and brings them to their places. Doing so again changes nothing.
    ///
    /// - Throws: `DiskError` or `StoreError` where they cannot be; then what was judged must not be committed.
    package func settle() async throws {
        guard let recorded, let archive else { return }
        guard try await recorded.value == submissions else {
            throw StoreError.contradiction("The submissions are not those that were judged")
        }
        try archive.place(staged)
    }
}
