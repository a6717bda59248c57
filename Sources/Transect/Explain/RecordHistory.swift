import Observations
import Storage

/// What happened to one record in the store: who brought it, corrected it, took it back and brought it back, in the
/// order of events.
struct RecordHistory {
    private var lines: [(event: Int64, order: Int, at: Int64, text: String)] = []

    /// - Parameter found: its states in the store; `nil` where it is not there.
    init(_ id: RecordID, _ found: FoundRecord?, _ ledger: Ledger, _ words: EventWords) throws {
        var isFirst = true
        var submissions: Set<UInt32> = [id.submission]
        for version in found?.versions ?? [] where version.origin.submission != 0 {
            guard let submission = try ledger.submission(version.origin.submission) else { continue }
            submissions.insert(submission.sequence)
            let text =
                switch version.kind {
                case .content: (isFirst ? "brought by " : "corrected by ") + words.name(of: submission.sequence)
                case .withdrawn: RecordHistory.withdrawal(submission, words)
                case .restored: "brought back by " + words.name(of: submission.sequence)
                }
            isFirst = false
            add(submission.event, submission.arrival, text)
        }
        try addDecisions(id, submissions, ledger, words)
        lines.sort { ($0.event, $0.order) < ($1.event, $1.order) }
    }

    private static func withdrawal(_ submission: Submission, _ words: EventWords) -> String {
        let name = words.name(of: submission.sequence)
        if submission.dropped == 0 { return "taken back by a row of \(name)" }
        if submission.counts.withdrawals == 0 { return "left out by \(name), a newer state of its file" }
        return "taken out by \(name)"
    }

    /// What people have decided about it, or about the submissions that brought its states.
    private mutating func addDecisions(
        _ id: RecordID, _ submissions: Set<UInt32>, _ ledger: Ledger, _ words: EventWords
    ) throws {
        let applied = try ledger.value(of: .appliedThrough).flatMap { Int64($0) } ?? 0
        for recorded in try ledger.decisions(of: [.withdraw, .restore, .accept, .reject, .revoke]) {
            let decision = recorded.decision
            switch decision.kind {
            case .withdraw, .restore:
                guard decision.records?.contains("\(id)") == true else { continue }
                var alone = decision
                alone.records = ["\(id)"]
                let isPending = recorded.event > applied
                add(
                    recorded.event, recorded.at,
                    words.decision(alone) + (isPending ? " (the next `transect run` takes it into account)" : ""))
            default:
                guard let submission = decision.submission, submissions.contains(submission) else { continue }
                add(recorded.event, recorded.at, words.decision(decision))
            }
        }
    }

    private mutating func add(_ event: Int64, _ at: Int64, _ text: String) {
        lines.append((event, lines.count, at, text))
    }

    /// A line for every step.
    var text: [String] { lines.map { "  \(Instant(seconds: $0.at))  \($0.text)" } }
}
