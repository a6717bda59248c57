import Labelling
import Observations
import Testing

@Suite("Bradley–Terry")
struct BradleyTerryTests {
    private let plain = BradleyTerry(weighsContributors: false)
    private let weakPrior = BradleyTerry(weighsContributors: false, scoreVariance: 1e9)

    /// Rows of `first second preferred`, each by somebody else; "=" is a tie.
    private func comparisons(_ rows: [String]) -> Comparisons {
        Comparisons(
            Votes(
                rows.enumerated().map { number, row in
                    let words = row.split(separator: " ").map(String.init)
                    return Answer([words[0], words[1]], "c\(1000 + number)", words[2])
                }), ties: ["="])
    }

    @Test("Two items, w wins of n: the difference is ln(w ÷ (n − w)), its variance n ÷ w(n − w)", arguments: [5, 7, 9])
    func twoItems(wins: Int) {
        let ranking = weakPrior.estimate(
            from: comparisons((0..<10).map { $0 < wins ? "a b a" : "b a b" }))
        let (w, n) = (Double(wins), 10.0)
        #expect(abs((ranking.items[0].score ?? 9) - StableMath.log(w / (n - w)) / 2) < 1e-6)
        #expect(abs((ranking.probability(0, 1) ?? 0) - w / n) < 1e-6)
        // Each score is half of the difference.
        let error = ranking.items[0].standardError ?? 0
        #expect(abs(4 * error * error - n / (w * (n - w))) < 1e-6)
        #expect(ranking.items[0].wins == wins && ranking.items[1].losses == wins)
        #expect(ranking.items.map(\.rank) == (wins == 5 ? [1, 1] : [1, 2]))
    }

    @Test("With the prior, wins beyond those that are expected are the score divided by its variance")
    func stationary() {
        let ranking = BradleyTerry(weighsContributors: false, scoreVariance: 0.7)
            .estimate(from: comparisons(["a b a", "a b a", "b c b", "c a =", "a c c", "d a a"]))
        let score = ranking.items.map { $0.score ?? 0 }
        let p = { (one: Int, other: Int) in ranking.probability(one, other) ?? 0 }
        let expected = [
            3.5 - 2 * p(0, 1) - 2 * p(0, 2) - p(0, 3), 1 - 2 * p(1, 0) - p(1, 2), 1.5 - p(2, 1) - 2 * p(2, 0),
            -p(3, 0),
        ]
        for item in score.indices { #expect(abs(expected[item] - score[item] / 0.7) < 1e-8) }
        #expect(abs(score.reduce(0, +)) < 1e-9)
    }

    @Test("A tie is half a win for each")
    func ties() {
        let tied = weakPrior.estimate(from: comparisons(["a b =", "a b =", "a b a", "a b a"]))
        let halves = weakPrior.estimate(from: comparisons(["a b a", "a b b", "a b a", "a b a"]))
        #expect(abs((tied.items[0].score ?? 0) - (halves.items[0].score ?? 9)) < 1e-9)
        #expect(tied.items[0].ties == 2 && tied.items[0].comparisons == 4)
        let onlyTies = BradleyTerry().estimate(from: comparisons(["a b =", "b c =", "d c ="]))
        #expect(onlyTies.items.allSatisfy { $0.rank == 1 && $0.score == 0 })
    }

    /// 124 comparisons of 9 items by 6 people, the last of whom turns answers round.
    private var mixed: [Answer] {
        var answers: [Answer] = []
        var seen: Set<[Int]> = []
        for k in 0..<140 {
            let (first, second, contributor) = ((k * 5 + 1) % 9, (k * 7 + k / 9) % 9, k % 6)
            guard first != second, seen.insert([first, second, contributor]).inserted else { continue }
            let usual = (k * k * 13 + k * 7) % 10 < 7
            let preferred = usual == (contributor < 5) ? min(first, second) : max(first, second)
            answers.append(
                Answer(["i\(first)", "i\(second)"], "c\(contributor)", k % 11 == 0 ? "equal" : "i\(preferred)"))
        }
        return answers
    }

    /// The figures were computed once by other means: the negative logarithm of the posterior density in all scores and
    /// reliabilities at once, made least by a general quasi-Newton method (BFGS), and a dense inverse of its curvature.
    @Test("Scores, errors and reliabilities are those of the greatest posterior density")
    func reference() {
        let ranking = BradleyTerry().estimate(from: Comparisons(Votes(mixed), ties: ["equal"]))
        let scores = [
            1.060464095, 0.500195043, 0.698728196, 0.359465544, -0.065357688, 0.044586433, -0.622778263, -0.949826847,
            -1.025476504,
        ]
        let errors = [
            0.391790908, 0.343581755, 0.387104409, 0.333864734, 0.326666332, 0.371008763, 0.328146847, 0.382825284,
            0.428918586,
        ]
        let reliabilities = [1.170020874, 1.326695558, 1.244118419, 0.875969431, 1.036831614, -0.185141125]
        for item in scores.indices {
            #expect(abs((ranking.items[item].score ?? 9) - scores[item]) < 1e-6)
            #expect(abs((ranking.items[item].standardError ?? 9) - errors[item]) < 1e-6)
        }
        for contributor in reliabilities.indices {
            #expect(abs(ranking.contributors[contributor].reliability - reliabilities[contributor]) < 1e-6)
        }
        #expect(ranking.contributors.map(\.comparisons) == [22, 21, 20, 20, 21, 20])
    }

    @Test("The same bits in any order of the answers and with all questions turned round")
    func sameBits() {
        let answers = mixed
        let ranking = BradleyTerry().estimate(from: Comparisons(Votes(answers), ties: ["equal"]))
        var random = SplitMix64(seed: 3)
        for turn in [false, true] {
            let others = answers.shuffled(using: &random).map { answer in
                Answer(turn ? answer.subject.reversed() : answer.subject, answer.contributor, answer.label)
            }
            let other = BradleyTerry().estimate(from: Comparisons(Votes(others, batch: 7), ties: ["equal"]))
            #expect(other.items == ranking.items)
            #expect(other.contributors == ranking.contributors)
            #expect(other.iterations == ranking.iterations)
        }
    }

    @Test("Items that nothing connects are groups, each around 0, and equal records share a rank")
    func groups() {
        let ranking = BradleyTerry().estimate(
            from: comparisons(["a b a", "c d d", "e f e", "e f e", "a b a", "c d d"]))
        #expect(ranking.items.map(\.group) == [0, 0, 1, 1, 2, 2])
        #expect(ranking.items.map(\.rank) == [1, 4, 4, 1, 1, 4])
        #expect(abs((ranking.items[4].score ?? 0) + (ranking.items[5].score ?? 9)) < 1e-12)
    }

    @Test("An item that always or never wins has a finite score, and more wins count more")
    func undefeated() {
        let few = BradleyTerry().estimate(from: comparisons(["a b a", "b c b"]))
        let many = BradleyTerry().estimate(from: comparisons(Array(repeating: "a b a", count: 50) + ["b c b"]))
        #expect(few.items.map(\.rank) == [1, 2, 3])
        for ranking in [few, many] {
            #expect(ranking.items[0].rank == 1)
            #expect(ranking.items.allSatisfy { $0.score?.isFinite == true && ($0.standardError ?? 0) > 0.1 })
        }
        #expect((many.items[0].score ?? 0) > (few.items[0].score ?? 9) + 1)
    }

    @Test("A long chain of single comparisons is in order")
    func chain() {
        let rows = (0..<300).map { "i\(1000 + $0) i\(1001 + $0) i\(1000 + $0)" }
        let ranking = BradleyTerry().estimate(from: comparisons(rows))
        #expect(ranking.items.first?.rank == 1 && ranking.items.last?.rank == 301)
        #expect(ranking.items.allSatisfy { $0.group == 0 && $0.standardError?.isFinite == true })
    }

    @Test("What is published about a pair follows all comparisons of its items")
    func preferences() {
        let votes = Votes([
            Answer(["a", "b"], "ana", "a"), Answer(["b", "a"], "ben", "="), Answer(["b", "c"], "ana", "b"),
            Answer(["b", "c"], "ben", "b"), Answer(["c", "a"], "cleo", "a"), Answer(["d", "d"], "ana", "d"),
            Answer(["d", "e"], "ana", "x"), Answer(["f", "g"], "ana", "f"), Answer(["f", "g"], "ben", "g"),
        ])
        let ranking = plain.estimate(from: Comparisons(votes, ties: ["="]))
        // Subjects: (a, b), (b, a), (b, c), (c, a), (d, d), (d, e), (f, g).
        let first = ranking.preference(onSubject: 0)
        #expect(first == ranking.preference(onSubject: 1))
        #expect(first?.preferred == 0 && first?.votes == 2 && first?.votesFor == 1 && first?.votesForTie == 1)
        #expect(first?.probability == ranking.probability(0, 1) && (first?.probability ?? 0) > 0.5)
        #expect(ranking.preference(onSubject: 3)?.preferred == 0)
        #expect(ranking.preference(onSubject: 4) == nil)
        let unknown = ranking.preference(onSubject: 5)
        #expect(unknown?.votes == 0 && unknown?.tied == false)
        #expect(unknown?.preferred == nil && unknown?.probability == nil)
        #expect(ranking.items[3].score == nil && ranking.items[3].rank == nil && ranking.items[3].group == nil)
        let tie = ranking.preference(onSubject: 6)
        #expect(tie?.tied == true && tie?.preferred == nil && tie?.probability == 0.5 && tie?.votesFor == 1)
        #expect(abs((ranking.probability(0, 2) ?? 0) + (ranking.probability(2, 0) ?? 0) - 1) < 1e-15)
        #expect(ranking.probability(0, 3) == nil)
    }

    @Test("No votes, one vote, unreadable votes, one reverse contributor: numbers or nothing")
    func degenerate() {
        var table = VoteTable(subjectTerms: ["a", "b"], repeats: .error)
        table.add(subjects: [TextColumn(["x"]), TextColumn(["y"])])
        let none = BradleyTerry().estimate(from: Comparisons(table.sealed()))
        #expect(none.items.count == 2 && none.items.allSatisfy { $0.score == nil && $0.comparisons == 0 })
        #expect(none.contributors.isEmpty && none.iterations == 0)
        #expect(BradleyTerry().estimate(from: comparisons(["a b c", "a a a"])).items.allSatisfy { $0.rank == nil })
        for rows in [["a b a"], ["a b ="], ["a b a", "a b b"], Array(repeating: "a b a", count: 400)] {
            for method in [BradleyTerry(), plain, weakPrior, BradleyTerry(scoreVariance: 1e-6)] {
                let ranking = method.estimate(from: comparisons(rows))
                #expect(ranking.items.allSatisfy { $0.score?.isFinite == true && $0.standardError?.isFinite == true })
                #expect(ranking.contributors.allSatisfy { $0.reliability.isFinite })
            }
        }
    }
}
