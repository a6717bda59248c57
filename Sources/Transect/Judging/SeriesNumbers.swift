import Storage

/// The series of all submissions as numbers that are only good for comparing.
struct SeriesNumbers: Sendable {
    private var bySubmission: [UInt32: UInt32] = [:]
    private var byName: [SeriesName: UInt32] = [:]

    /// The series of what was judged before, unless everything is judged anew, and of what is to be judged.
    init(_ workload: Workload, _ plan: Plan, _ ledger: Ledger) throws {
        if workload.anew == nil {
            for known in try ledger.seriesNames() {
                add(known.submission, to: SeriesName(submitter: known.submitter, name: known.name))
            }
        }
        for submission in workload.submissions {
            guard let series = SubmissionSeries(of: submission, plan) else { continue }
            add(submission.sequence, to: series.name)
        }
    }

    private mutating func add(_ submission: UInt32, to name: SeriesName) {
        let number = byName[name] ?? UInt32(byName.count)
        byName[name] = number
        bySubmission[submission] = number
    }

    /// The number of a submission's series.
    subscript(submission: UInt32) -> UInt32 { bySubmission[submission] ?? .max }
}
