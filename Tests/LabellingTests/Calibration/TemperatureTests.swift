import Labelling
import Observations
import Testing

@Suite("One temperature for confidence")
struct TemperatureTests {
    /// Votes for the labels a, b and c by name, one subject after the other.
    private func votes(_ subjects: [String]) -> Votes {
        Votes(
            subjects.enumerated().flatMap { subject, labels in
                labels.enumerated().map { Answer(HardCrowd.name(subject), "w\($0)", String($1)) }
            })
    }

    @Test("At temperature 1 nothing changes, and at 2 scores are in proportion to their square roots")
    func worked() throws {
        // (3 + 1/2) ÷ 5 and (1 + 1/2) ÷ 5
        let votes = votes(["aaab"])
        let scores = try LabellingMethod.majority.estimate(from: votes).scores
        #expect(Temperature(1).applied(to: scores, labelCount: 2) == scores)
        let tempered = Temperature(2).applied(to: scores, labelCount: 2)
        let (a, b) = (0.7.squareRoot(), 0.3.squareRoot())
        #expect(abs(tempered.values[0] - a / (a + b)) < 1e-14)
        #expect(abs(tempered.values[1] - b / (a + b)) < 1e-14)
    }

    @Test("Labels without entry are one more label, something else, with what is left")
    func rest() throws {
        // On the first subject a has (1 + 1/3) ÷ 2, and b and c 1/6 each.
        let votes = votes(["a", "b", "c"])
        let scores = try LabellingMethod.majority.estimate(from: votes).scores
        let tempered = Temperature(2).applied(to: scores, labelCount: 3)
        let (a, rest) = ((2.0 / 3).squareRoot(), (1.0 / 3).squareRoot())
        #expect(abs(tempered.values[0] - a / (a + rest)) < 1e-14)
        #expect(tempered.values.count == 3)
    }

    @Test("Whoever leads on a subject leads at every temperature, and ties stay ties")
    func ranking() throws {
        for seed in UInt64(1)...3 {
            let crowd = GeneratedCrowd(seed: seed, votes: 1500, perSubject: 5, contributors: 40, labels: 5)
            let votes = Votes(crowd.answers, repeats: .latest)
            for method in [LabellingMethod.majority, .dawidSkene, .bwa] {
                let estimate = try method.estimate(from: votes)
                let before = Consensus(votes: votes, rule: rule(method), estimate: estimate)
                for temperature in [0.125, 0.5, 1.7, 8, 64] {
                    let scores = Temperature(temperature).applied(to: estimate.scores, labelCount: votes.labels.count)
                    for subject in 0..<votes.subjectCount {
                        let front = { (scores: Scores) -> [UInt32] in
                            let entries = scores.range(ofSubject: subject)
                            let best = entries.map { scores.values[$0] }.max() ?? 0
                            return entries.filter { best - scores.values[$0] < Scores.tieWidth }
                                .map { scores.labels[$0] }
                        }
                        #expect(front(scores) == front(estimate.scores))
                    }
                    #expect(scores.values.allSatisfy { $0 >= 0 && $0 <= 1 })
                }
                #expect(before.votes.count == votes.count)
            }
        }
    }

    @Test("Fitted to scores that say what they mean it is about 1, and about 3 where they were cubed")
    func recovers() throws {
        // 30 kinds of subjects on which 1 to 30 of 31 votes are for a, and the truth is drawn by the scores.
        var random = SplitMix64(seed: 5)
        var subjects: [String] = []
        for copy in 0..<3000 {
            let share = 1 + copy % 30
            subjects.append(String(repeating: "a", count: share) + String(repeating: "b", count: 31 - share))
        }
        let votes = votes(subjects)
        let scores = try LabellingMethod.majority.estimate(from: votes).scores
        var gold = ExpertAnswers(subjectTerms: ["part0"])
        for subject in 0..<3000 {
            gold.decide([HardCrowd.name(subject)], random.fraction() < scores.score(of: 0, on: subject) ? "a" : "b")
        }
        let known = KnownTruths(gold, in: votes)
        let honest = try #require(Temperature(fitting: HeldOutScores(scores, of: votes, known: known)))
        #expect(abs(honest.value - 1) < 0.1, "\(honest.value)")
        let bold = Temperature(1.0 / 3).applied(to: scores, labelCount: 2)
        let taken = try #require(Temperature(fitting: HeldOutScores(bold, of: votes, known: known)))
        #expect(abs(taken.value - 3 * honest.value) < 0.02, "\(taken.value)")
    }

    @Test("Fewer than 20 known answers with a score are too few")
    func few() throws {
        let votes = votes([String](repeating: "aab", count: 25) + ["?", "?", "?"])
        let estimate = try LabellingMethod.majority.estimate(from: votes, unsure: ["?"])
        for (count, isEnough) in [(0, false), (1, false), (19, false), (20, true)] {
            var gold = ExpertAnswers(subjectTerms: ["part0"])
            for subject in 0..<count { gold.decide([HardCrowd.name(subject)], subject % 3 == 0 ? "b" : "a") }
            // Known, but nobody voted for anything that can be true.
            for subject in 25..<28 { gold.decide([HardCrowd.name(subject)], "a") }
            let known = KnownTruths(gold, in: votes)
            let heldOut = HeldOutScores(estimate.scores, of: votes, unsure: ["?"], known: known)
            #expect((Temperature(fitting: heldOut) != nil) == isEnough, "\(count)")
        }
    }

    @Test("Twenty right answers are no certainty, and right answers that nobody gave make confidence fall")
    func unheard() throws {
        let votes = votes([String](repeating: "aaaaaaaaaaaaaaaaaaaa", count: 40) + ["b"])
        let estimate = try LabellingMethod.dawidSkene.estimate(from: votes)
        var confidence: [Double] = []
        for unheard in [0, 5, 10] {
            var gold = ExpertAnswers(subjectTerms: ["part0"])
            for subject in 0..<40 { gold.decide([HardCrowd.name(subject)], subject < unheard ? "never said" : "a") }
            let known = KnownTruths(gold, in: votes)
            let temperature = try #require(
                Temperature(fitting: HeldOutScores(estimate.scores, of: votes, known: known)))
            let scores = temperature.applied(to: estimate.scores, labelCount: 2)
            confidence.append(scores.score(of: 0, on: 0))
        }
        #expect(confidence[0] > 0.95 && confidence[0] < 0.99, "\(confidence)")
        #expect(abs(confidence[1] - 0.875) < 0.03, "\(confidence)")
        #expect(abs(confidence[2] - 0.75) < 0.03, "\(confidence)")
    }

    @Test("With a single label, or with nothing, there is nothing to temper")
    func degenerate() throws {
        let votes = votes([String](repeating: "aa", count: 30))
        let scores = try LabellingMethod.majority.estimate(from: votes).scores
        var gold = ExpertAnswers(subjectTerms: ["part0"])
        for subject in 0..<30 { gold.decide([HardCrowd.name(subject)], "a") }
        let heldOut = HeldOutScores(scores, of: votes, known: KnownTruths(gold, in: votes))
        #expect(try #require(Temperature(fitting: heldOut)) == Temperature(1))
        let empty = try LabellingMethod.majority.estimate(from: Votes([])).scores
        #expect(Temperature(3).applied(to: empty, labelCount: 0) == empty)
    }
}
