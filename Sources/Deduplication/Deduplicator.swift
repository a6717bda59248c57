import Observations

/// What became of every row of a batch.
package struct Verdicts: Sendable {
    /// One outcome per row.
    package var outcomes: [Outcome]
    /// For accepted rows and corrections the record's place in the dataset, for duplicates the place of the record that
    /// they repeat, else 0.
    package var ordinals: [UInt32]
}

/// Decides for every record whether it is new, corrects one, repeats one or conflicts with one, against the whole
/// history and in the order of arrival.
///
/// With a declared key: unknown → new; known with the same content → duplicate; known with other content → a correction
/// if the same submitter sends it, a conflict if another does, and an error if both stand in one file.
///
/// Without a key: the fingerprint and its ordinal among equal rows of the file make the key, so that equal rows within
/// one file are kept (and flagged), while the same file again adds nothing.
///
/// The cost is that of the records judged; memory stays bounded because the table of keys is handed to the history as a
/// sorted run whenever it holds `tableLimit` entries.
package struct Deduplicator<History: KeyHistory> {
    /// All keys ever accepted.
    package private(set) var history: History
    /// The place that the next new record gets.
    package private(set) var nextOrdinal: UInt32
    /// How many entries the table holds before it becomes a run.
    private let tableLimit: Int
    private var table = EntryTable()

    /// A deduplicator over a history whose records have the places below `nextOrdinal`.
    package init(history: History, nextOrdinal: UInt32, tableLimit: Int = 1 << 20) {
        self.history = history
        self.nextOrdinal = nextOrdinal
        self.tableLimit = tableLimit
    }

    /// Judges a batch. Rows that are not new, corrected or flagged lose their place in `batch.selection`;
    /// findings are added for what must be said.
    ///
    /// - Parameters:
    ///   - submitterOf: the submitter's number for a submission that the history names.
    package mutating func judge(
        _ batch: inout ObservationBatch, keys: RecordKeys, rule: KeyRule, submitterOf: (UInt32) -> UInt32
    ) throws -> Verdicts {
        var verdicts = Verdicts(
            outcomes: [Outcome](repeating: .quarantined, count: batch.count),
            ordinals: [UInt32](repeating: 0, count: batch.count))
        _ = table.touch(keys.keys)
        try recall(keys, rows: batch.selection)
        var findings: [Finding] = []
        let submission = batch.origins.submission
        let selected = batch.selection
        for row in selected.setRows {
            if keys.incomplete[row] {
                findings.append(Finding(code: "key-missing", severity: .error, row: row))
                batch.selection[row] = false
                continue
            }
            let (outcome, ordinal) =
                switch rule {
                case .declared:
                    judgeKeyed(
                        keys.keys[row], content: keys.contents[row], submission: submission, row: row,
                        submitterOf: submitterOf, findings: &findings)
                case .fingerprint:
                    try judgeKeyless(keys.keys[row], submission: submission, row: row, findings: &findings)
                }
            verdicts.outcomes[row] = outcome
            verdicts.ordinals[row] = ordinal
            if outcome != .accepted && outcome != .correction { batch.selection[row] = false }
        }
        if !findings.isEmpty { batch.findings = merged(batch.findings, findings) }
        if table.count >= tableLimit { try flush() }
        return verdicts
    }

    /// Hands what the run has learnt to the history, at the end of the run.
    package mutating func flush() throws {
        let entries = table.drain()
        if !entries.isEmpty { try history.add(entries) }
    }

    /// Brings what the history knows about the batch's keys into the table, in one question.
    private mutating func recall(_ keys: RecordKeys, rows: Bitmap) throws {
        guard !history.isEmpty else { return }
        let unknown = rows.setRows.compactMap { table.index(of: keys.keys[$0]) == nil ? keys.keys[$0] : nil }
        for case let entry? in try history.entries(for: unknown) where table.index(of: entry.key) == nil {
            table.insert(entry, changed: false)
        }
    }

    private mutating func judgeKeyed(
        _ key: RecordKey, content: UInt64, submission: UInt32, row: Int, submitterOf: (UInt32) -> UInt32,
        findings: inout [Finding]
    ) -> (Outcome, UInt32) {
        guard let index = table.index(of: key) else { return accept(key, content: content, submission: submission) }
        let known = table[index]
        let isOwn = submitterOf(known.submission) == submitterOf(submission)
        if known.content == content {
            if isOwn { table.update(index, content: content, submission: submission) }
            return (.duplicate, known.ordinal)
        }
        guard known.submission != submission else {
            findings.append(Finding(code: "key-twice-in-file", severity: .error, row: row))
            return (.quarantined, 0)
        }
        guard isOwn else {
            findings.append(
                Finding(code: "key-conflict", severity: .error, row: row, arguments: ["\(known.submission)"]))
            return (.quarantined, 0)
        }
        table.update(index, content: content, submission: submission)
        return (.correction, known.ordinal)
    }

    /// Of equal rows in one file the first has the fingerprint itself as its key and counts the others in its `content`;
    /// so the place of the next one is known at once, also in a file of nothing but equal rows.
    private mutating func judgeKeyless(
        _ fingerprint: RecordKey, submission: UInt32, row: Int, findings: inout [Finding]
    ) throws -> (Outcome, UInt32) {
        guard let first = table.index(of: fingerprint) else {
            return accept(fingerprint, content: 0, submission: submission)
        }
        let known = table[first]
        guard known.submission == submission else {
            table.update(first, content: 0, submission: submission)
            return (.duplicate, known.ordinal)
        }
        let repeats = known.content + 1
        table.update(first, content: repeats, submission: submission)
        let key = RecordKey(
            high: StableHash.mix(fingerprint.high ^ repeats, 0x9E37_79B9_7F4A_7C15),
            low: fingerprint.low &+ repeats)
        guard let index = try find(key) else {
            findings.append(Finding(code: "equal-rows-in-file", severity: .warning, row: row))
            return accept(key, content: 0, submission: submission)
        }
        let ordinal = table[index].ordinal
        table.update(index, content: 0, submission: submission)
        return (.duplicate, ordinal)
    }

    /// Finds a key in the table, or brings it there from the history.
    private mutating func find(_ key: RecordKey) throws -> Int? {
        if let index = table.index(of: key) { return index }
        guard !history.isEmpty, let entry = try history.entries(for: [key]).first ?? nil else { return nil }
        table.insert(entry, changed: false)
        return table.count - 1
    }

    private mutating func accept(_ key: RecordKey, content: UInt64, submission: UInt32) -> (Outcome, UInt32) {
        let ordinal = nextOrdinal
        nextOrdinal += 1
        table.insert(KeyEntry(key: key, content: content, ordinal: ordinal, submission: submission), changed: true)
        return (.accepted, ordinal)
    }

    /// Two lists of findings, each in row order, as one.
    private func merged(_ first: [Finding], _ second: [Finding]) -> [Finding] {
        var result: [Finding] = []
        result.reserveCapacity(first.count + second.count)
        var rest = second[...]
        for finding in first {
            while let next = rest.first, next.row < finding.row { result.append(rest.removeFirst()) }
            result.append(finding)
        }
        return result + rest
    }
}
