import Observations

extension RetirementPlan {
    /// The columns of `retire.csv`, by their names, one row per retired subject in byte order: the subject's terms, the
    /// `reason` (`RetirementReason`) and its `votes`. No labels: what a subject shows is not the platform's to hand on.
    ///
    /// - Parameter votes: The votes that the plan was made of.
    package func retireColumns(_ votes: Votes) -> [(name: String, column: TextColumn)] {
        var reasons = ColumnBuilder(rows: retired.count, bytes: 10 * retired.count)
        var counts = ColumnBuilder(rows: retired.count, bytes: 2 * retired.count)
        for subject in retired {
            reasons.append(Array(subject.reason.rawValue.utf8))
            counts.append(count: subject.votes)
        }
        return Self.subjectColumns(retired.map { UInt32($0.subject) }, votes)
            + [("reason", reasons.column()), ("votes", counts.column())]
    }

    /// The columns of `show-again.csv`, by their names, one row per subject that needs more votes, the most informative
    /// first: the subject's terms, its `votes` and its `place`, from 1. Neither labels nor confidences.
    ///
    /// - Parameter votes: The votes that the plan was made of.
    package func showAgainColumns(_ votes: Votes) -> [(name: String, column: TextColumn)] {
        var counts = ColumnBuilder(rows: shown.count, bytes: 2 * shown.count)
        var places = ColumnBuilder(rows: shown.count, bytes: 6 * shown.count)
        for (place, subject) in shown.enumerated() {
            counts.append(count: subject.votes)
            places.append(count: place + 1)
        }
        return Self.subjectColumns(shown.map { UInt32($0.subject) }, votes)
            + [("votes", counts.column()), ("place", places.column())]
    }

    private static func subjectColumns(
        _ numbers: [UInt32], _ votes: Votes
    ) -> [(name: String, column: TextColumn)] {
        zip(votes.subjectTerms, votes.subjects).map { ($0.name, $1.gathered(numbers)) }
    }
}
