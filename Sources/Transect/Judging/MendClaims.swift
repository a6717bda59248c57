import Deduplication
import Observations
import Storage

/// Which records rows of files for mending say that they bring once more, as far as the present judging has come.
struct MendClaims: Sendable {
    /// Those of the submissions whose records stay.
    private var kept: [Mending] = []
    /// Those of the submission that is being judged.
    private var present: [Mending] = []

    /// The next submission.
    mutating func begin() { present = [] }

    /// Takes note of what marked rows name and became. Where a row became several records it is taken if all of them are.
    mutating func add(_ rows: [MendMarks.MarkedRow], of batch: ObservationBatch, _ verdicts: Verdicts) {
        let origins = batch.origins
        for row in rows where row.name.submission < origins.submission {
            let refused = row.observations.filter { verdicts.outcomes[$0] == .quarantined }
            // Any of several records that were quarantined may be named by the next attempt.
            for place in refused.isEmpty ? [row.observations.lowerBound] : refused {
                let by = RecordID(submission: origins.submission, record: origins.records[place])
                present.append(Mending(record: row.name, by: by, isTaken: refused.isEmpty))
            }
        }
    }

    /// The records of the present submission stay.
    mutating func keep() {
        kept += present
        present = []
    }

    /// What holds of it: the records that were quarantined, and came from the same submitter. Whoever mends a row mends all
    /// records that were made of it.
    ///
    /// - Parameters:
    ///   - findings: the files with what was found about all that was judged.
    ///   - submitter: who delivered a submission, as a number that is only good for comparing.
    func proved(_ store: Store, _ findings: [FindingsFile], submitter: (UInt32) -> UInt32) throws -> [Mending] {
        let claims = kept.filter { submitter($0.record.submission) == submitter($0.by.submission) }
        var rows = RefusedNames(wanted: Set(claims.map(\.record)))
        guard let among = rows.submissions else { return [] }
        var reader = FindingsReader(store: store, files: findings, among: among)
        while let found = try reader.nextRows() {
            for row in found.rows where found.isRefusal(row) { rows.add(found.record(row), row: found.fileRow(row)) }
        }
        rows.end()
        return claims.flatMap { claim in
            (rows.found[claim.record] ?? []).map { Mending(record: $0, by: claim.by, isTaken: claim.isTaken) }
        }
    }
}

/// Looks wanted names up among the records that were quarantined, which come in the order in which they were judged.
private struct RefusedNames {
    /// For each name that was found, all quarantined records of its row.
    private(set) var found: [RecordID: [RecordID]] = [:]
    private let wanted: Set<RecordID>
    /// The records of the present row so far, and its number.
    private var records: [RecordID] = []
    private var row: UInt32 = 0

    init(wanted: Set<RecordID>) { self.wanted = wanted }

    /// The submissions whose records are wanted, and those between them; `nil` for none.
    var submissions: ClosedRange<UInt32>? {
        let submissions = wanted.map(\.submission)
        guard let first = submissions.min(), let last = submissions.max() else { return nil }
        return first...last
    }

    mutating func add(_ record: RecordID, row: UInt32) {
        if row != self.row || record.submission != records.last?.submission { end() }
        self.row = row
        if record != records.last { records.append(record) }
    }

    /// The present row has no more records.
    mutating func end() {
        for record in records where wanted.contains(record) { found[record] = records }
        records = []
    }
}
