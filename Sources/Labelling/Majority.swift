/// Plurality vote: the label with the most votes leads.
///
/// The score of label k on a subject is (n_k + a ÷ K) ÷ (n + a) with a = 1, where n_k of the subject's n votes are for k
/// and K labels were voted for in the whole question. The one vote that is spread over all labels (additive smoothing)
/// keeps a subject with a single vote from looking certain.
enum Majority {
    /// How many votes are spread evenly over the labels before counting: a.
    static let smoothing = 1.0

    /// Counts each subject's votes. Linear in the votes.
    ///
    /// - Parameter unsure: Labels that are votes but never true: they count among the subject's n votes and for none
    ///   of the K labels.
    static func estimate(from votes: Votes, unsure: [String] = []) -> Estimate {
        let truths = TruthClasses(votes, unsure: unsure)
        var scores = Scores(reservingSubjects: votes.subjectCount, entries: votes.count / 2)
        let share = smoothing / Double(max(truths.count, 1))
        var chosen: [UInt32] = []
        for subject in 0..<votes.subjectCount {
            let range = votes.range(ofSubject: subject)
            chosen.removeAll(keepingCapacity: true)
            chosen.append(contentsOf: votes.voteLabels[range])
            chosen.sort()
            var start = 0
            while start < chosen.count {
                var end = start + 1
                while end < chosen.count, chosen[end] == chosen[start] { end += 1 }
                let score = (Double(end - start) + share) / (Double(range.count) + smoothing)
                if truths.classOfLabel[Int(chosen[start])] != TruthClasses.none {
                    scores.add(label: chosen[start], score: score)
                }
                start = end
            }
            scores.endSubject()
        }
        return Estimate(scores: scores)
    }

    static let description = MethodDescription(
        method: .majority,
        title: "the label with the most votes",
        documentation: """
            Every vote counts the same. Easy to explain, and hard to beat where contributors are equally good and \
            make different mistakes. The confidence is (votes for the label + 1/K) / (all votes on the subject + 1), \
            where K is the number of labels that were chosen anywhere in the question: one more vote, shared by all \
            labels, so that a single vote is not a certainty. The agreement is the plain share of the votes. Labels \
            with equally many votes are a tie.
            """,
        paper: """
            Plurality rule with additive (Lidstone) smoothing: G. J. Lidstone, Note on the general case of the \
            Bayes-Laplace formula, Transactions of the Faculty of Actuaries 8 (1920) 182-192.
            """,
        cost: "One pass over the votes, no iterations.",
        example: WorkedExample(
            story: """
                Three people look at photos. The first photo has a majority, the second a tie, the third a single \
                vote. Two labels occur, so K = 2: the first confidence is (2 + 1/2) / (3 + 1).
                """,
            votes: [
                ("photo-1", "ana", "fox"), ("photo-1", "ben", "fox"), ("photo-1", "cleo", "dog"),
                ("photo-2", "ana", "fox"), ("photo-2", "ben", "dog"),
                ("photo-3", "cleo", "dog"),
            ],
            accept: Acceptance(votes: 2),
            results: [
                ["photo-1", "fox", "agreed", "0.625000", "2", "3", "0.666667", "", "dog"],
                ["photo-2", "", "contested", "0.500000", "1", "2", "0.500000", "dog|fox", ""],
                ["photo-3", "", "insufficient", "0.750000", "1", "1", "1.000000", "", ""],
            ]))
}
