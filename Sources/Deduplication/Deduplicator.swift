import Observations

/// Decides for every record whether it is new, corrects one, repeats one, withdraws one or conflicts with one, against
/// the whole history and in the order of arrival. `KeyedRules` and `FingerprintRules` say how.
///
/// Between `begin` and `end` of a submission everything can be undone (`rollback`).
///
/// The cost is that of the records judged; memory stays bounded because the table of keys is handed to the history as a
/// sorted run whenever it holds `tableLimit` entries.
package struct Deduplicator<History: KeyHistory> {
    /// All keys ever accepted, but for what the table holds.
    package internal(set) var history: History
    /// The place that the next new record gets.
    package internal(set) var nextOrdinal: UInt32
    /// How many entries the table holds before it becomes a run.
    let tableLimit: Int
    var table: EntryTable
    var mark: SubmissionMark?
    /// Records of the series whose rows have become equal to other records since the submission began.
    var released: [SeriesPartner] = []

    /// A deduplicator over a history whose records have the places below `nextOrdinal`.
    package init(history: History, nextOrdinal: UInt32, tableLimit: Int = 1 << 20) {
        self.history = history
        self.nextOrdinal = nextOrdinal
        self.tableLimit = tableLimit
        table = EntryTable(limit: tableLimit + tableLimit / 2)
    }

    /// Judges a batch. Rows that are not new, corrected or flagged lose their place in `batch.selection`;
    /// findings are added for what must be said.
    ///
    /// - Parameters:
    ///   - keys: the batch's keys by `rule`, with revisions and withdrawals where the source declares them.
    ///   - partners: for a file that replaces the records of its series, what each of its rows was before. They matter
    ///     for rows without a declared key; with one the key alone decides.
    ///   - firstRow: how many rows of the file came before this batch.
    /// - Throws: what the history throws, and `DatasetIsFull`.
    package mutating func judge(
        _ batch: inout ObservationBatch, keys: RecordKeys, rule: KeyRule, context: ArrivalContext,
        partners: SeriesPartners? = nil, firstRow: Int = 0
    ) throws -> Verdicts {
        guard batch.count < KeyEntry.ordinalLimit - nextOrdinal else { throw DatasetIsFull() }
        var verdicts = Verdicts(
            outcomes: [Outcome](repeating: .quarantined, count: batch.count),
            ordinals: [UInt32](repeating: 0, count: batch.count), keys: keys.keys)
        try recall(keys, rows: batch.selection, partners: partners, firstRow: firstRow)
        let findings: [Finding]
        switch rule {
        case .declared:
            findings = judgeKeyed(&batch.selection, keys: keys, context: context, &verdicts)
        case .fingerprint:
            precondition(keys.withdraws == nil, "Withdrawing by rows needs a declared key")
            findings = try judgeKeyless(
                &batch.selection, context: context, partners: partners, firstRow: firstRow, &verdicts)
        }
        if !findings.isEmpty { batch.findings = batch.findings.merged(with: findings) }
        try flushIfDue()
        return verdicts
    }

    /// What is known about some keys, in their order; `nil` where a key was never met.
    package func entries(for keys: [RecordKey]) throws -> [KeyEntry?] {
        var entries = keys.map { key in table.index(of: key).map { table[$0] } }
        guard !history.isEmpty else { return entries }
        let unknown = entries.indices.filter { entries[$0] == nil }
        guard !unknown.isEmpty else { return entries }
        for (index, entry) in zip(unknown, try history.entries(for: unknown.map { keys[$0] })) {
            entries[index] = entry
        }
        return entries
    }

    /// Brings what the history knows about the batch's keys into the table, in one question.
    private mutating func recall(
        _ keys: RecordKeys, rows: Bitmap, partners: SeriesPartners?, firstRow: Int
    ) throws {
        guard !history.isEmpty else { return }
        var unknown: [RecordKey] = []
        var touched = 0
        for row in rows.setRows {
            table.lookAhead(from: row, in: keys.keys, &touched)
            if table.index(of: keys.keys[row]) == nil { unknown.append(keys.keys[row]) }
        }
        if let partners {
            for row in rows.setRows {
                if let key = partners[firstRow + row]?.key, table.index(of: key) == nil { unknown.append(key) }
            }
        }
        try recall(unknown)
    }

    /// Brings what the history knows about keys that are not in the table into it.
    mutating func recall(_ unknown: [RecordKey]) throws {
        guard !history.isEmpty, !unknown.isEmpty else { return }
        for case let entry? in try history.entries(for: unknown) where table.index(of: entry.key) == nil {
            table.insert(entry, changed: false)
        }
    }

    /// Finds a key in the table, or brings it there from the history.
    mutating func find(_ key: RecordKey) throws -> Int? {
        if let index = table.index(of: key) { return index }
        guard !history.isEmpty, let entry = try history.entries(for: [key]).first ?? nil else { return nil }
        table.insert(entry, changed: false)
        return table.count - 1
    }

    /// The place of a new record.
    mutating func takePlace() -> UInt32 {
        nextOrdinal += 1
        return nextOrdinal - 1
    }
}

extension Deduplicator: Sendable where History: Sendable {}

/// A dataset holds less than 2³⁰ − 1 records, withdrawn ones counted.
package struct DatasetIsFull: Error, Sendable, CustomStringConvertible {
    package var description: String {
        "This dataset has no place for further records: it holds \(KeyEntry.ordinalLimit) at most. "
            + "Begin a second project for the records to come."
    }
}
