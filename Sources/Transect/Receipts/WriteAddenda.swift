import Files
import Observations
import Receipts
import Storage

extension Run {
    /// Tells those whose receipts were written before what a later judging has changed: a dated page of its own beside each,
    /// which says what has changed and how things stand. The receipt stays as it is.
    func writeAddenda(_ store: Store, _ ledger: Ledger, _ report: inout RunReport) throws {
        guard tellsOthers, let root = receiptsFolder else { return }
        let told = try ledger.value(of: .addendaTold).flatMap { Int64($0) } ?? 0
        var rest = try ledger.addenda(after: told)[...]
        while !rest.isEmpty {
            let addenda = rest.prefix(Run.receiptsAtOnce)
            rest = rest.dropFirst(addenda.count)
            let about = try write(Array(addenda), root, store, ledger, &report)
            if !about.isEmpty { try disk.syncFileSystem(of: root) }
            try ledger.markTold(addenda: addenda.last?.id ?? told, about: about)
        }
    }

    /// Writes some addenda, and gives the submissions that they are about.
    private func write(
        _ addenda: [Addendum], _ root: String, _ store: Store, _ ledger: Ledger, _ report: inout RunReport
    ) throws -> [UInt32] {
        var about: [UInt32] = []
        // What is in an archive is told with the archive.
        let told = try addenda.compactMap { addendum -> (addendum: Addendum, about: UInt32)? in
            guard let judged = try ledger.submission(addendum.submission) else { return nil }
            let submission = judged.partOf ?? judged.sequence
            return try ledger.hasWrittenReceipt(submission) ? (addendum, submission) : nil
        }
        let book = try ReceiptBook(about: told.map(\.about), plan: plan, store, ledger)
        for ((addendum, number), delivery) in zip(told, book.deliveries) {
            let submission = delivery.whole.submission
            var receipt = book.receipt(of: delivery)
            let member = delivery.members.map(\.submission).first { $0.sequence == addendum.submission }
            let part = member?.nameInArchive(submission)
            receipt.addenda = try ledger.addenda(of: addendum.submission).map { Receipt.Addendum($0, part: part) }
            let names = ReceiptNames(submission)
            receipt.index = indexPath(from: names.folder, submission.submitter)
            let language = language(of: submission.submitter, submission.path)
            let texts = receipt.forms(in: language).map { (names.addendum(addendum.id, $0.ending), $0.text) }
            do {
                try put(texts, into: names.folder, beneath: root)
                about.append(number)
            } catch let error as DiskError where error.isOfOnePath {
                report.skipped.append((names.folder, "an addendum cannot be written: \(error.reason)"))
            }
        }
        return about
    }
}

extension Receipt.Addendum {
    /// What a later judging changed.
    ///
    /// - Parameter part: the member of an archive that it changed it of.
    fileprivate init(_ addendum: Addendum, part: String?) {
        self.init(
            part: part, at: Instant(seconds: addendum.at), cause: Receipt.Addendum.cause(of: addendum).wording,
            before: addendum.before.taken, after: addendum.after.taken)
    }

    /// Why, as far as the submission itself tells; else it is that something before it reads differently now.
    private static func cause(of addendum: Addendum) -> AddendumCause {
        guard addendum.cause != JudgedAnew.edition.cause else { return .definition }
        switch (addendum.before.state, addendum.after.state) {
        case (_, .rejected): return .rejected
        case (_, .revoked): return .revoked
        case (_, .erased): return .erased
        case (.held, .judged): return .accepted
        default: return .earlier
        }
    }
}

extension Addendum.Standing {
    /// What had become of the records. Of a file that was held nothing had, whatever would have become of it; one that was
    /// revoked or erased since still has the counts of when it was taken.
    fileprivate var taken: OutcomeCounts { state == .held || state == .rejected ? OutcomeCounts() : counts }
}
