import Labelling
import Observations
import Testing

@Suite("Calibration on public sets", .enabled(if: SharedData.isPresent, "the shared data folder is absent"))
struct CalibrationOnPublicSetsTests {
    @Test("With a tenth of the answers known, the calibration error of the others falls on average to less than half")
    func tenth() throws {
        var (before, after) = (0.0, 0.0)
        let count = Double(SharedData.singleChoiceSets.count)
        for set in SharedData.singleChoiceSets {
            let votes = try Votes(SharedData.answers(set), repeats: .latest)
            let truth = try SharedData.truth(set)
            // A tenth, or as many as are needed at least: one in five of bluebird's 108.
            let step = min(10, truth.count / Temperature.leastKnown)
            var gold = ExpertAnswers(subjectTerms: ["part0"])
            var others = gold
            for (place, row) in truth.enumerated() {
                if place % step == 0 {
                    gold.decide(row.subject, row.label)
                } else {
                    others.decide(row.subject, row.label)
                }
            }
            let known = KnownTruths(gold, in: votes)
            let calibration = try Calibration(of: .ibcc, from: votes, known: known)
            let estimate = try LabellingMethod.ibcc.estimate(from: votes, known: known)
            let tables = [estimate, calibration.applied(to: estimate)].map { estimate in
                ReliabilityTable(HeldOutScores(estimate.scores, of: votes, known: KnownTruths(others, in: votes)))
            }
            before += try #require(tables[0].calibrationError) / count
            after += try #require(tables[1].calibrationError) / count
            #expect(tables[0].accuracy == tables[1].accuracy)
            #expect(try #require(tables[1].logLoss) < (try #require(tables[0].logLoss)), "\(set)")
        }
        #expect(after < before / 2, "\(before) → \(after)")
    }
}
