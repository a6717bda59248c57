/// The votes of every contributor, in the order of subjects: the second way through the same votes.
struct ContributorIndex {
    /// Where every contributor's part of `votes` begins, and behind the last the number of votes.
    let offsets: [UInt32]
    /// Places of votes in `Votes`.
    let votes: [UInt32]

    /// Counts, then places: two passes over the votes.
    init(_ source: Votes) {
        var offsets = [UInt32](repeating: 0, count: source.contributors.count + 1)
        for contributor in source.voteContributors { offsets[Int(contributor) + 1] += 1 }
        for index in 1..<max(offsets.count, 1) { offsets[index] += offsets[index - 1] }
        var next = offsets
        var votes = [UInt32](repeating: 0, count: source.count)
        for (vote, contributor) in source.voteContributors.enumerated() {
            votes[Int(next[Int(contributor)])] = UInt32(vote)
            next[Int(contributor)] += 1
        }
        self.offsets = offsets
        self.votes = votes
    }

    /// The places of one contributor's votes.
    func range(_ contributor: Int) -> Range<Int> {
        Int(offsets[contributor])..<Int(offsets[contributor + 1])
    }
}
