import Deduplication
import Observations
import Storage

/// Where the records are that decisions name, while the history is judged.
///
/// A decision names a record by the row that first brought it. What place and key that row has come to is only known once
/// it was judged, and a later file may give the record another key.
struct WatchedRecords: Sendable {
    /// A record's place in the dataset and its key at present.
    struct Place: Sendable {
        var ordinal: UInt32
        var key: RecordKey
    }

    /// The records that decisions name.
    let names: Set<RecordID>
    private let submissions: Set<UInt32>
    private var ordinals: [RecordID: UInt32] = [:]
    private var keys: [UInt32: RecordKey] = [:]

    /// The records that some decisions name.
    init(_ items: [HistoryItem]) {
        var names: Set<RecordID> = []
        for case .decision(let recorded) in items {
            names.formUnion((recorded.decision.records ?? []).compactMap { RecordID($0) })
        }
        self.names = names
        submissions = Set(names.map(\.submission))
    }

    /// Where a record is; `nil` where its row was never accepted.
    func place(of record: RecordID) -> Place? {
        guard let ordinal = ordinals[record], let key = keys[ordinal] else { return nil }
        return Place(ordinal: ordinal, key: key)
    }

    /// Remembers where a record is that was judged by an earlier run.
    mutating func add(_ record: RecordID, _ place: Place) {
        ordinals[record] = place.ordinal
        keys[place.ordinal] = place.key
    }

    /// Looks through a judged batch for rows that are watched.
    mutating func note(_ batch: ObservationBatch, _ verdicts: Verdicts) {
        guard !names.isEmpty else { return }
        let submission = batch.origins.submission
        let isNamed = submissions.contains(submission)
        guard isNamed || !keys.isEmpty else { return }
        for row in 0..<batch.count where verdicts.outcomes[row] != .quarantined {
            let ordinal = verdicts.ordinals[row]
            let record = RecordID(submission: submission, record: batch.origins.records[row])
            if isNamed, names.contains(record) {
                ordinals[record] = ordinal
            } else if keys[ordinal] == nil {
                continue
            }
            keys[ordinal] = verdicts.key(of: row)
        }
    }
}
