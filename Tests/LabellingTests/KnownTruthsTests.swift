import Labelling
import Observations
import Testing

@Suite("Right answers that are known beforehand")
struct KnownTruthsTests {
    private static let part: Term = "part0"

    /// A crowd, and the right answers on every third subject.
    private func crowd(_ seed: UInt64) -> (votes: Votes, truth: [String], gold: ExpertAnswers) {
        let crowd = GeneratedCrowd(seed: seed, votes: 2000, perSubject: 5, contributors: 40, labels: 4)
        let truth = crowd.truth.map { crowd.name($0) }
        var gold = ExpertAnswers(subjectTerms: [Self.part])
        for subject in stride(from: 0, to: truth.count, by: 3) { gold.decide(["t\(subject)"], truth[subject]) }
        return (Votes(crowd.answers, repeats: .latest), truth, gold)
    }

    @Test("Nothing known changes nothing, bit for bit", arguments: LabellingMethod.allCases)
    func none(method: LabellingMethod) throws {
        let (votes, _, _) = crowd(1)
        let empty = KnownTruths(ExpertAnswers(subjectTerms: [Self.part]), in: votes)
        #expect(empty.isEmpty)
        let plain = try method.estimate(from: votes)
        #expect(try method.estimate(from: votes, known: empty).scores == plain.scores)
    }

    @Test("Over many crowds known answers make the other subjects no worse", arguments: LabellingMethod.allCases)
    func helps(method: LabellingMethod) throws {
        var before = 0.0
        var after = 0.0
        for seed in UInt64(1)...12 {
            let (votes, truth, gold) = crowd(seed)
            let others = truth.indices.filter { $0 % 3 != 0 }.map { (subject: ["t\($0)"], label: truth[$0]) }
            let known = KnownTruths(gold, in: votes)
            let rule = rule(method)
            for (estimate, isTold) in [
                (try method.estimate(from: votes), false), (try method.estimate(from: votes, known: known), true),
            ] {
                let share = Accuracy(of: Consensus(votes: votes, rule: rule, estimate: estimate), against: others).share
                if isTold { after += share ?? 0 } else { before += share ?? 0 }
            }
        }
        #expect(after >= before - 0.02, "\(method.rawValue): \(before / 12) → \(after / 12)")
    }

    @Test("Told everything, Dawid–Skene counts its tables from the known answers in one iteration")
    func tables() throws {
        var answers: [Answer] = []
        var gold = ExpertAnswers(subjectTerms: [Self.part])
        for subject in 0..<20 {
            // Ana is always right; Ben calls every second dog a fox.
            let right = subject % 2 == 0 ? "fox" : "dog"
            answers.append(Answer("s\(subject)", "ana", right))
            answers.append(Answer("s\(subject)", "ben", subject % 4 == 1 ? "fox" : right))
            gold.decide(["s\(subject)"], right)
        }
        let votes = Votes(answers)
        let estimate = try DawidSkene().estimate(from: votes, known: KnownTruths(gold, in: votes))
        let tables = try #require(estimate.confusions)
        // Labels in byte order: dog, fox. Ben: ten dogs, of which five called fox; prior 0.01 in each cell.
        #expect(abs(tables.probability(contributor: 1, truth: 0, answer: 1) - 5.01 / 10.02) < 1e-9)
        #expect(abs(tables.probability(contributor: 0, truth: 0, answer: 0) - 10.01 / 10.02) < 1e-9)
        // The second iteration only finds that nothing has changed.
        #expect(estimate.iterations == 2)
    }

    @Test("With known answers, too, Dawid–Skene's objective never falls")
    func monotone() throws {
        for seed in UInt64(1)...6 {
            let (votes, _, gold) = crowd(seed)
            var gold2 = gold
            gold2.decide(["t1"], "an answer that nobody gave")
            let known = KnownTruths(gold2, in: votes)
            var last = -Double.infinity
            for iterations in 1...30 {
                let method = DawidSkene(iterationLimit: iterations, leastGain: -.infinity)
                let objective = try #require(try method.estimate(from: votes, known: known).objective)
                #expect(objective >= last - 1e-9 * abs(objective))
                last = objective
            }
        }
    }

    @Test("Contributors are measured on known answers, unsure ones aside")
    func skills() throws {
        let votes = Votes([
            Answer("1", "ana", "fox"), Answer("1", "ben", "dog"), Answer("2", "ana", "?"), Answer("2", "ben", "fox"),
            Answer("3", "ana", "fox"),
        ])
        var gold = ExpertAnswers(subjectTerms: [Self.part])
        gold.decide(["1"], "fox")
        gold.decide(["2"], "fox")
        let known = KnownTruths(gold, in: votes)
        let estimate = try LabellingMethod.auto.estimate(from: votes, unsure: ["?"], known: known)
        let report = SkillReport(votes, estimate, unsure: ["?"], known: known)
        #expect(report.contributors.map(\.known) == [1, 2])
        #expect(report.contributors.map(\.knownRight) == [1, 1])
    }
}
