import Labelling
import Testing

@Suite("Levels in an order")
struct OrdinalTests {
    private func estimate(_ answers: [[Int]], levels: Int) -> [OrdinalThresholds.Subject] {
        var rows: [(subject: Int, contributor: Int, value: Int)] = []
        for (subject, own) in answers.enumerated() {
            for (contributor, value) in own.enumerated() { rows.append((subject, contributor, value)) }
        }
        return OrdinalThresholds().estimate(
            from: AnswersBySubject(
                rows, subjects: answers.count, contributors: answers.map(\.count).max() ?? 0), levels: levels)
    }

    @Test("A rising neighbour is pooled with what is before it")
    func isotonic() {
        #expect(IsotonicFit.falling([0.9, 0.5, 0.1]) == [0.9, 0.5, 0.1])
        #expect(IsotonicFit.falling([0.5, 0.75, 0.25]) == [0.625, 0.625, 0.25])
        #expect(IsotonicFit.falling([0, 0.5, 1]) == [0.5, 0.5, 0.5])
        #expect(IsotonicFit.falling([]).isEmpty)
    }

    @Test("No random sequence has a better falling fit close to it")
    func closest() {
        var random = SplitMix64(seed: 1)
        for _ in 0..<200 {
            let numbers = (0..<6).map { _ in random.fraction() }
            let fit = IsotonicFit.falling(numbers)
            #expect(zip(fit, fit.dropFirst()).allSatisfy { $0 >= $1 - 1e-12 })
            let loss = { (candidate: [Double]) -> Double in
                var sum = 0.0
                for (number, other) in zip(numbers, candidate) { sum += (number - other) * (number - other) }
                return sum
            }
            for _ in 0..<20 {
                let other = Array(fit.map { $0 + 0.1 * (random.fraction() - 0.5) }.sorted().reversed())
                #expect(loss(fit) <= loss(other) + 1e-12)
            }
        }
    }

    @Test("Probabilities add up to 1 and none is negative; no answers give none")
    func sums() {
        var random = SplitMix64(seed: 2)
        let answers = (0..<60).map { _ in (0..<5).map { _ in random.below(4) } } + [[]]
        for subject in estimate(answers, levels: 4) where subject.votes > 0 {
            #expect(abs(subject.probabilities.reduce(0, +) - 1) < 1e-12)
            #expect(subject.probabilities.allSatisfy { $0 >= -1e-12 })
        }
        #expect(estimate(answers, levels: 4)[60].level == nil)
        #expect(estimate([[0, 0]], levels: 1)[0].level == 0)
    }

    @Test("With contributors of unequal skill it is closer to the truth than the median and than the commonest level")
    func generated() {
        var random = SplitMix64(seed: 9)
        let truth = (0..<400).map { _ in random.below(5) }
        let answers = truth.map { level in
            (0..<5).map { contributor in
                if contributor > 1, random.fraction() < 0.5 { return random.below(5) }
                let slip = random.fraction() < 0.2 ? (random.fraction() < 0.5 ? 1 : -1) : 0
                return min(max(level + slip, 0), 4)
            }
        }
        var errors = (model: 0, median: 0, commonest: 0)
        for (subject, result) in estimate(answers, levels: 5).enumerated() {
            let own = answers[subject]
            let commonest = (0..<5).max { first, second in
                own.count { $0 == first } < own.count { $0 == second }
            }
            errors.model += abs((result.level ?? 0) - truth[subject])
            errors.median += abs(own.sorted()[2] - truth[subject])
            errors.commonest += abs((commonest ?? 0) - truth[subject])
        }
        #expect(errors.model < errors.median && errors.model < errors.commonest)
    }
}
