/// Groups of three or more contributors who share unusual answers with one another.
///
/// Members of a large group meet each other often, but each pair only now and then, so that no pair need be
/// conspicuous. A group grows from a suspicious pair: whoever is suspicious with half of it or more joins, the best
/// linked first. Then everybody in it is tested against all others together: on how many subjects her answer is unusual
/// and another member's too, where 1 − Π (1 − r Σ_l u_jl u_gl) over the members g who voted there is to be expected.
/// Members leave, the least conspicuous first, until for each the probability of as many or more is below 1 % among all
/// contributors. What remains is reported if all these probabilities together, their product's square root since every
/// coincidence counts for two, are below 1 % among all groups of that size that the contributors could form. In the end
/// whoever is suspicious with two of a group and passes the same test joins.
struct GroupSearch {
    /// A suspicious pair.
    struct Link {
        let first: Int
        let second: Int
        /// ln of the probability of what they share.
        let evidence: Double
    }

    /// After so many pairs in a row that led to no group the search ends: the most suspicious come first.
    static let mostFailures = 50

    private let answers: UnusualAnswers
    private let links: [Link]
    private let factor: Double
    private let contributors: Double
    /// The suspicious partners of every contributor, as far as she has any.
    private var partners: [Int: [Int]] = [:]
    private var isTaken: [Bool]
    private var isMember: [Bool]

    /// A search among those links.
    init(_ answers: UnusualAnswers, links: [Link], factor: Double, contributors: Int) {
        self.answers = answers
        self.factor = factor
        self.contributors = Double(contributors)
        for link in links {
            partners[link.first, default: []].append(link.second)
            partners[link.second, default: []].append(link.first)
        }
        self.links = links.sorted { ($0.evidence, $0.first, $0.second) < ($1.evidence, $1.first, $1.second) }
        isTaken = [Bool](repeating: false, count: answers.votes.contributors.count)
        isMember = isTaken
    }

    /// All groups that are found. Nobody is in two.
    mutating func groups() -> [[Int]] {
        var groups: [[Int]] = []
        var failures = 0
        for link in links where !isTaken[link.first] && !isTaken[link.second] {
            var group = grow([link.first, link.second])
            if group.count >= 3, prune(&group) {
                complete(&group)
                for member in group { isTaken[member] = true }
                groups.append(group.sorted())
                failures = 0
            } else {
                failures += 1
                if failures == Self.mostFailures { break }
            }
        }
        return groups.sorted { $0[0] < $1[0] }
    }

    /// Takes in whoever is suspicious with half of the group, the best linked and of these the first in number.
    private func grow(_ pair: [Int]) -> [Int] {
        var group = pair
        var linked: [Int: Int] = [:]
        func link(_ member: Int) {
            for partner in partners[member] ?? [] where !isTaken[partner] { linked[partner, default: 0] += 1 }
        }
        for member in group { link(member) }
        while true {
            for member in group { linked[member] = nil }
            // The order of a dictionary must not show: the greatest count, and the lowest number among equals.
            guard let best = linked.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
                best.value >= (group.count > 2 ? 2 : 1), 2 * best.value >= group.count
            else { return group }
            group.append(best.key)
            link(best.key)
        }
    }

    /// Lets members leave until each passes the test. Gives whether a group remains that is to be reported.
    private mutating func prune(_ group: inout [Int]) -> Bool {
        while group.count >= 3 {
            var sum = 0.0
            var weakest = (place: 0, evidence: -Double.infinity)
            for (place, member) in group.enumerated() {
                let evidence = test(member, group).evidence
                sum += evidence
                if evidence > weakest.evidence { weakest = (place, evidence) }
            }
            if isEnough(weakest.evidence) {
                let size = Double(group.count)
                let choices =
                    StableMath.logGamma(contributors + 1) - StableMath.logGamma(size + 1)
                    - StableMath.logGamma(contributors - size + 1)
                return sum / 2 + choices < CopySearch.significance
            }
            group.remove(at: weakest.place)
        }
        return false
    }

    /// Takes in those who are suspicious with two members and pass the test.
    private mutating func complete(_ group: inout [Int]) {
        var linked: [Int: Int] = [:]
        for member in group {
            for partner in partners[member] ?? [] where !isTaken[partner] && !group.contains(partner) {
                linked[partner, default: 0] += 1
            }
        }
        let members = group
        for candidate in linked.keys.sorted() where linked[candidate, default: 0] >= 2 {
            let result = test(candidate, members)
            if result.seen >= 3, isEnough(result.evidence) { group.append(candidate) }
        }
    }

    private func isEnough(_ evidence: Double) -> Bool {
        evidence + StableMath.log(contributors) < CopySearch.significance
    }

    /// On how many subjects a contributor shares an unusual answer with a member of the group other than herself, and ln
    /// of the probability of so many.
    private mutating func test(_ contributor: Int, _ group: [Int]) -> (seen: Double, evidence: Double) {
        var apart: [Int: Double] = [:]
        for member in group where member != contributor {
            isMember[member] = true
            apart[member] = 1 - min(1, factor * answers.coincidence(contributor, member))
        }
        let votes = answers.votes
        var seen = 0.0
        var expected = 0.0
        for place in answers.index.range(contributor) {
            let vote = Int(answers.index.votes[place])
            let range = votes.range(ofSubject: Int(answers.subjectOfVote[vote]))
            guard answers.isNamed(vote), range.count <= CopySearch.mostVotes else { continue }
            var product = 1.0
            var isShared = false
            for other in range where isMember[Int(votes.voteContributors[other])] && answers.isNamed(other) {
                product *= apart[Int(votes.voteContributors[other])] ?? 1
                if answers.isUnusual[vote], votes.voteLabels[other] == votes.voteLabels[vote] { isShared = true }
            }
            expected += 1 - product
            if isShared { seen += 1 }
        }
        for member in group { isMember[member] = false }
        return (seen, UnusualAnswers.logTail(seen, mean: max(CopySearch.leastExpected, expected)))
    }
}
