import Observations
import Storage

/// What somebody can decide about a submission as a whole.
package enum SubmissionRuling: String, Sendable, CaseIterable {
    /// A held submission is taken in after all.
    case accept
    /// A held submission is never taken in.
    case reject
    /// A submission that was taken in is taken out again, as if it had never come.
    case revoke

    fileprivate var kind: EventKind {
        switch self {
        case .accept: .accept
        case .reject: .reject
        case .revoke: .revoke
        }
    }
}

extension Deciding {
    /// Decides about submissions, all of those named or none.
    ///
    /// - Throws: `UsageError` with every objection, such as that one of them is not held.
    package borrowing func rule(
        _ ruling: SubmissionRuling, _ submissions: [UInt32], _ author: Author
    ) throws -> DecisionReport {
        var seen: Set<UInt32> = []
        let numbers = submissions.filter { seen.insert($0).inserted }
        let found = try numbers.map { try ledger.submission($0) }
        try record(
            numbers.map { Decision(kind: ruling.kind, submission: $0, by: author.by, why: author.why) })
        var report = DecisionReport()
        for case let submission? in found { report.done.append(words(ruling, submission)) }
        report.next =
            switch ruling {
            case .accept: "The next `transect run` judges all history again, with what was accepted."
            case .reject: "Nothing changes in the dataset. The archive keeps the bytes; mended files are welcome."
            case .revoke: "The next `transect run` judges all history again, without what was revoked."
            }
        return report
    }

    private borrowing func words(_ ruling: SubmissionRuling, _ submission: Submission) -> String {
        let name = "Submission \(submission.sequence) (\(submission.path.onOneLine))"
        let counts = submission.counts
        switch ruling {
        case .accept:
            var text = "\(name) is accepted: of its \(counted(counts.records, "record")) "
            text += "\(counts.taken) \(counts.taken == 1 ? "comes" : "come") into the dataset"
            if let hold = submission.hold, hold.kind == .dropped {
                text += ", and \(hold.count) of the \(hold.of) that its series had leave it"
            }
            return text + "."
        case .reject:
            return "\(name) is rejected: none of its \(counted(counts.records, "record")) comes into the dataset."
        case .revoke:
            return """
                \(name) is revoked: what it added leaves the dataset (\(counted(counts.accepted, "record"))), and \
                what it had overwritten or left out comes back \
                (\(counts.corrections + counts.withdrawals + submission.dropped)).
                """
        }
    }
}

extension OutcomeCounts {
    /// The records that come into the dataset or change it.
    var taken: Int { accepted + corrections }
}
