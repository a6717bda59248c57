import Observations

import Deduplication

/// A deduplicator and files sent to it. Submissions 1–9, 100–109, 200–209 … are Maria's, 10–19, 110–119 … Jan's.
struct Scenario {
    let schema: Schema
    let rule: KeyRule
    var deduplicator: Deduplicator<MemoryHistory>

    /// What became of a file.
    struct Judged {
        var outcomes: [Outcome]
        var ordinals: [UInt32]
        var findings: [String]
        var withdrawn: [UInt32]
        var dropped: [UInt32] = []
        /// The key of each row; quarantined ones have none of meaning.
        var keys: [RecordKey]
    }

    init(_ terms: [Term], _ rule: KeyRule, tableLimit: Int = 1 << 20) {
        schema = Schema(terms)
        self.rule = rule
        deduplicator = Deduplicator(history: MemoryHistory(), nextOrdinal: 0, tableLimit: tableLimit)
    }

    static func submitter(_ submission: UInt32) -> UInt32 { submission / 10 % 10 }

    func keys(_ batch: ObservationBatch) -> RecordKeys {
        rule.keys(of: batch, submitter: "submitter-\(Self.submitter(batch.origins.submission))")
    }

    func context(_ submission: UInt32, isImport: Bool = false) -> ArrivalContext {
        ArrivalContext(submission: submission, isImport: isImport, submitterOf: Self.submitter)
    }

    /// Judges rows within the submission that is open, if any.
    mutating func judge(
        _ rows: [[String?]], submission: UInt32, isImport: Bool = false, revision: RevisionRule? = nil,
        withdraw: Set<Int> = [], quarantined: Set<Int> = [], pairing: SeriesPairing? = nil, batchSize: Int = .max
    ) throws -> Judged {
        var result = Judged(outcomes: [], ordinals: [], findings: [], withdrawn: [], keys: [])
        var first = 0
        while first < rows.count {
            let some = first..<(first + min(batchSize, rows.count - first))
            var batch = observations(schema.terms, Array(rows[some]), submission: submission)
            for row in quarantined where some.contains(row) { batch.selection[row - first] = false }
            var keys = keys(batch)
            if let revision { keys.revisions = revision.revisions(of: batch) }
            if !withdraw.isEmpty {
                var asked = Bitmap(repeating: false, count: batch.count)
                for row in withdraw where some.contains(row) { asked[row - first] = true }
                keys.withdraws = asked
            }
            let verdicts = try deduplicator.judge(
                &batch, keys: keys, rule: rule, context: context(submission, isImport: isImport),
                partners: pairing?.partners, firstRow: first)
            result.outcomes += verdicts.outcomes
            result.ordinals += verdicts.ordinals
            result.findings += batch.findings.map(\.code)
            result.withdrawn += verdicts.withdrawn
            result.keys += (0..<batch.count).map { verdicts.key(of: $0) }
            first = some.upperBound
        }
        return result
    }

    /// Compares a file with the records of its series, given as their cells and places.
    func pairing(
        _ records: [(cells: [String?], ordinal: UInt32)], of submissions: Set<UInt32>, with rows: [[String?]],
        submission: UInt32, quarantined: Set<Int> = []
    ) throws -> SeriesPairing {
        var old = SeriesRows(schema: schema, rule: rule)
        let present = observations(schema.terms, records.map(\.cells), submission: submission)
        old.add(present.columns, keys: keys(present), rows: nil, ordinals: records.map(\.ordinal))
        try old.keepOwn(of: submissions) { try deduplicator.entries(for: $0) }
        var new = SeriesRows(schema: schema, rule: rule)
        var batch = observations(schema.terms, rows, submission: submission)
        for row in quarantined { batch.selection[row] = false }
        new.add(batch, keys: keys(batch))
        return SeriesRows.pairing(old: old, new: new)
    }

    /// Sends a file that replaces the records of its series.
    mutating func sendAgain(
        _ rows: [[String?]], over records: [(cells: [String?], ordinal: UInt32)], of submissions: Set<UInt32>,
        submission: UInt32, quarantined: Set<Int> = [], isImport: Bool = false, batchSize: Int = .max
    ) throws -> Judged {
        let pairing = try pairing(
            records, of: submissions, with: rows, submission: submission, quarantined: quarantined)
        var judged = try judge(
            rows, submission: submission, isImport: isImport, quarantined: quarantined, pairing: pairing,
            batchSize: batchSize)
        judged.dropped = try deduplicator.drop(pairing.left, submission: submission).hidden
        return judged
    }

    /// The key of a row without a declared key that has some equal rows before it in its file.
    func key(_ cells: [String?], after number: Int = 0, submission: UInt32 = 1) -> RecordKey {
        let batch = observations(
            schema.terms, [[String?]](repeating: cells, count: number + 1), submission: submission)
        var rows = SeriesRows(schema: schema, rule: rule)
        rows.add(batch, keys: keys(batch))
        return rows.keys[number]
    }
}
