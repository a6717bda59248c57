import Observations
import Snapshots
import Storage

/// How far the history had come when a version was drafted; kept with the version in the ledger.
struct PublicationMarks: Equatable {
    /// The last event that content depends on.
    var event: Int64
    /// The last submission.
    var submission: UInt32
    /// The last segment.
    var segment: Int
    /// The edition.
    var edition: Int

    /// Where the history is now.
    init(_ ledger: Ledger) throws {
        event = try ledger.newestInputEvent()
        submission = try ledger.nextSequence() - 1
        segment = try ledger.segments().last?.number ?? 0
        edition = try ledger.latestEdition()?.number ?? 0
    }

    /// Where it was when a version was drafted.
    init(_ snapshot: SnapshotRecord) {
        event = Int64(snapshot.counts["events"] ?? 0)
        submission = UInt32(snapshot.counts["submissions"] ?? 0)
        segment = snapshot.counts["segments"] ?? 0
        edition = snapshot.counts["editions"] ?? 0
    }

    /// The marks in words.
    var text: String { "event \(event), submission \(submission), segment \(segment), edition \(edition)" }

    /// The marks as the ledger keeps them, with the number of records.
    func counts(records: Int) -> [String: Int] {
        [
            "events": Int(event), "submissions": Int(submission), "segments": segment, "editions": edition,
            "records": records,
        ]
    }
}

/// Says why a value differs from the previous version.
struct ChangeCauses {
    private let since: PublicationMarks?
    private let now: PublicationMarks
    private let origins: ChangedOrigins
    /// What explains a record that is in no submission since then: the last decision about the past, else the edition.
    private let otherwise: ChangeCause
    /// Whether somebody's data were erased since then. What was there before is then told of nothing that has changed,
    /// whatever else has changed too.
    let hasErasure: Bool
    /// The last decision since then about every decided subject.
    private var decided: [[String]: ChangeCause] = [:]

    /// - Parameter origins: what the versions' records themselves tell.
    init(since: PublicationMarks?, now: PublicationMarks, origins: ChangedOrigins, ledger: Ledger) throws {
        self.since = since
        self.now = now
        self.origins = origins
        let decisions = try ledger.decisions(after: since?.event ?? 0)
        let standing = decisions.last { [.accept, .revoke, .erase].contains($0.decision.kind) }
        hasErasure = decisions.contains { $0.decision.kind == .erase }
        if now.edition != since?.edition {
            otherwise = .edition(now.edition)
        } else if standing?.decision.kind == .erase {
            otherwise = .erasure
        } else {
            otherwise = standing.map { .decision(Int($0.event)) } ?? .edition(now.edition)
        }
        for recorded in decisions where recorded.decision.kind == .decide {
            decided[recorded.decision.subject ?? []] = .decision(Int(recorded.event))
        }
    }

    /// A submission that came since then, a decision about the record, else what explains the others.
    func cause(of change: Change) -> ChangeCause {
        switch change.thing {
        case .table: return .edition(now.edition)
        case _ where hasErasure && change.kind != .added: return .erasure
        case .subject(let subject): return decided[subject] ?? .consensus
        case .record(let id):
            if let mark = origins.marked[id] {
                if let event = mark.event, event > since?.event ?? 0 { return .decision(Int(event)) }
                if mark.event == nil, mark.submission > since?.submission ?? 0 { return .withdrawal(mark.submission) }
            }
            let submission = origins.corrected[id] ?? id.submission
            let isNew = submission > since?.submission ?? 0
            return change.kind != .withdrawn && isNew ? .submission(submission) : otherwise
        }
    }
}

/// What the records of the present dataset tell about where their state comes from.
struct ChangedOrigins {
    /// For records that are no longer as they were first accepted, the submission that brought their present content.
    var corrected: [RecordID: UInt32] = [:]
    /// For records that were taken back or restored, what did it last.
    var marked: [RecordID: RecordMarks.Mark] = [:]
}

extension ChangeCause {
    /// Whether somebody has decided it, with name and reason.
    var isDecided: Bool { self == .erasure || text.hasPrefix("decision ") }
}
