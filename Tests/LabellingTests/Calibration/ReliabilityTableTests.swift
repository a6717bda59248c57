import Labelling
import Observations
import Testing

@Suite("The reliability table")
struct ReliabilityTableTests {
    private func table(_ subjects: [(votes: String, right: String)], unsure: [String] = []) throws -> ReliabilityTable {
        var gold = ExpertAnswers(subjectTerms: ["part0"])
        for (subject, row) in subjects.enumerated() { gold.decide([HardCrowd.name(subject)], row.right) }
        let votes = Votes(
            subjects.enumerated().flatMap { subject, row in
                row.votes.enumerated().map { Answer(HardCrowd.name(subject), "w\($0)", String($1)) }
            })
        let scores = try LabellingMethod.majority.estimate(from: votes, unsure: unsure).scores
        return ReliabilityTable(HeldOutScores(scores, of: votes, unsure: unsure, known: KnownTruths(gold, in: votes)))
    }

    @Test("A worked case: three votes to one are 0.7, four to none 0.9, and a tie earns half")
    func worked() throws {
        let table = try table([("aaab", "a"), ("abbb", "a"), ("aaaa", "a"), ("ab", "b"), ("bbbb", "never said")])
        #expect(table.rows.map(\.subjects) == [1, 2, 2])
        let close = { (left: Double?, right: Double) in abs((left ?? .infinity) - right) < 1e-12 }
        for (row, (confidence, right)) in zip(table.rows, [(0.5, 0.5), (0.7, 0.5), (0.9, 0.5)]) {
            #expect(close(row.confidence, confidence) && close(row.right, right))
            #expect(row.interval.low < right && right < row.interval.high)
        }
        #expect(table.rows.map(\.low) == [0.5, 0.7, 0.9])
        #expect(table.subjects == 5 && close(table.accuracy, 2.5 / 5))
        #expect(close(table.calibrationError, (0.2 * 2 + 0.4 * 2) / 5))
        // Two squares for each subject, the right label with 0.7, 0.3, 0.9 and 0.5. To the last one nobody gave the right
        // answer: it shares the 0.1 that is left with a.
        #expect(close(table.brier, (2 * 0.09 + 2 * 0.49 + 2 * 0.01 + 2 * 0.25 + (0.9025 + 0.81 + 0.0025)) / 5))
        let likelihood = [0.7, 0.3, 0.9, 0.5, 0.05].reduce(0) { $0 - StableMath.log($1) }
        #expect(abs((table.logLoss ?? 0) - likelihood / 5) < 1e-12)
    }

    @Test("Rows for people have a header, three decimals and no empty intervals")
    func lines() throws {
        let table = try table([("aaab", "a"), ("abbb", "a"), ("aaaa", "a")])
        #expect(
            table.lines.map { $0.prefix(4).joined(separator: " | ") } == [
                "confidence | subjects | mean confidence | share right", "0.7–0.8 | 2 | 0.700 | 0.500",
                "0.9–1.0 | 1 | 0.900 | 1.000",
            ])
        #expect(
            ReliabilityTable.comparison([("majority", table)]) == [
                ["", "subjects", "accuracy", "calibration error", "log loss", "Brier score"],
                ["majority", "3", "0.667", "0.167", "0.555", "0.393"],
            ])
    }

    @Test("Subjects with votes for unsure alone are left out, and their known answers cannot be unsure")
    func unsure() throws {
        let table = try table([("aa", "a"), ("??", "a"), ("ab", "?")], unsure: ["?"])
        #expect(table.subjects == 2 && table.accuracy == 0.5)
    }

    @Test("The calibration error is the one of the scorecard")
    func scorecard() throws {
        let crowd = HardCrowd(seed: 2, subjects: 300)
        let votes = Votes(crowd.answers)
        let truth = crowd.truth.enumerated().map { (subject: [HardCrowd.name($0)], label: $1) }
        var gold = ExpertAnswers(subjectTerms: ["part0"])
        for (name, label) in truth { gold.decide(name, label) }
        let estimate = try LabellingMethod.dawidSkene.estimate(from: votes)
        let table = ReliabilityTable(HeldOutScores(estimate.scores, of: votes, known: KnownTruths(gold, in: votes)))
        let card = Scorecard(of: Consensus(votes: votes, rule: rule(.dawidSkene), estimate: estimate), against: truth)
        #expect(table.calibrationError == card.calibrationError)
        #expect(table.accuracy == card.accuracy.share)
        #expect(card.bins.filter { $0.count > 0 }.map(\.count) == table.rows.map(\.subjects))
    }
}
