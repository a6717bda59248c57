import Observations
import Snapshots
import Storage

/// Says in words what an event was: for the log, and wherever a history names one.
struct EventWords {
    private let submissions: [UInt32: Submission]

    /// - Parameter submissions: all of the project's, for their paths.
    init(submissions: [Submission]) {
        self.submissions = Dictionary(submissions.map { ($0.sequence, $0) }) { first, _ in first }
    }

    /// `submission 12 (maria/list.csv)`
    func name(of submission: UInt32?) -> String {
        guard let submission else { return "a submission" }
        guard let path = submissions[submission]?.path, !path.isEmpty else { return "submission \(submission)" }
        return "submission \(submission) (\(path.onOneLine))"
    }

    /// What arrived, from whom, and what has become of it up to now.
    func claim(_ submission: Submission) -> String {
        let from = submission.submitter.isEmpty ? "" : " from \(submission.submitter.onOneLine)"
        let verb = submission.isImport ? "imported" : "arrived"
        return "\(name(of: submission.sequence))\(from) \(verb): \(EventWords.fate(of: submission))"
    }

    /// What has become of a submission up to now.
    static func fate(of submission: Submission) -> String {
        let counts = submission.counts
        switch submission.state {
        case .claimed: return "it waits to be judged"
        case .duplicate: return "the same bytes as submission \(submission.duplicateOf ?? 0)"
        case .refused: return submission.problem?.onOneLine ?? "it could not be read"
        case .held: return "held, nothing of it is taken: \(submission.hold?.text ?? "")"
        case .rejected: return "held and rejected"
        case .revoked: return "taken in and revoked since"
        case .erased: return "erased since"
        case .unpacked: return "an archive; its files are submissions of their own"
        case .judged:
            let left = submission.dropped > 0 ? ", \(submission.dropped) of its series left out" : ""
            return "\(counted(counts.records, "record")): \(counts.words)\(left)"
        }
    }

    /// What somebody has decided, with who and why.
    func decision(_ decision: Decision) -> String {
        let version = "v\(decision.version ?? 0)"
        switch decision.kind {
        case .accept: return "\(name(of: decision.submission)) accepted\(author(decision))"
        case .reject: return "\(name(of: decision.submission)) rejected\(author(decision))"
        case .revoke: return "\(name(of: decision.submission)) revoked\(author(decision))"
        case .withdraw: return "\(listed(decision.records ?? [])) withdrawn\(author(decision))"
        case .restore: return "\(listed(decision.records ?? [])) restored\(author(decision))"
        case .decide:
            let subject = SubjectName.text(of: decision.subject ?? []).onOneLine
            let asked = "\(decision.question ?? "") of \(subject)"
            guard let label = decision.label else { return "the decision on \(asked) taken back\(author(decision))" }
            return "\(asked) decided as \(label.onOneLine)\(author(decision))"
        case .erase: return "personal data erased\(author(decision))"
        case .release:
            let doi = decision.doi.map { ", DOI \($0)" } ?? ""
            return "\(version) released as \((decision.name ?? "").onOneLine)\(doi)\(author(decision))"
        case .tombstone:
            return "the data of \(version) taken back; a tombstone stands in their place\(author(decision))"
        case .prune: return "\(version) removed\(author(decision))"
        case .claim, .edition, .publication: return decision.kind.rawValue
        }
    }

    /// ` by Eva: she has seen the photograph`
    private func author(_ decision: Decision) -> String {
        let by = decision.by.isEmpty ? "" : " by \(decision.by.onOneLine)"
        return decision.why.isEmpty ? by : "\(by): \(decision.why.onOneLine)"
    }

    /// Why something changed between two versions, from what `changes.csv` says about it.
    ///
    /// - Parameter decisions: all of the project's, by their events.
    func cause(_ text: String, _ decisions: [Int64: RecordedDecision]) -> String {
        let parts = text.split(separator: " ", maxSplits: 1)
        let number = parts.count == 2 ? Int64(parts[1]) : nil
        switch (parts.first, number) {
        case ("submission", let number?): return name(of: UInt32(truncatingIfNeeded: number))
        case ("withdrawal", let number?): return "taken out by " + name(of: UInt32(truncatingIfNeeded: number))
        case ("edition", let number?): return "edition \(number) of the definition"
        case ("decision", let number?):
            return decisions[number].map { decision($0.decision) } ?? "decision \(number)"
        case ("consensus", _): return "votes that came, changed or went"
        case ("erasure", _): return "an erasure"
        default: return text.onOneLine
        }
    }
}
