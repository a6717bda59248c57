import Files
import Formats
import Observations
import Receipts
import Storage

extension Run {
    /// Writes the receipts of all submissions that were judged and have none yet, beside the drop folder.
    ///
    /// They say what the ledger says, so that a run that was killed before leaves them to the next. First the files, durable,
    /// then the ledger: a receipt that lies there is never owed.
    ///
    /// - Parameter refused: rows that were quarantined a moment ago, so that their files need not be read again.
    func writeReceipts(
        _ store: Store, _ ledger: Ledger, refused: RefusedRows = RefusedRows(), _ report: inout RunReport
    ) async throws {
        guard tellsOthers, let root = receiptsFolder else { return }
        var due = try ledger.dueReceipts()[...]
        guard !due.isEmpty else { return }
        progress(RunProgress(isStart: true, text: "Writing \(counted(due.count, "receipt"))", share: 0))
        while !due.isEmpty {
            let book = try ReceiptBook(about: Run.next(&due), plan: plan, store, ledger)
            let written = try await write(book, refused, store, to: root, &report)
            if !written.isEmpty { try disk.syncFileSystem(of: root) }
            try ledger.markWritten(receipts: written)
        }
    }

    /// Takes the next submissions from those that are to be told of: not too many at once, and not too much to be told.
    private static func next(_ due: inout ArraySlice<(submission: UInt32, problems: Int)>) -> [UInt32] {
        var taken: [UInt32] = []
        var problems = 0
        while taken.count < receiptsAtOnce, problems < problemsAtOnce, let next = due.popFirst() {
            taken.append(next.submission)
            problems += next.problems
        }
        return taken
    }

    /// Writes the receipts of a book, one folder after the other, and gives those that were written. They are put together
    /// ahead, by several threads.
    private func write(
        _ book: ReceiptBook, _ refused: RefusedRows, _ store: Store, to root: String, _ report: inout RunReport
    ) async throws -> [(submission: UInt32, mend: String?)] {
        var folders: [ExactName: [ToldDelivery]] = [:]
        for delivery in book.deliveries {
            folders[ExactName(ReceiptNames(delivery.whole.submission).folder), default: []].append(delivery)
        }
        let inOrder = folders.sorted { $0.key < $1.key }.map { (folder: $0.key.text, deliveries: $0.value) }
        var rest = inOrder.flatMap(\.deliveries)[...]
        var forms = InOrder<ToldDelivery, Result<ReceiptForms, any Error>>(threads: options.threads) { delivery in
            Result { try self.forms(of: delivery, book, refused, store) }
        }
        var written: [(submission: UInt32, mend: String?)] = []
        for (folder, deliveries) in inOrder {
            var told = 0
            do {
                let place = try OpenFolder(folder, beneath: root, disk: disk)
                while told < deliveries.count, let next = try await forms.next({ rest.popFirst() }) {
                    told += 1
                    let receipt = try next.get()
                    for file in receipt.files { try place.put(file.bytes, as: file.name) }
                    written.append((receipt.submission, receipt.mend))
                }
            } catch let error as DiskError where error.isOfOnePath {
                while told < deliveries.count, try await forms.next({ rest.popFirst() }) != nil { told += 1 }
                report.skipped.append(
                    (folder, "its receipts cannot be written: \(error.reason); correct that, and they come next time"))
            }
        }
        return written
    }

    /// So many receipts are put together in memory and made durable at once.
    static let receiptsAtOnce = 4_096
    /// About so many problems are.
    private static let problemsAtOnce = 4_096

    /// Where receipts go; `nil` where the project wants none.
    var receiptsFolder: String? { plan.definition.receipts.folder.map { project.path($0) } }

    /// The language of somebody's receipts: as `people.csv` says, else as the project does, else that of the files.
    func language(of submitter: String, _ path: String) -> Language {
        plan.people.language(of: submitter).flatMap(Language.init(tag:))
            ?? plan.definition.receipts.language.flatMap(Language.init(tag:))
            ?? plan.source(for: path)?.locale.flatMap(Language.init(tag:)) ?? .english
    }

    /// A receipt in its forms, and the files for mending.
    private func forms(
        of delivery: ToldDelivery, _ book: ReceiptBook, _ refused: RefusedRows, _ store: Store
    ) throws -> ReceiptForms {
        let submission = delivery.whole.submission
        let names = ReceiptNames(submission)
        let language = language(of: submission.submitter, submission.path)
        var receipt = book.receipt(of: delivery)
        var forms = ReceiptForms(submission: submission.sequence)
        for part in delivery.files.map(\.submission) {
            guard let file = try mendFile(of: part, book.found(part.sequence), refused, store, in: language) else {
                continue
            }
            forms.files.append((names.mend(part), file.bytes))
            let rows = (receipt.mend?.rows ?? 0) + file.rows
            receipt.mend = Receipt.Mend(fileName: receipt.mend?.fileName ?? names.mend(part), rows: rows)
        }
        forms.mend = receipt.mend?.fileName
        receipt.index = indexPath(from: names.folder, submission.submitter)
        forms.files += receipt.forms(in: language).map { (names.receipt($0.ending), Array($0.text.utf8)) }
        return forms
    }

    /// The way from a folder of receipts to the page of its sender.
    func indexPath(from folder: String, _ submitter: String) -> String {
        let depth = folder.pathPieces.count - pageFolder(of: submitter).pathPieces.count
        return String(repeating: "../", count: max(0, depth)) + ReceiptNames.index
    }
}

/// What is written about one submission.
private struct ReceiptForms: Sendable {
    let submission: UInt32
    /// The files, each whole.
    var files: [(name: String, bytes: [UInt8])] = []
    /// The name of the first file for mending.
    var mend: String?
}

extension Receipt.Message {
    /// The sentence of a stored finding.
    init(_ finding: StoredFinding) {
        self.init(
            code: finding.code, wording: RuleCatalogue.rule(finding.code)?.wording ?? finding.code,
            field: finding.field, value: finding.value.map(Receipt.shortened),
            arguments: finding.arguments.map(Receipt.shortened))
    }
}

extension Receipt {
    /// A value as receipts tell it: its beginning, where it has more bytes than anybody reads.
    static func shortened(_ value: String) -> String {
        guard value.utf8.count > longestValue else { return value }
        return String(value.unicodeScalars.prefix(longestValue / 4)) + "…"
    }

    private static let longestValue = 20_000
}
