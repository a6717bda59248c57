import Observations
import Storage

/// How many records every submitter has brought in each night, so that a flood is held. Bulk loads are the project's own
/// and count for nothing, and what is held has brought nothing.
struct NightRecords: Sendable {
    private struct Night: Hashable {
        var submitter: ExactName
        var start: Int64
    }

    private let limit: Int?
    private var taken: [Night: Int] = [:]

    /// What was brought before in the nights that the work is about.
    init(_ limits: NightLimits, _ workload: Workload, _ ledger: Ledger) throws {
        limit = limits.records
        // Where all history is judged again, all is counted again.
        guard limit != nil, workload.anew == nil else { return }
        for start in Set(workload.submissions.map { NightAllowance.nightStart($0.arrival) }) {
            for (submitter, count) in try ledger.recordsTaken(arrivedIn: start..<start + 86_400) {
                taken[Night(submitter: ExactName(submitter), start: start)] = count
            }
        }
    }

    /// Why a submission with so many records is to be held; `nil` where it is not.
    func reason(_ submission: Submission, records: Int) -> HoldReason? {
        guard let limit, !submission.isImport else { return nil }
        let before = taken[night(of: submission)] ?? 0
        guard before + records > limit else { return nil }
        return HoldReason(kind: .records, share: 0, limit: Double(limit), count: before + records, of: records)
    }

    /// Takes note of what a submission has brought.
    mutating func add(_ records: Int, of submission: Submission) {
        guard limit != nil, !submission.isImport else { return }
        taken[night(of: submission), default: 0] += records
    }

    private func night(of submission: Submission) -> Night {
        Night(submitter: ExactName(submission.submitter), start: NightAllowance.nightStart(submission.arrival))
    }
}
