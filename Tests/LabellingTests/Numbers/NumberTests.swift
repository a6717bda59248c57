import Labelling
import Testing

@Suite("Numbers and counts")
struct NumberTests {
    private func answers(_ values: [[Double]]) -> AnswersBySubject<Double> {
        var rows: [(subject: Int, contributor: Int, value: Double)] = []
        for (subject, own) in values.enumerated() {
            for (contributor, value) in own.enumerated() { rows.append((subject, contributor, value)) }
        }
        return AnswersBySubject(rows, subjects: values.count, contributors: values.map(\.count).max() ?? 0)
    }

    @Test(
        "Numbers as people write them",
        arguments: [
            ("12", 12), (" -3.5 ", -3.5), ("+2e3", 2000), (".5", 0.5), ("5.", 5), ("", nil), ("nan", nil),
            ("inf", nil), ("0x10", nil), ("1,5", nil), ("1 000", nil), ("1e", nil), ("1e999", nil), ("-", nil),
            (".", nil), ("12 birds", nil),
        ] as [(String, Double?)])
    func text(written: String, value: Double?) { #expect(NumberText.value(of: written) == value) }

    @Test("No answers, one answer, equal answers", arguments: [0, 1, 2, 3])
    func edges(method: Int) {
        let all = answers([[], [7], [4, 4, 4]])
        let estimate =
            [
                Median.estimate(from: all), Mean.estimate(from: all), PrecisionWeighted().estimate(from: all),
                LogCount().estimate(from: all),
            ][method]
        #expect(estimate.subjects[0].value == nil && estimate.subjects[0].count == nil)
        #expect(estimate.subjects[1].count == 7 && estimate.subjects[1].votes == 1)
        #expect(estimate.subjects[2].count == 4)
        #expect((estimate.subjects[2].standardError ?? 0) < 1e-9)
        #expect(abs((estimate.subjects[2].value ?? 0) - 4) < 1e-12)
    }

    @Test("Halves are rounded upwards, also below zero")
    func rounding() {
        let subjects = Median.estimate(from: answers([[2, 3], [-3, -2]])).subjects
        #expect(subjects[0].value == 2.5 && subjects[0].count == 3)
        #expect(subjects[1].value == -2.5 && subjects[1].count == -2)
    }

    @Test("The median does not mind a wild answer, the mean does")
    func robust() {
        let wild = answers([[10, 11, 12, 13, 1_000_000]])
        #expect(Median.estimate(from: wild).subjects[0].value == 12)
        #expect((Mean.estimate(from: wild).subjects[0].value ?? 0) > 200_000)
    }

    @Test("Enormous numbers stay numbers or nothing")
    func enormous() {
        let huge = answers([[1.7e308, 1.7e308, -1.7e308]])
        #expect(Median.estimate(from: huge).subjects[0].value == 1.7e308)
        #expect(Median.estimate(from: huge).subjects[0].count == nil)
        #expect(Mean.estimate(from: huge).subjects.count == 1)
        #expect(PrecisionWeighted().estimate(from: huge).subjects.count == 1)
    }

    @Test("Learnt precisions beat the plain mean, and half the errors are within 0.6745 standard errors")
    func precision() {
        var random = SplitMix64(seed: 5)
        let normal = { (random: inout SplitMix64) -> Double in
            (0..<12).reduce(-6) { sum, _ in sum + random.fraction() }
        }
        let spreads = [0.5, 0.5, 1, 1, 3, 6]
        let truth = (0..<400).map { _ in 20 + 5 * normal(&random) }
        let all = answers(truth.map { value in spreads.map { value + $0 * normal(&random) } })
        let weighted = PrecisionWeighted().estimate(from: all)
        let mean = Mean.estimate(from: all)
        var errors = (weighted: 0.0, mean: 0.0)
        var within = 0
        for subject in truth.indices {
            let own = weighted.subjects[subject]
            let error = abs((own.value ?? 0) - truth[subject])
            errors.weighted += error * error
            errors.mean +=
                ((mean.subjects[subject].value ?? 0) - truth[subject])
                * ((mean.subjects[subject].value ?? 0) - truth[subject])
            if error < 0.6745 * (own.standardError ?? 0) { within += 1 }
        }
        #expect(errors.weighted < 0.2 * errors.mean)
        #expect((150...250).contains(within))
        for (learnt, spread) in zip(weighted.contributors, spreads) { #expect(abs(learnt / spread - 1) < 0.6) }
    }

    @Test("Counts of very different sizes are weighed alike on the logarithmic scale")
    func logarithms() {
        let estimate = LogCount().estimate(from: answers([[1, 1, 1], [1000, 1100, 900], [0, 0, 0], [-3, 0, 0]]))
        #expect([0, 2, 3].map { estimate.subjects[$0].count } == [1, 0, 0])
        #expect((990...1010).contains(estimate.subjects[1].count ?? 0))
        let interval = estimate.subjects[1].interval
        #expect(interval?.contains(1000) == true)
        #expect(estimate.subjects[1].standardError == nil)
    }

    @Test(
        "Answers fall into classes by label or by number",
        arguments: [
            ("1", 0), ("10", 9), ("11", 10), ("11-50", 10), ("11 – 50", 10), ("50", 10), ("51", 11), ("51+", 11),
            ("4000", 11), ("0", nil), ("2.5", nil), ("many", nil), ("-1", nil),
        ] as [(String, Int?)])
    func bins(written: String, bin: Int?) { #expect(CountBins.serengeti.bin(of: written) == bin) }

    @Test("Of two middle classes the higher or the lower stands, as asked")
    func middle() {
        #expect(BinnedCount().consensus(on: [3, 8]).median == 8)
        #expect(BinnedCount(rounding: .down).consensus(on: [8, 3]).median == 3)
        #expect(BinnedCount(rounding: .down).consensus(on: [8, 3, 5]).median == 5)
        #expect(BinnedCount().consensus(on: []).median == nil)
    }
}
