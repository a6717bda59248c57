import Observations
import Snapshots
import Storage

/// How far the history had come when a version was drafted; kept with the version in the ledger.
struct PublicationMarks: Equatable {
    /// The last submission.
    var submission: UInt32
    /// The last segment.
    var segment: Int
    /// The edition.
    var edition: Int

    /// Where the history is now.
    init(_ ledger: Ledger) throws {
        submission = try ledger.nextSequence() - 1
        segment = try ledger.segments().last?.number ?? 0
        edition = try ledger.latestEdition()?.number ?? 0
    }

    /// Where it was when a version was drafted.
    init(_ snapshot: SnapshotRecord) {
        submission = UInt32(snapshot.counts["submissions"] ?? 0)
        segment = snapshot.counts["segments"] ?? 0
        edition = snapshot.counts["editions"] ?? 0
    }

    /// The marks in words.
    var text: String { "submission \(submission), segment \(segment), edition \(edition)" }

    /// The marks as the ledger keeps them, with the number of records.
    func counts(records: Int) -> [String: Int] {
        ["submissions": Int(submission), "segments": segment, "editions": edition, "records": records]
    }
}

/// Says why a value differs from the previous version.
struct ChangeCauses {
    let since: PublicationMarks?
    let now: PublicationMarks
    /// For corrected records, the submission that brought their present content.
    let corrected: [RecordID: UInt32]

    /// A submission that came since then, else the new edition, else the consensus.
    func cause(of change: Change) -> ChangeCause {
        let edition = ChangeCause("edition \(now.edition)")
        switch change.thing {
        case .table: return edition
        case .subject: return ChangeCause("consensus")
        case .record(let id):
            let submission = corrected[id] ?? id.submission
            let isNew = submission > since?.submission ?? 0
            return change.kind != .withdrawn && isNew ? ChangeCause("submission \(submission)") : edition
        }
    }
}
