/// How the rows that are judged came, and who has sent what.
package struct ArrivalContext {
    /// The submission that is judged.
    package let submission: UInt32
    /// Whether it is a bulk load of old data, which never overwrites what is there.
    package let isImport: Bool
    /// The submitter's number for a submission that the history names.
    package let submitterOf: (UInt32) -> UInt32

    /// The context of a submission.
    package init(submission: UInt32, isImport: Bool = false, submitterOf: @escaping (UInt32) -> UInt32) {
        self.submission = submission
        self.isImport = isImport
        self.submitterOf = submitterOf
    }
}

/// A context as the rules ask it, row after row: nearly always about the same other submission as before.
struct Arrival {
    let submission: UInt32
    let isImport: Bool
    private let submitterOf: (UInt32) -> UInt32
    private var other: UInt32
    private var isOthersOwn = true

    init(_ context: ArrivalContext) {
        submission = context.submission
        isImport = context.isImport
        submitterOf = context.submitterOf
        other = submission
    }

    /// Whether the submitter of this submission also sent that one.
    mutating func isOwn(_ asked: UInt32) -> Bool {
        if asked != other {
            other = asked
            isOthersOwn = asked == submission || submitterOf(asked) == submitterOf(submission)
        }
        return isOthersOwn
    }
}
