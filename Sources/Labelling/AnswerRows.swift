/// A number for every pair of contributor and answer that occurs, so that tables need no room for pairs that do not.
struct AnswerRows: Sendable {
    /// Where the rows of every contributor begin, and behind the last the number of rows.
    private(set) var offsets: [UInt32] = [0]
    /// The answer that every row belongs to; ascending for each contributor.
    private(set) var answers: [UInt32] = []
    /// The row of every vote.
    private(set) var ofVote: [UInt32]

    /// The number of rows.
    var count: Int { answers.count }

    /// Numbers the pairs of those votes, contributor by contributor. Linear in the votes.
    init(_ votes: Votes) {
        ofVote = [UInt32](repeating: 0, count: votes.count)
        let index = ContributorIndex(votes)
        var rowOfLabel = [UInt32](repeating: .max, count: votes.labels.count)
        for contributor in 0..<votes.contributors.count {
            let first = answers.count
            for place in index.range(contributor) {
                let label = votes.voteLabels[Int(index.votes[place])]
                if rowOfLabel[Int(label)] == .max {
                    rowOfLabel[Int(label)] = 0
                    answers.append(label)
                }
            }
            answers[first...].sort()
            for row in first..<answers.count { rowOfLabel[Int(answers[row])] = UInt32(row) }
            for place in index.range(contributor) {
                let vote = Int(index.votes[place])
                ofVote[vote] = rowOfLabel[Int(votes.voteLabels[vote])]
            }
            for row in first..<answers.count { rowOfLabel[Int(answers[row])] = .max }
            offsets.append(UInt32(answers.count))
        }
    }

    /// The rows of one contributor.
    func range(_ contributor: Int) -> Range<Int> {
        Int(offsets[contributor])..<Int(offsets[contributor + 1])
    }
}
