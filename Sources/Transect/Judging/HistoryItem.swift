import Observations
import Storage

/// One thing that judging applies to the dataset, in the order in which it happened.
enum HistoryItem: Sendable {
    /// A file that was claimed.
    case submission(Submission)
    /// Records taken back or restored by name.
    case decision(RecordedDecision)

    /// Its place in the order of all events.
    var event: Int64 {
        switch self {
        case .submission(let submission): submission.event
        case .decision(let decision): decision.event
        }
    }
}

/// What is to be judged: what waits, or all history.
struct Workload {
    /// The things to apply, in order.
    var items: [HistoryItem]
    /// Why everything that was judged before is judged anew; `nil` where it stands.
    var anew: JudgedAnew?
    /// The submissions among the items.
    var submissions: [Submission] {
        items.compactMap { if case .submission(let submission) = $0 { submission } else { nil } }
    }

    /// The event of the last decision among the items; `nil` for none.
    var lastDecision: Int64? {
        items.reversed().lazy.compactMap { if case .decision(let decision) = $0 { decision.event } else { nil } }.first
    }

    /// Whether there is nothing to do.
    var isEmpty: Bool { items.isEmpty && anew == nil }
}

/// Why everything that was judged before is judged anew.
enum JudgedAnew: Equatable {
    /// The definition, or the meaning of the program's own rules, has changed.
    case edition
    /// A submission was accepted or revoked, or somebody's data erased: the history reads differently.
    case decisions

    /// The end of “Judged again because of …”, as the ledger keeps it.
    var cause: String { self == .edition ? "another definition" : "a decision" }
}

extension Run {
    /// What waits: claimed files and decisions about records, or all of them under a changed history.
    func workload(_ ledger: Ledger, _ claims: Claims, anew: JudgedAnew?) throws -> Workload {
        // What this run has claimed may be in the ledger already, or not yet.
        let new = claims.submissions.filter { $0.state == .claimed }
        let first = claims.submissions.first?.sequence ?? .max
        let known = try anew == nil ? ledger.submissions(in: .claimed) : ledger.rejudgeable()
        let submissions = known.filter { $0.sequence < first } + new
        let applied = try anew == nil ? ledger.value(of: .appliedThrough).flatMap { Int64($0) } ?? 0 : 0
        let decisions = try ledger.decisions(of: [.withdraw, .restore], after: applied)
        let items = submissions.map(HistoryItem.submission) + decisions.map(HistoryItem.decision)
        return Workload(items: items.sorted { $0.event < $1.event }, anew: anew)
    }
}
