/// Scores of the known subjects, each made without its own known answer.
///
/// The known subjects with votes are dealt out to five parts in the byte order of their names. For each part the method
/// runs once more and is told the answers of the other four. So what is measured on known subjects also holds for the
/// rest, whose answers nobody told. Source: M. Stone, Cross-validatory choice and assessment of statistical predictions,
/// Journal of the Royal Statistical Society B 36 (1974) 111-147.
///
/// Cost: five times the method's, one after the other; once where the method learns nothing from known answers.
package enum CrossFit {
    /// The number of parts; fewer where fewer subjects are known.
    package static let mostFolds = 5

    /// Runs the method once per part.
    ///
    /// - Parameters:
    ///   - unsure: Labels that are answers but never true.
    ///   - known: All known answers.
    package static func scores(
        of method: LabellingMethod, from votes: Votes, unsure: [String] = [], known: KnownTruths
    ) throws(LabellingError) -> HeldOutScores {
        let truths = TruthClasses(votes, unsure: unsure)
        let (subjects, rights) = HeldOutScores.answered(known, in: votes, truths)
        guard !subjects.isEmpty else {
            return HeldOutScores(
                subjects: [], rights: [], scores: Scores(emptySubjects: 0), labels: truths.labels, folds: 0)
        }
        guard method != .majority else {
            return HeldOutScores(
                try method.estimate(from: votes, unsure: unsure).scores, of: votes, unsure: unsure, known: known)
        }
        let folds = min(mostFolds, subjects.count)
        var parts: [Scores] = []
        for fold in 0..<folds {
            let heldOut = stride(from: fold, to: subjects.count, by: folds).map { subjects[$0] }
            let estimate = try method.estimate(from: votes, unsure: unsure, known: known.leavingOut(heldOut))
            parts.append(estimate.scores.rows(heldOut))
        }
        var scores = Scores(reservingSubjects: subjects.count, entries: subjects.count)
        for place in subjects.indices {
            let part = parts[place % folds]
            for entry in part.range(ofSubject: place / folds) {
                scores.add(label: part.labels[entry], score: part.values[entry])
            }
            scores.endSubject()
        }
        return HeldOutScores(subjects: subjects, rights: rights, scores: scores, labels: truths.labels, folds: folds)
    }
}
