/// Worker agreement with aggregate: the majority, and once more with votes weighted by agreement with the majority.
///
/// A contributor's weight is the share of her answers that agree with the majority; on a tie of n labels an answer for
/// one of them agrees by 1 ÷ n. Where the right answer is known it stands in for the majority. The score of a label is its share of the weights on the subject.
enum Wawa {
    /// Counts the votes, weighs the contributors, and counts the weights. Linear in the votes.
    static func estimate(from votes: Votes, unsure: [String] = [], known: KnownTruths = .none) -> Estimate {
        let truths = TruthClasses(votes, unsure: unsure)
        guard truths.count > 0 else { return Estimate(emptySubjects: votes.subjectCount) }
        var support = VoteSupport(votes, truths, known)
        let fractions = support.voteFractions()
        var weights = [Double](repeating: 0, count: votes.contributors.count)
        var answers = weights
        for subject in 0..<votes.subjectCount {
            let range = votes.range(ofSubject: subject)
            if let right = known.label(of: subject) {
                for vote in range where support.classes[vote] != TruthClasses.none {
                    answers[Int(votes.voteContributors[vote])] += 1
                    if votes.voteLabels[vote] == right { weights[Int(votes.voteContributors[vote])] += 1 }
                }
                continue
            }
            var best = 0.0
            for vote in range { best = max(best, fractions[vote]) }
            // Votes for tied labels: each of n labels has `best` of the votes.
            var leading = 0.0
            var named = 0.0
            for vote in range where support.classes[vote] != TruthClasses.none {
                named += 1
                if fractions[vote] > best - Scores.tieWidth { leading += 1 }
            }
            for vote in range where support.classes[vote] != TruthClasses.none {
                let contributor = Int(votes.voteContributors[vote])
                answers[contributor] += 1
                if fractions[vote] > best - Scores.tieWidth { weights[contributor] += best * named / leading }
            }
        }
        for contributor in weights.indices where answers[contributor] > 0 {
            weights[contributor] /= answers[contributor]
        }
        return Estimate(scores: scores(votes, support, weights))
    }

    /// Each label's share of the weights; of the votes where all weights are 0.
    private static func scores(_ votes: Votes, _ support: VoteSupport, _ weights: [Double]) -> Scores {
        var scores = Scores(reservingSubjects: votes.subjectCount, entries: votes.count / 2)
        var ranked: [(truth: UInt32, weight: Double)] = []
        for subject in 0..<votes.subjectCount {
            ranked.removeAll(keepingCapacity: true)
            var total = 0.0
            for vote in votes.range(ofSubject: subject) where support.classes[vote] != TruthClasses.none {
                let weight = weights[Int(votes.voteContributors[vote])]
                ranked.append((support.classes[vote], weight))
                total += weight
            }
            if total == 0 {
                for index in ranked.indices { ranked[index].weight = 1 }
                total = Double(ranked.count)
            }
            // Stable by hand: the votes of a label keep their order, so that the sum is the same everywhere.
            let order = ranked.indices.sorted { (ranked[$0].truth, $0) < (ranked[$1].truth, $1) }
            var place = 0
            while place < order.count {
                let truth = ranked[order[place]].truth
                var sum = 0.0
                while place < order.count, ranked[order[place]].truth == truth {
                    sum += ranked[order[place]].weight
                    place += 1
                }
                let score = sum / total
                if score >= Scores.leastKept {
                    scores.add(label: support.truths.labels[Int(truth)], score: min(score, 1))
                }
            }
            scores.endSubject()
        }
        return scores
    }

    static let description = MethodDescription(
        method: .wawa,
        title: "votes weighted by agreement with the majority",
        documentation: """
            Counts the votes, gives each contributor the share of her answers that agree with the majority as a \
            weight, and counts the weights. A small step from the majority that anybody can follow, and usually a \
            better one. The confidence is the label's share of the weights: how united the better contributors are, \
            not a probability. Answers that mean "unsure" take no part.
            """,
        paper: """
            Worker Agreement with Aggregate, Appen (CrowdFlower), as described by D. Ustalov, N. Pavlichenko and \
            B. Tseitlin, Learning from Crowds with Crowd-Kit, Journal of Open Source Software 9 (2024) 6227.
            """,
        cost: "Two passes over the votes, no iterations.",
        example: Self.example)
}

extension Wawa {
    private static let example = WorkedExample(
        story: """
            The same votes as under `dawid-skene`. Ana and Ben agree with the majority in four and a half of five \
            answers (a tie counts half), Cleo in three of six; so on photos 5 and 6 the label is dog with 0.9 of \
            0.9 + 0.5.
            """,
        votes: WorkedExample.foxesAndDogs,
        accept: Acceptance(votes: 2, confidence: 0.6),
        results: [
            ["photo-1", "dog", "agreed", "0.782609", "2", "3", "0.666667", "", "fox"],
            ["photo-2", "fox", "agreed", "1.000000", "3", "3", "1.000000", "", ""],
            ["photo-3", "dog", "agreed", "0.782609", "2", "3", "0.666667", "", "fox"],
            ["photo-4", "fox", "agreed", "1.000000", "3", "3", "1.000000", "", ""],
            ["photo-5", "dog", "agreed", "0.642857", "1", "2", "0.500000", "", "fox"],
            ["photo-6", "dog", "agreed", "0.642857", "1", "2", "0.500000", "", "fox"],
        ])
}
