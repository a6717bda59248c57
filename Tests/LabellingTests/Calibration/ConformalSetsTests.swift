import Labelling
import Observations
import Testing

@Suite("Sets of labels with a promised coverage")
struct ConformalSetsTests {
    private func heldOut(_ crowd: HardCrowd, _ votes: Votes, _ scores: Scores, _ subjects: [Int]) -> HeldOutScores {
        var gold = ExpertAnswers(subjectTerms: ["part0"])
        for subject in subjects { gold.decide([HardCrowd.name(subject)], crowd.truth[subject]) }
        return HeldOutScores(scores, of: votes, known: KnownTruths(gold, in: votes))
    }

    @Test("The bar is the ⌈(m + 1)(1 − α)⌉-th largest score of the right label")
    func worked() throws {
        // Nine subjects with 1 … 9 of 9 votes for the right label a: scores (n + 1/2) ÷ 10.
        let votes = Votes(
            (1...9).flatMap { right in
                (0..<9).map { Answer("s\(right)", "w\($0)", $0 < right ? "a" : "b") }
            })
        let scores = try LabellingMethod.majority.estimate(from: votes).scores
        var gold = ExpertAnswers(subjectTerms: ["part0"])
        for subject in 1...9 { gold.decide(["s\(subject)"], "a") }
        let heldOut = HeldOutScores(scores, of: votes, known: KnownTruths(gold, in: votes))
        // Of m = 9: the 8th and the 9th largest; the 10th is not there, so every label is in every set.
        let fifth = ConformalSets(heldOut, misses: 0.2)
        #expect(abs(fifth.leastScore - 0.25) < 1e-12)
        #expect(abs(ConformalSets(heldOut, misses: 0.1).leastScore - 0.15) < 1e-12)
        let all = ConformalSets(heldOut, misses: 0.05)
        #expect(all.leastScore < 0)
        #expect(all.labels(ofSubject: 8, in: scores) == [0, 1])
        #expect(fifth.labels(ofSubject: 0, in: scores) == [1])
        #expect(fifth.labels(ofSubject: 1, in: scores) == [0, 1])
        #expect(fifth.labels(ofSubject: 7, in: scores) == [0])
        #expect(fifth.known == 9 && fifth.ownBars.isEmpty)
    }

    @Test("Over many crowds the sets hold the right label as often as promised, and not much oftener")
    func coverage() throws {
        for misses in [0.05, 0.1, 0.2] {
            var held = 0.0
            var all = 0.0
            for seed in UInt64(1)...20 {
                let crowd = HardCrowd(seed: seed, subjects: 400)
                let votes = Votes(crowd.answers)
                let scores = try LabellingMethod.dawidSkene.estimate(from: votes).scores
                let sets = ConformalSets(
                    heldOut(crowd, votes, scores, Array(stride(from: 0, to: 400, by: 4))), misses: misses)
                for subject in 0..<400 where subject % 4 != 0 {
                    let set = sets.labels(ofSubject: subject, in: scores).map { votes.labels[Int($0)] }
                    held += set.contains(crowd.truth[subject]) ? 1 : 0
                    all += 1
                }
            }
            #expect(held / all > 1 - misses - 0.015 && held / all < 1 - misses + 0.03, "\(misses): \(held / all)")
        }
    }

    @Test("By label, each true label is covered, also the one that the crowd seldom recognises")
    func byLabel() throws {
        // A rare species r that five of nine call c; everybody knows c.
        var random = SplitMix64(seed: 8)
        var answers: [Answer] = []
        var truth: [String] = []
        for subject in 0..<2000 {
            let right = subject % 5 == 0 ? "r" : "c"
            truth.append(right)
            for contributor in 0..<9 {
                let isMistaken = random.fraction() < (right == "r" ? 0.55 : 0.05)
                let label = isMistaken ? (right == "r" ? "c" : "r") : right
                answers.append(Answer(HardCrowd.name(subject), "w\(contributor)", label))
            }
        }
        let votes = Votes(answers)
        let scores = try LabellingMethod.majority.estimate(from: votes).scores
        var gold = ExpertAnswers(subjectTerms: ["part0"])
        for subject in 0..<500 { gold.decide([HardCrowd.name(subject)], truth[subject]) }
        let heldOut = HeldOutScores(scores, of: votes, known: KnownTruths(gold, in: votes))
        let shares = [false, true].map { byLabel in
            let sets = ConformalSets(heldOut, misses: 0.1, byLabel: byLabel)
            let rare = (500..<2000).filter { truth[$0] == "r" }
            return Double(rare.filter { sets.labels(ofSubject: $0, in: scores).contains(1) }.count) / Double(rare.count)
        }
        #expect(shares[0] < 0.75, "\(shares)")
        #expect(shares[1] > 0.86, "\(shares)")
        #expect(ConformalSets(heldOut, misses: 0.1, byLabel: true).ownBars.map(\.label) == [0, 1])
        // 100 of r are too few to promise one miss in 200.
        #expect(ConformalSets(heldOut, misses: 0.005, byLabel: true).ownBars.map(\.label) == [0])
    }

    @Test("Without known answers every label is in every set, and answers that nobody gave are in none")
    func degenerate() throws {
        let votes = Votes((0..<30).map { Answer(HardCrowd.name($0), "ana", $0 == 0 ? "b" : "a") })
        let scores = try LabellingMethod.majority.estimate(from: votes).scores
        let nothing = ConformalSets(HeldOutScores(scores, of: votes, known: .none), misses: 0.1)
        #expect(nothing.known == 0 && nothing.labels(ofSubject: 3, in: scores) == [0, 1])
        var gold = ExpertAnswers(subjectTerms: ["part0"])
        for subject in 0..<30 { gold.decide([HardCrowd.name(subject)], subject < 15 ? "never said" : "a") }
        let half = ConformalSets(
            HeldOutScores(scores, of: votes, known: KnownTruths(gold, in: votes)), misses: 0.1)
        #expect(half.labels(ofSubject: 3, in: scores) == [0, 1])
    }
}
