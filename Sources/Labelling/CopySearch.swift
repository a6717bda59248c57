/// Contributors who share unusual answers more often than people do who know nothing of one another: in pairs, and in
/// groups, whose members may each share too few with any one other.
///
/// Two people without contact share unusual answers now and then: subjects are hard, and habits alike. What is to be
/// expected of a pair is r · n · Σ_l u_jl u_j'l, with n the subjects that both voted on, u the share of a contributor's
/// answers that are unusual and l, and r the factor that makes this right for the middle contributor: the median
/// (weighted by subjects in common) over the contributors of what each shares with all others, divided by what is
/// expected, but at least 1 and at most the same for all together. A mean alone would take a large group's habit for
/// everybody's.
///
/// A pair is reported where so many shared unusual answers as seen, or more, would have by Poisson's distribution less
/// than 1 % of probability among all pairs that were compared (Bonferroni), and there are 3 or more. `GroupSearch`
/// builds groups from pairs that are merely suspicious.
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
    /// The probability under which something is reported, all that was looked at taken together: ln 0.01.
    static let significance = -4.605170185988091
    /// The probability under which a pair is suspicious, taken for itself: ln 0.05.
    static let suspicion = -2.995732273553991

    /// The pairs that were found, in order.
    private(set) var pairs: [Pair] = []
    /// The groups that were found, each with its members in order; the groups by their first members.
    private(set) var groups: [[Int]] = []

    /// Compares. Σ n² over the subjects' numbers of votes n.
    init(_ votes: Votes, _ scores: Scores, _ truths: TruthClasses, _ rows: AnswerRows) {
        let answers = UnusualAnswers(votes, scores, truths, rows)
        let meetings = Meetings(answers)
        guard meetings.compared > 0, let factor = meetings.factor() else { return }
        var suspicious: [GroupSearch.Link] = []
        for candidate in meetings.candidates {
            let mean = max(Self.leastExpected, factor * candidate.expected)
            let evidence = UnusualAnswers.logTail(candidate.alike, mean: mean)
            if candidate.alike >= 3, evidence + StableMath.log(meetings.compared) < Self.significance {
                pairs.append(Pair(first: candidate.first, second: candidate.second))
            }
            if evidence < Self.suspicion {
                suspicious.append(
                    GroupSearch.Link(first: candidate.first, second: candidate.second, evidence: evidence))
            }
        }
        var search = GroupSearch(answers, links: suspicious, factor: factor, contributors: meetings.contributors)
        groups = search.groups()
    }
}

/// All pairs of contributors who voted on the same subjects, and what each shares with the others.
private struct Meetings {
    /// A pair that shares unusual answers more often than by chance, where r is 1.
    struct Candidate {
        let first: Int
        let second: Int
        /// Shared unusual answers.
        let alike: Double
        /// What is expected of them where r is 1.
        let expected: Double
    }

    private(set) var candidates: [Candidate] = []
    /// How many pairs were compared.
    private(set) var compared = 0.0
    /// Unusual answers that a contributor shares with all others, what is expected of them, and subjects in common.
    private var seen: [Double]
    private var expected: [Double]
    private var shared: [Double]

    /// How many contributors were compared with somebody.
    var contributors: Int { shared.reduce(0) { $1 > 0 ? $0 + 1 : $0 } }

    init(_ answers: UnusualAnswers) {
        let votes = answers.votes
        seen = [Double](repeating: 0, count: votes.contributors.count)
        expected = seen
        shared = seen
        var together = [UInt32](repeating: 0, count: votes.contributors.count)
        var alike = together
        var met: [UInt32] = []
        for contributor in 0..<votes.contributors.count {
            for place in answers.index.range(contributor) {
                let vote = Int(answers.index.votes[place])
                let range = votes.range(ofSubject: Int(answers.subjectOfVote[vote]))
                guard answers.isNamed(vote), range.count <= CopySearch.mostVotes else { continue }
                // Votes are sorted by contributor: the others with higher numbers stand behind.
                for other in vote + 1..<range.upperBound where answers.isNamed(other) {
                    let partner = Int(votes.voteContributors[other])
                    if together[partner] == 0 { met.append(UInt32(partner)) }
                    together[partner] += 1
                    if answers.isUnusual[vote], votes.voteLabels[other] == votes.voteLabels[vote] {
                        alike[partner] += 1
                    }
                }
            }
            met.sort()
            for partner in met {
                let partner = Int(partner)
                if together[partner] >= CopySearch.leastShared {
                    add(answers, contributor, partner, Double(together[partner]), Double(alike[partner]))
                }
                together[partner] = 0
                alike[partner] = 0
            }
            met.removeAll(keepingCapacity: true)
        }
    }

    private mutating func add(
        _ answers: UnusualAnswers, _ first: Int, _ second: Int, _ together: Double, _ alike: Double
    ) {
        let mean = answers.coincidence(first, second) * together
        compared += 1
        for one in [first, second] {
            seen[one] += alike
            expected[one] += mean
            shared[one] += together
        }
        // With a greater factor the evidence would be weaker still.
        if alike >= 2,
            UnusualAnswers.logTail(alike, mean: max(CopySearch.leastExpected, mean)) < CopySearch.suspicion
        {
            candidates.append(Candidate(first: first, second: second, alike: alike, expected: mean))
        }
    }

    /// r; `nil` where nobody ever gave an unusual answer that another gave, too.
    func factor() -> Double? {
        var allSeen = 0.0
        var allExpected = 0.0
        var ratios: [(ratio: Double, weight: Double)] = []
        var weights = 0.0
        for contributor in seen.indices where expected[contributor] > 0 {
            allSeen += seen[contributor]
            allExpected += expected[contributor]
            ratios.append((seen[contributor] / expected[contributor], shared[contributor]))
            weights += shared[contributor]
        }
        guard allExpected > 0 else { return nil }
        ratios.sort { $0 < $1 }
        var below = 0.0
        var median = 0.0
        for (ratio, weight) in ratios {
            below += weight
            median = ratio
            if below >= weights / 2 { break }
        }
        return max(1, min(median, allSeen / allExpected))
    }
}
