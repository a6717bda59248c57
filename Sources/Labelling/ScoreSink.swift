/// Where a model writes its scores: subject by subject in their order, each one's labels ascending.
///
/// What only needs each score once, like a mean over models, need not keep them all.
protocol ScoreSink {
    /// Takes a label's score on the subject that is being written.
    mutating func add(label: UInt32, score: Double)
    /// Ends a subject, also one without any scores.
    mutating func endSubject()
}

extension Scores: ScoreSink {}
