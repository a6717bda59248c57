import Labelling
import Observations
import Testing

@Suite("Calibration on right answers that are known")
struct CalibrationTests {
    /// The known answers on subjects whose number has that rest modulo 10.
    private func gold(_ crowd: HardCrowd, _ isChosen: (Int) -> Bool) -> ExpertAnswers {
        var gold = ExpertAnswers(subjectTerms: ["part0"])
        for (subject, label) in crowd.truth.enumerated() where isChosen(subject) {
            gold.decide([HardCrowd.name(subject)], label)
        }
        return gold
    }

    @Test(
        "On an over-confident model the calibration error of the other subjects falls by half or more",
        arguments: [LabellingMethod.auto, .dawidSkene, .ibcc, .oneCoin])
    func overconfident(method: LabellingMethod) throws {
        var before = 0.0
        var after = 0.0
        for seed in UInt64(1)...3 {
            let crowd = HardCrowd(seed: seed, subjects: 1500)
            let votes = Votes(crowd.answers)
            let known = KnownTruths(gold(crowd) { $0 % 10 == 0 }, in: votes)
            let others = KnownTruths(gold(crowd) { $0 % 10 != 0 }, in: votes)
            let calibration = try Calibration(of: method, from: votes, known: known)
            let estimate = try method.estimate(from: votes, known: known)
            let plain = ReliabilityTable(HeldOutScores(estimate.scores, of: votes, known: others))
            let calibrated = calibration.applied(to: estimate)
            let better = ReliabilityTable(HeldOutScores(calibrated.scores, of: votes, known: others))
            before += try #require(plain.calibrationError) / 3
            after += try #require(better.calibrationError) / 3
            #expect(plain.accuracy == better.accuracy)
            #expect(try #require(better.logLoss) < (try #require(plain.logLoss)))
            #expect(try #require(better.brier) < (try #require(plain.brier)))
            // What the known subjects promise about the others: the same figure within chance.
            #expect(abs(try #require(calibration.before.accuracy) - (try #require(plain.accuracy))) < 0.09)
            let promised = try #require(calibration.after?.logLoss)
            #expect(promised < (try #require(calibration.before.logLoss)))
        }
        #expect(before > 0.06, "\(before)")
        #expect(after < before / 2, "\(before) → \(after)")
    }

    @Test("The scores of a known subject do not change with its own known answer")
    func heldOut() throws {
        let crowd = HardCrowd(seed: 9, subjects: 60)
        let votes = Votes(crowd.answers)
        let right = gold(crowd) { $0 % 2 == 0 }
        var wrong = right
        wrong.decide([HardCrowd.name(14)], "label that nobody gave")
        let scores = try [right, wrong].map { gold in
            try CrossFit.scores(of: .dawidSkene, from: votes, known: KnownTruths(gold, in: votes))
        }
        // 14 is at place 7, and so are 2 modulo 5: the same part without any of their answers.
        for place in [2, 7, 12, 17, 22, 27] {
            let (own, other) = (scores[0].scores, scores[1].scores)
            #expect(
                own.range(ofSubject: place).map { own.values[$0] }
                    == other.range(ofSubject: place).map { other.values[$0] })
        }
        #expect(scores[0].scores != scores[1].scores)
        #expect(scores[0].subjects == Array(stride(from: 0, to: 60, by: 2)))
    }

    @Test("Each part is what the method says when it is told the others", arguments: [1, 3, 5, 12])
    func parts(known count: Int) throws {
        let crowd = HardCrowd(seed: 3, subjects: 40)
        let votes = Votes(crowd.answers)
        let heldOut = try CrossFit.scores(
            of: .ibcc, from: votes, known: KnownTruths(gold(crowd) { $0 < count }, in: votes))
        #expect(heldOut.folds == min(5, count) && heldOut.subjects == Array(0..<count))
        for part in 0..<heldOut.folds {
            let others = KnownTruths(gold(crowd) { $0 < count && $0 % heldOut.folds != part }, in: votes)
            let estimate = try LabellingMethod.ibcc.estimate(from: votes, known: others)
            for subject in stride(from: part, to: count, by: heldOut.folds) {
                for label in 0..<votes.labels.count {
                    #expect(
                        heldOut.scores.score(of: label, on: subject) == estimate.scores.score(of: label, on: subject))
                }
            }
        }
    }

    @Test("The same votes and known answers give the same bits, in whatever order they came")
    func determinism() throws {
        let crowd = HardCrowd(seed: 4, subjects: 200)
        let calibrations = try [crowd.answers, crowd.answers.reversed()].map { answers in
            let votes = Votes(answers)
            let known = KnownTruths(gold(crowd) { $0 % 5 == 0 }, in: votes)
            return try Calibration(of: .auto, from: votes, known: known)
        }
        #expect(calibrations[0].heldOut == calibrations[1].heldOut)
        #expect(calibrations[0].temperature == calibrations[1].temperature)
        #expect(calibrations[0].temperature != nil)
        #expect(calibrations[0].after == calibrations[1].after)
    }

    @Test("Without known answers, or with few, it says that confidence is not calibrated, and changes nothing")
    func uncalibrated() throws {
        let crowd = HardCrowd(seed: 4, subjects: 30)
        let votes = Votes(crowd.answers)
        let estimate = try LabellingMethod.dawidSkene.estimate(from: votes)
        let none = try Calibration(of: .dawidSkene, from: votes, known: .none)
        #expect(none.correction == .failure(.nothingKnown))
        #expect(none.statement.hasPrefix("Confidence is not calibrated: no right answers are known"))
        #expect(none.before.subjects == 0 && none.before.rows.isEmpty && none.before.calibrationError == nil)
        #expect(none.after == nil && none.comparison.count == 2)
        #expect(none.applied(to: estimate).scores == estimate.scores)
        let few = try Calibration(
            of: .dawidSkene, from: votes, known: KnownTruths(gold(crowd) { $0 < 7 }, in: votes))
        #expect(few.correction == .failure(.tooFewKnown(7)))
        #expect(few.statement.hasPrefix("Confidence is not calibrated: 7 known answers are too few, 20 are needed."))
        #expect(few.before.subjects == 7)
        let nobody = try Calibration(of: .auto, from: Votes([]), known: .none)
        #expect(nobody.temperature == nil)
    }

    @Test("With enough it says on how many answers, and at what temperature")
    func statement() throws {
        let crowd = HardCrowd(seed: 4, subjects: 100)
        let votes = Votes(crowd.answers)
        let known = KnownTruths(gold(crowd) { _ in true }, in: votes)
        let calibration = try Calibration(of: .majority, from: votes, known: known)
        #expect(calibration.statement.hasPrefix("Confidence is calibrated on 100 known answers (temperature "))
        #expect(calibration.comparison.map { $0[0] } == ["", "as estimated", "calibrated"])
    }
}
