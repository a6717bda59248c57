import Storage

/// What a submission is a state of, and how files of its kind are read.
struct SubmissionSeries {
    let source: SourcePlan
    let name: SeriesName
    /// Whether it only mends rows of its series: it takes the place of nothing.
    let isMend: Bool

    /// The series of a submission; `nil` where no source of the plan takes it.
    init?(of submission: Submission, _ plan: Plan) {
        guard let source = plan.source(for: submission.path) else { return nil }
        self.source = source
        let mend = MendName(submission.path)
        isMend = mend != nil
        let path = mend?.original ?? submission.path
        name = SeriesName(submitter: submission.submitter, name: source.series(of: path))
    }

    /// Whether files of this kind are compared with what came before in the series.
    var isCompared: Bool { source.resend != .add }

    /// Whether a file sent again replaces the earlier one, however little they have in common.
    var isReplaced: Bool { source.mode == .complete || source.resend == .replace }
}
