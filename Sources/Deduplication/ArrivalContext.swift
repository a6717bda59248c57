/// How the rows that are judged came, and who has sent what.
package struct ArrivalContext {
    /// The submission that is judged.
    package let submission: UInt32
    /// Whether it is a bulk load of old data, which never overwrites what is there, unless that was one too.
    package let isImport: Bool
    /// The submitter's number for a submission that the history names.
    package let submitterOf: (UInt32) -> UInt32

    /// Whether a submission that the history names was such a bulk load.
    package let wasImported: (UInt32) -> Bool

    /// The number of the series that a submission is a state of.
    package let seriesOf: (UInt32) -> UInt32

    /// Whether another series of the same submitter has the record at a place too.
    package let isSharedWithOthers: (UInt32) -> Bool

    /// The context of a submission. Without series all submissions are of the same one.
    package init(
        submission: UInt32, isImport: Bool = false, submitterOf: @escaping (UInt32) -> UInt32,
        wasImported: @escaping (UInt32) -> Bool = { _ in false }, seriesOf: @escaping (UInt32) -> UInt32 = { _ in 0 },
        isSharedWithOthers: @escaping (UInt32) -> Bool = { _ in false }
    ) {
        self.submission = submission
        self.isImport = isImport
        self.submitterOf = submitterOf
        self.wasImported = wasImported
        self.seriesOf = seriesOf
        self.isSharedWithOthers = isSharedWithOthers
    }
}

/// A context as the rules ask it, row after row: nearly always about the same other submission as before.
struct Arrival {
    let submission: UInt32
    let isImport: Bool
    private let submitterOf: (UInt32) -> UInt32
    private let wasImported: (UInt32) -> Bool
    private let seriesOf: (UInt32) -> UInt32
    private var other: UInt32
    private var isOthersOwn = true
    private var isOthersSeriesAnother = false

    init(_ context: ArrivalContext) {
        submission = context.submission
        isImport = context.isImport
        submitterOf = context.submitterOf
        wasImported = context.wasImported
        seriesOf = context.seriesOf
        other = submission
    }

    /// Whether this is a bulk load of old data, and that submission was none: what it brought stands.
    func yields(to other: UInt32) -> Bool { isImport && !wasImported(other) }

    /// Whether the submitter of this submission also sent that one.
    mutating func isOwn(_ asked: UInt32) -> Bool {
        if asked != other { look(at: asked) }
        return isOthersOwn
    }

    /// Whether that submission is a state of another series than this one.
    mutating func isOfAnotherSeries(_ asked: UInt32) -> Bool {
        if asked != other { look(at: asked) }
        return isOthersSeriesAnother
    }

    private mutating func look(at asked: UInt32) {
        other = asked
        isOthersOwn = asked == submission || submitterOf(asked) == submitterOf(submission)
        isOthersSeriesAnother = asked != submission && seriesOf(asked) != seriesOf(submission)
    }
}
