/// Contributors who share unusual answers more often than two people do.
///
/// An answer is unusual where another label leads by the method's scores. Two people without contact share unusual
/// answers now and then: subjects are hard, and habits alike. What is to be expected of a pair is
/// r · n · Σ_l u_jl u_j'l, with n the subjects that both voted on, u
/// the share of a contributor's answers that are unusual and l, and r the factor that makes this right for all pairs
/// together. A pair is reported where so many shared unusual answers as seen, or more, would have by Poisson's
/// distribution less than 1 % of probability among all pairs that were compared (Bonferroni), and there are 3 or more.
struct CopySearch {
    /// Two contributors, the lower number first.
    struct Pair: Equatable {
        let first: Int
        let second: Int
    }

    /// Subjects with more votes than this are passed over: comparing all pairs on them would take too long.
    static let mostVotes = 256
    /// Pairs with fewer subjects in common are not compared.
    static let leastShared = 5
    /// What a pair is at least expected to share, so that a few coincidences of careful people are no evidence.
    static let leastExpected = 0.05

    /// The pairs that were found, in order.
    private(set) var pairs: [Pair] = []

    private struct Candidate {
        let first: Int
        let second: Int
        let shared: Double
        let unusual: Double
        let rate: Double
    }

    /// Compares. Σ n² over the subjects' numbers of votes n.
    init(_ votes: Votes, _ scores: Scores, _ truths: TruthClasses, _ rows: AnswerRows) {
        let isUnusual = Self.unusualVotes(votes, scores, truths)
        let unusual = Self.unusualShares(votes, isUnusual, truths, rows)
        let index = ContributorIndex(votes)
        var subjectOfVote = [UInt32](repeating: 0, count: votes.count)
        for subject in 0..<votes.subjectCount {
            for vote in votes.range(ofSubject: subject) { subjectOfVote[vote] = UInt32(subject) }
        }
        var shared = [UInt32](repeating: 0, count: votes.contributors.count)
        var alike = shared
        var met: [UInt32] = []
        var candidates: [Candidate] = []
        var seen = 0.0
        var expected = 0.0
        var compared = 0.0
        for contributor in 0..<votes.contributors.count {
            for place in index.range(contributor) {
                let vote = Int(index.votes[place])
                let label = votes.voteLabels[vote]
                let range = votes.range(ofSubject: Int(subjectOfVote[vote]))
                guard truths.classOfLabel[Int(label)] != TruthClasses.none, range.count <= Self.mostVotes else {
                    continue
                }
                // Votes are sorted by contributor: the others with higher numbers stand behind.
                for other in vote + 1..<range.upperBound {
                    guard truths.classOfLabel[Int(votes.voteLabels[other])] != TruthClasses.none else { continue }
                    let partner = Int(votes.voteContributors[other])
                    if shared[partner] == 0 { met.append(UInt32(partner)) }
                    shared[partner] += 1
                    if isUnusual[vote], votes.voteLabels[other] == label { alike[partner] += 1 }
                }
            }
            met.sort()
            for partner in met {
                let count = Double(shared[Int(partner)])
                if shared[Int(partner)] >= Self.leastShared {
                    let rate = Self.coincidence(unusual, rows, contributor, Int(partner))
                    compared += 1
                    seen += Double(alike[Int(partner)])
                    expected += rate * count
                    if alike[Int(partner)] >= 3 {
                        candidates.append(
                            Candidate(
                                first: contributor, second: Int(partner), shared: count,
                                unusual: Double(alike[Int(partner)]), rate: rate))
                    }
                }
                shared[Int(partner)] = 0
                alike[Int(partner)] = 0
            }
            met.removeAll(keepingCapacity: true)
        }
        guard compared > 0, expected > 0 else { return }
        let factor = seen / expected
        for candidate in candidates {
            let mean = max(Self.leastExpected, factor * candidate.rate * candidate.shared)
            if Self.tail(candidate.unusual, mean: mean) * compared < 0.01 {
                pairs.append(Pair(first: candidate.first, second: candidate.second))
            }
        }
    }

    /// For every vote whether its label does not lead. Where nobody voted for anything that can be true, none does.
    private static func unusualVotes(_ votes: Votes, _ scores: Scores, _ truths: TruthClasses) -> [Bool] {
        var isUnusual = [Bool](repeating: false, count: votes.count)
        for subject in 0..<votes.subjectCount {
            let standing = scores.standing(ofSubject: subject)
            for vote in votes.range(ofSubject: subject)
            where truths.classOfLabel[Int(votes.voteLabels[vote])] != TruthClasses.none {
                let score = scores.score(of: Int(votes.voteLabels[vote]), on: subject)
                isUnusual[vote] = standing.score - score >= Scores.tieWidth
            }
        }
        return isUnusual
    }

    /// For every row the share of the contributor's answers that are this one and unusual.
    private static func unusualShares(
        _ votes: Votes, _ isUnusual: [Bool], _ truths: TruthClasses, _ rows: AnswerRows
    ) -> [Double] {
        var shares = [Double](repeating: 0, count: rows.count)
        var answers = [Double](repeating: 0, count: votes.contributors.count)
        for vote in 0..<votes.count where truths.classOfLabel[Int(votes.voteLabels[vote])] != TruthClasses.none {
            answers[Int(votes.voteContributors[vote])] += 1
            if isUnusual[vote] { shares[Int(rows.ofVote[vote])] += 1 }
        }
        for contributor in answers.indices where answers[contributor] > 0 {
            for row in rows.range(contributor) { shares[row] /= answers[contributor] }
        }
        return shares
    }

    /// Σ_l u_jl u_j'l: both have their rows in the order of the answers.
    private static func coincidence(_ shares: [Double], _ rows: AnswerRows, _ first: Int, _ second: Int) -> Double {
        var left = rows.range(first)
        var right = rows.range(second)
        var sum = 0.0
        while let one = left.first, let other = right.first {
            if rows.answers[one] == rows.answers[other] {
                sum += shares[one] * shares[other]
                left = left.dropFirst()
                right = right.dropFirst()
            } else if rows.answers[one] < rows.answers[other] {
                left = left.dropFirst()
            } else {
                right = right.dropFirst()
            }
        }
        return sum
    }

    /// The probability of `count` or more where `mean` are expected.
    private static func tail(_ count: Double, mean: Double) -> Double {
        guard count > mean else { return 1 }
        // The first term, and then each from the one before: they fall, as count > mean.
        var term = StableMath.exp(count * StableMath.log(mean) - mean - StableMath.logGamma(count + 1))
        var sum = 0.0
        var next = count
        while term > 1e-18 * sum, term > 0 {
            sum += term
            next += 1
            term *= mean / next
        }
        return sum
    }
}
