import Files
import Formats
import Observations
import Snapshots
import Storage

/// The submissions that meet some conditions, oldest first.
package struct SubmissionList {
    private let submissions: [Submission]
    /// How many quarantined records of a submission do not wait to be mended any more.
    private let settled: [UInt32: Int]

    /// Looks into a project's ledger.
    ///
    /// - Parameters:
    ///   - submitter: only those of this submitter; empty for files that nobody is named for.
    ///   - state: only those in this state.
    ///   - since: only those that arrived then or later.
    /// - Throws: `UsageError` where there is no dataset yet, or no such submitter.
    package init(
        submitter: String? = nil, state: SubmissionState? = nil, since: Instant? = nil, project: Project, disk: Disk
    ) throws {
        let ledger = try OpenedProject(project, disk: disk).ledger
        settled = try ledger.settledRecords()
        submissions = try ledger.submissions(
            SubmissionSelection(
                submitter: submitter.map { try ledger.submitter(called: $0) }, state: state, since: since?.seconds))
    }

    /// For people: header first; empty where there is none.
    package var rows: [[String]] {
        guard !submissions.isEmpty else { return [] }
        return [["submission", "arrived", "submitter", "path", "state", "what became of it"]]
            + submissions.map { submission in
                let problem = submission.state == .judged ? submission.problem.map { "; \($0.onOneLine)" } ?? "" : ""
                let since = settled[submission.sequence].map { "; \($0) mended or sent again since" } ?? ""
                return [
                    String(submission.sequence), "\(Instant(seconds: submission.arrival))",
                    submission.submitter.onOneLine, submission.path.onOneLine, submission.state.rawValue,
                    EventWords.fate(of: submission) + since + problem,
                ]
            }
    }

    /// How many records wait to be mended. Of what is held or out of the dataset none do.
    private func toMend(of submission: Submission) -> Int {
        submission.state == .judged ? submission.counts.quarantined - (settled[submission.sequence] ?? 0) : 0
    }

    /// As CSV.
    package var csv: [UInt8] {
        var bytes: [UInt8] = []
        CSVOutput.appendRow(
            [
                "submission", "arrived", "submitter", "path", "bytes", "state", "records", "accepted", "corrections",
                "quarantined", "duplicates", "withdrawals", "flagged", "dropped", "repeats", "imported", "held",
                "problem", "toMend",
            ], to: &bytes)
        for submission in submissions {
            let counts = submission.counts
            let numbers = [
                counts.records, counts.accepted, counts.corrections, counts.quarantined, counts.duplicates,
                counts.withdrawals, counts.flagged, submission.dropped,
            ]
            let start = [
                String(submission.sequence), "\(Instant(seconds: submission.arrival))", submission.submitter,
                submission.path, String(submission.identity.size), submission.state.rawValue,
            ]
            CSVOutput.appendRow(
                start + numbers.map { String($0) } + [
                    submission.duplicateOf.map { String($0) }, submission.isImport ? "true" : "false",
                    submission.hold?.text, submission.problem, String(toMend(of: submission)),
                ], to: &bytes)
        }
        return bytes
    }

    /// For programs.
    package var json: String {
        let value = JSONValue.array(
            submissions.map { submission in
                .object(
                    ("submission", .integer(Int(submission.sequence))),
                    ("arrived", .string("\(Instant(seconds: submission.arrival))")),
                    ("submitter", .string(submission.submitter)), ("path", .string(submission.path)),
                    ("bytes", .integer(Int(submission.identity.size))),
                    ("digest", .string("\(submission.digest)")), ("state", .string(submission.state.rawValue)),
                    ("counts", submission.counts.json), ("toMend", .integer(toMend(of: submission))),
                    ("dropped", .integer(submission.dropped)),
                    ("repeats", submission.duplicateOf.map { .integer(Int($0)) }),
                    ("imported", .boolean(submission.isImport)), ("held", submission.hold.map { .string($0.text) }),
                    ("problem", submission.problem.map { .string($0) }))
            })
        return String(decoding: value.document, as: UTF8.self)
    }
}
