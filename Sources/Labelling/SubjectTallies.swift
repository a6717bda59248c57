/// How many votes every label has on every subject: what is needed to look at a contributor without her own votes.
///
/// Votes for labels that cannot be true are not counted.
struct SubjectTallies {
    /// Where every subject's entries begin, and behind the last the number of entries.
    private var offsets: [UInt32] = [0]
    /// The class of every entry; ascending on each subject.
    private var classes: [UInt32] = []
    private var counts: [UInt32] = []

    /// Counts. Linear in the votes, apart from sorting each subject's labels.
    init(_ votes: Votes, _ truths: TruthClasses) {
        var chosen: [UInt32] = []
        for subject in 0..<votes.subjectCount {
            chosen.removeAll(keepingCapacity: true)
            for vote in votes.range(ofSubject: subject) {
                let truth = truths.classOfLabel[Int(votes.voteLabels[vote])]
                if truth != TruthClasses.none { chosen.append(truth) }
            }
            chosen.sort()
            var start = 0
            while start < chosen.count {
                var end = start + 1
                while end < chosen.count, chosen[end] == chosen[start] { end += 1 }
                classes.append(chosen[start])
                counts.append(UInt32(end - start))
                start = end
            }
            offsets.append(UInt32(classes.count))
        }
    }

    /// The plurality on a subject when one vote for a class is taken away: calls `body` with every class that leads,
    /// and gives how many do; none where no other votes are left.
    func plurality(on subject: Int, withoutOne own: UInt32, _ body: (UInt32) -> Void) -> Int {
        let range = Int(offsets[subject])..<Int(offsets[subject + 1])
        var best = 0
        for entry in range {
            best = max(best, Int(counts[entry]) - (classes[entry] == own ? 1 : 0))
        }
        guard best > 0 else { return 0 }
        var leaders = 0
        for entry in range where Int(counts[entry]) - (classes[entry] == own ? 1 : 0) == best {
            body(classes[entry])
            leaders += 1
        }
        return leaders
    }
}
