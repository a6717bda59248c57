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
    func writeReceipts(_ store: Store, _ ledger: Ledger, _ report: inout RunReport) throws {
        guard tellsOthers, let root = receiptsFolder else { return }
        var due = try ledger.dueReceipts()[...]
        guard !due.isEmpty else { return }
        progress(RunProgress(isStart: true, text: "Writing \(due.count) receipts", share: 0))
        while !due.isEmpty {
            // Not too many at once, and not too much to be told of.
            var submissions: [Submission] = []
            var problems = 0
            while let number = due.first, submissions.count < Run.receiptsAtOnce, problems < Run.problemsAtOnce {
                due = due.dropFirst()
                guard let submission = try ledger.submission(number) else { continue }
                let parts = submission.state == .unpacked ? try ledger.submissions(partOf: number) : [submission]
                problems += parts.reduce(0) { $0 + $1.counts.quarantined + $1.counts.flagged }
                submissions.append(submission)
            }
            var book = try ReceiptBook(about: submissions, plan: plan, store, ledger)
            var written: [(submission: UInt32, mend: String?)] = []
            // One folder after the other, in the order of arrival within each.
            var folders: [String: [Submission]] = [:]
            for submission in submissions { folders[ReceiptNames(submission).folder, default: []].append(submission) }
            for folder in folders.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
                do {
                    let place = try OpenFolder(folder, beneath: root, disk: disk)
                    for submission in folders[folder] ?? [] {
                        let mend = try write(submission, &book, store, to: place)
                        written.append((submission.sequence, mend))
                    }
                } catch let error as DiskError where error.isOfOnePath {
                    report.skipped.append(
                        (
                            folder,
                            "its receipts cannot be written: \(error.reason); correct that, and they come next time"
                        ))
                }
            }
            if !written.isEmpty { try disk.syncFileSystem(of: root) }
            try ledger.markWritten(receipts: written)
        }
    }

    /// So many receipts are put together in memory and made durable at once.
    static let receiptsAtOnce = 4_096
    /// About so many problems are.
    private static let problemsAtOnce = 4_096

    /// Where receipts go; `nil` where the project wants none.
    var receiptsFolder: String? { plan.definition.receipts.folder.map { project.path($0) } }

    /// The language of somebody's receipts: as `people.csv` says, else as the project does, else that of the files.
    func language(of submitter: String, _ path: String) -> Language {
        let tags = [
            plan.people.language(of: submitter), plan.definition.receipts.language,
            plan.source(for: path)?.locale,
        ]
        return tags.lazy.compactMap { $0 }.compactMap { Language(tag: $0) }.first ?? .english
    }

    /// Writes a receipt in its three forms, and the file for mending, whose name is given back.
    private func write(
        _ submission: Submission, _ book: inout ReceiptBook, _ store: Store, to place: borrowing OpenFolder
    ) throws -> String? {
        let names = ReceiptNames(submission)
        let language = language(of: submission.submitter, submission.path)
        var receipt = try book.receipt(of: submission)
        let parts =
            submission.state == .unpacked ? try book.ledger.submissions(partOf: submission.sequence) : [submission]
        for part in parts {
            guard let file = try mendFile(of: part, book.found(part.sequence), store, in: language) else { continue }
            try place.put(file.bytes, as: names.mend(part))
            let rows = (receipt.mend?.rows ?? 0) + file.rows
            receipt.mend = Receipt.Mend(fileName: receipt.mend?.fileName ?? names.mend(part), rows: rows)
        }
        receipt.index = indexPath(from: names.folder, submission.submitter)
        try place.put(Array(receipt.html(in: language).utf8), as: names.receipt("html"))
        try place.put(Array(receipt.text(in: language).utf8), as: names.receipt("txt"))
        try place.put(Array(receipt.json(in: language).utf8), as: names.receipt("json"))
        return receipt.mend?.fileName
    }

    /// The way from a folder of receipts to the page of its sender.
    func indexPath(from folder: String, _ submitter: String) -> String {
        let depth = folder.split(separator: "/").count - pageFolder(of: submitter).split(separator: "/").count
        return String(repeating: "../", count: max(0, depth)) + ReceiptNames.index
    }

    /// The file for mending what was quarantined of a submission; `nil` where nothing was, or where it cannot be read again.
    private func mendFile(
        of submission: Submission, _ found: ReceiptFindings.Found, _ store: Store, in language: Language
    ) throws -> MendFile? {
        guard submission.state == .judged, !found.quarantined.isEmpty, !submission.isRedacted,
            let source = plan.source(for: submission.path)
        else { return nil }
        var reader = try Archive(store: store).records(of: submission, source, fields: .all)
        var file: MendFile?
        do {
            while let batch = try reader.next() {
                for row in 0..<batch.count {
                    guard let problems = found.quarantined[batch.origins.rows[row]],
                        batch.columns.reduce(0, { $0 + $1.range(row).count }) <= MendFile.longestRow
                    else { continue }
                    var mend = file ?? MendFile(like: reader.description, fields: batch.fields)
                    let record = RecordID(submission: submission.sequence, record: batch.origins.records[row])
                    let messages = problems.map { language.say(Receipt.Message($0)).description }
                    mend.append("\(record): \(messages.joined(separator: " "))", batch.columns.map { $0[row] })
                    file = mend
                }
            }
        } catch {
            // What is broken is told by the receipt; the rows before it can be mended all the same.
            guard error.kind != .disk else { throw error }
        }
        return file
    }
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
