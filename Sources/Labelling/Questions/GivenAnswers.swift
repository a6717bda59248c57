import Observations

extension Votes {
    /// The votes of those whose vote on another question is what that question publishes: how many of them counts only
    /// from those who saw the same species. Where it publishes nothing, no vote counts.
    ///
    /// - Parameter other: The consensus on the other question, about the same subjects.
    package func given(_ other: any QuestionConsensus) -> Votes {
        precondition(subjectCount == other.votes.subjectCount, "both questions must know the same subjects")
        let numbers = other.votes.contributors.numbers(in: contributors)
        var offsets: [UInt32] = [0]
        var keptContributors: [UInt32] = []
        var keptLabels: [UInt32] = []
        for subject in 0..<subjectCount {
            let truth = other.subject(subject).label.flatMap { other.votes.label(named: $0) }
            var agreeing: [UInt32] = []
            for vote in other.votes.range(ofSubject: subject) where other.votes.voteLabels[vote] == truth {
                if let number = numbers[Int(other.votes.voteContributors[vote])] { agreeing.append(number) }
            }
            // Both are in the order of the contributors.
            var next = 0
            for vote in range(ofSubject: subject) {
                while next < agreeing.count, agreeing[next] < voteContributors[vote] { next += 1 }
                guard next < agreeing.count, agreeing[next] == voteContributors[vote] else { continue }
                keptContributors.append(voteContributors[vote])
                keptLabels.append(voteLabels[vote])
            }
            offsets.append(UInt32(keptLabels.count))
        }
        var votes = Votes(
            subjectTerms: subjectTerms, subjects: subjects, contributors: contributors.keepingUsed(&keptContributors),
            labels: labels.keepingUsed(&keptLabels), offsets: offsets, voteContributors: keptContributors,
            voteLabels: keptLabels, repeated: repeated, withoutContributor: withoutContributor)
        votes.takeSkips(of: self)
        return votes
    }
}
