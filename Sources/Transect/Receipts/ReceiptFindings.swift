import Observations
import Receipts
import Storage

/// Gives the findings about submissions back, submission by submission: each findings file is read once, however many
/// receipts there are to write.
///
/// Findings are kept in the order of judging, so that those of one submission follow one another within a file.
struct ReceiptFindings {
    /// What was found about one submission, each problem of a row of the file once.
    struct Found {
        /// The findings, in the order of the file; at most `Receipt.problemLimit`.
        var first: [StoredFinding] = []
        /// How many problems there are.
        var count = 0
        /// The rows that were not taken, with what was found about each; at most `MendFile.rowLimit`.
        var quarantined: [UInt32: [StoredFinding]] = [:]
        /// Those records of `first` that were not taken, also where the reason for that is not among them any more.
        fileprivate(set) var refused: Set<UInt32> = []
        /// The records of `first`.
        fileprivate var told: Set<UInt32> = []
    }

    private var found: [UInt32: Found] = [:]

    /// Reads what was found about some submissions.
    ///
    /// - Parameter wanted: the submissions, each with the findings file from which on it may be named.
    init(about wanted: [UInt32: Int], _ store: Store, _ ledger: Ledger) throws {
        guard let start = wanted.values.min(), let first = wanted.keys.min(), let last = wanted.keys.max() else {
            return
        }
        let files = try ledger.findingsFiles().filter { $0.number >= start }
        var reader = FindingsReader(store: store, files: files, among: first...last)
        var told = ToldProblems()
        while let findings = try reader.nextRows() {
            for record in findings.rows.byRecord(findings) {
                guard let row = record.first, wanted[findings.submission(row)] != nil else { continue }
                let isRefused = record.contains(where: findings.isRefusal)
                for row in record {
                    let isNew = told.isNew(findings, row, isRefused: isRefused)
                    found[findings.submission(row), default: Found()].add(findings, row, isNew: isNew)
                }
            }
        }
    }

    /// What was found about a submission.
    subscript(submission: UInt32) -> Found { found[submission] ?? Found() }
}

extension ReceiptFindings.Found {
    /// Adds a finding; one that is not new tells only what became of its record.
    fileprivate mutating func add(_ findings: FindingRows, _ row: Int, isNew: Bool) {
        let record = findings.recordNumber(row)
        if isNew {
            count += 1
            if first.count < Receipt.problemLimit {
                first.append(findings[row])
                told.insert(record)
            }
        }
        guard findings.isRefusal(row) else { return }
        if told.contains(record) { refused.insert(record) }
        guard isNew else { return }
        let number = findings.fileRow(row)
        if quarantined.count < MendFile.rowLimit || quarantined[number] != nil {
            quarantined[number, default: []].append(findings[row])
        }
    }
}

extension [Int] {
    /// Rows of findings, those about one record together. They lie together already; a record whose findings go on in the
    /// next row group comes in two parts.
    fileprivate func byRecord(_ findings: FindingRows) -> some Sequence<ArraySlice<Int>> {
        sequence(state: self[...]) { (rest: inout ArraySlice<Int>) -> ArraySlice<Int>? in
            guard let first = rest.first else { return nil }
            let record = findings.record(first)
            let rows = rest.prefix { findings.record($0) == record }
            rest = rest[rows.endIndex...]
            return rows
        }
    }
}
