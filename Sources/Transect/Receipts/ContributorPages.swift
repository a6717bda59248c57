import Files
import Observations
import Receipts
import Storage

extension Run {
    /// Records what of every sender's will be in a version, before it is there: whoever has other figures than before is owed
    /// a new page.
    func setPublished(_ labels: Labels, version: Int, _ ledger: Ledger) throws {
        guard let senders = labels.ballot.senders else { return }
        let decided = senders.decidedSubjects(labels)
        try ledger.setPublished(
            senders.names.indices.map { sender in
                let counts = Ledger.PublishedOf(
                    version: version, records: senders.records[sender], subjects: decided[sender])
                return (submitter: senders.names[sender], counts)
            })
    }

    /// Writes the pages of those who got receipts, or of whom something else is published than before. A page is made from the
    /// ledger alone and replaces the one before; those that a crash leaves unwritten are still owed.
    func writeContributorPages(_ ledger: Ledger, _ report: inout RunReport) throws {
        guard tellsOthers, let root = receiptsFolder else { return }
        var done: [String] = []
        for submitter in try ledger.duePages() {
            let (summary, path) = try summary(of: submitter, ledger)
            // Who has only ever been imported has no folder of receipts.
            if summary.submissions.contains(where: { $0.receipt != nil }) {
                let page = summary.html(in: language(of: submitter, path))
                do {
                    try put([(ReceiptNames.index, page)], into: pageFolder(of: submitter), beneath: root)
                } catch let error as DiskError where error.isOfOnePath {
                    report.skipped.append((submitter, "its page cannot be written: \(error.reason)"))
                    continue
                }
            }
            done.append(submitter)
        }
        guard !done.isEmpty else { return }
        if try disk.status(root) != nil { try disk.syncFileSystem(of: root) }
        try ledger.markWritten(pages: done)
    }

    /// Puts some texts into a folder of receipts, each whole or not at all.
    func put(_ texts: [(name: String, text: String)], into folder: String, beneath root: String) throws {
        let place = try OpenFolder(folder, beneath: root, disk: disk)
        for (name, text) in texts { try place.put(Array(text.utf8), as: name) }
    }

    /// The folder of a sender's page: hers where the sub-folder names the sender, else that of all receipts.
    func pageFolder(of submitter: String) -> String {
        plan.definition.submitter == .folder ? submitter : ""
    }

    /// So many submissions are listed on a page, the newest ones.
    private static let listedSubmissions = 500

    private func summary(of submitter: String, _ ledger: Ledger) throws -> (ContributorSummary, newestPath: String) {
        let submissions = try ledger.submissions(by: submitter)
        let written = try ledger.writtenReceipts(of: submitter)
        let settled = try ledger.settledRecords(of: submitter)
        let listed = submissions.suffix(Run.listedSubmissions)
        let repeated = try ledger.paths(of: listed.compactMap(\.duplicateOf))
        var summary = ContributorSummary()
        summary.project = plan.definition.title
        summary.submitter = submitter.readablePath
        for submission in listed.reversed() {
            let names = ReceiptNames(submission)
            let way = way(to: names.folder, from: pageFolder(of: submitter))
            let parts = submission.state == .unpacked ? try ledger.submissions(partOf: submission.sequence) : []
            let outcome = Receipt.FileOutcome(of: submission, parts: parts, repeated)
            let standing = ([submission] + parts).filter { outcome.counts($0.state) }
            let mend: String? = written[submission.sequence] ?? nil
            // Whose rows it holds may be out by now, or mended.
            let waits = standing.contains { file in
                names.mend(file) == mend && file.counts.quarantined > settled[file.sequence] ?? 0
            }
            summary.submissions.append(
                ContributorSummary.Submission(
                    sequence: submission.sequence, path: submission.path.readablePath,
                    arrival: Instant(seconds: submission.arrival),
                    outcome: outcome,
                    counts: standing.reduce(OutcomeCounts()) { $0 + $1.counts },
                    receipt: written.keys.contains(submission.sequence) ? way + names.receipt("html") : nil,
                    mendFile: waits ? mend.map { way + $0 } : nil,
                    settled: standing.reduce(0) { $0 + (settled[$1.sequence] ?? 0) }))
        }
        summary.published = try ledger.published(of: submitter).map {
            ContributorSummary.Published(version: $0.version, records: $0.records, decidedSubjects: $0.subjects)
        }
        return (summary, submissions.last?.path ?? "")
    }

    /// The way from a page to the folder of a receipt below it, with a slash at its end unless it is empty.
    private func way(to folder: String, from page: String) -> String {
        guard ExactName(folder) != ExactName(page) else { return "" }
        let below = folder.pathPieces.dropFirst(page.pathPieces.count).joined(separator: "/")
        return below + "/"
    }
}
