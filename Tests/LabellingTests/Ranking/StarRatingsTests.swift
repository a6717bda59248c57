import Labelling
import Testing

@Suite("Star ratings")
struct StarRatingsTests {
    private typealias Row = (subject: Int, contributor: Int, value: Double)

    private func normal(_ random: inout SplitMix64) -> Double {
        (0..<12).reduce(-6) { sum, _ in sum + random.fraction() }
    }

    /// Trails by four people; subject 4 has no rating.
    private let trails: [Row] = [
        (0, 0, 2), (0, 1, 3), (0, 2, 4), (0, 3, 3), (1, 0, 4), (1, 1, 5), (1, 2, 5), (1, 3, 5), (2, 2, 5), (3, 0, 1),
        (3, 1, 2), (3, 3, 1),
    ]

    /// The figures were computed once by other means: values, biases and mean from one dense linear system of all
    /// ratings instead of by turns, in 64-bit floating point.
    @Test("Values, errors, biases and spreads are those of the mixed model's equations")
    func reference() {
        let estimate = StarRatings().estimate(from: AnswersBySubject(trails, subjects: 5, contributors: 4))
        let values = [3.029216696, 4.627714364, 4.125942307, 1.745684985]
        let errors = [0.343459986, 0.343459986, 0.600832092, 0.38908908]
        let biases = [-0.634875476, 0.158132238, 0.581999414, -0.105256176]
        let spreads = [0.640228082, 0.637512454, 0.650395031, 0.656634593]
        for subject in values.indices {
            #expect(abs((estimate.subjects[subject].value ?? 0) - values[subject]) < 1e-7)
            #expect(abs((estimate.subjects[subject].standardError ?? 0) - errors[subject]) < 1e-7)
        }
        for contributor in biases.indices {
            #expect(abs(estimate.contributors[contributor].bias - biases[contributor]) < 1e-7)
            #expect(abs(estimate.contributors[contributor].spread - spreads[contributor]) < 1e-7)
        }
        #expect(abs((estimate.mean ?? 0) - 3.3821395881) < 1e-7)
        #expect(abs(estimate.subjectSpread - 1.0379378138) < 1e-7)
        #expect(abs(estimate.biasSpread - 0.7228843965) < 1e-7)
        #expect(estimate.subjects.map(\.rank) == [3, 1, 2, 4, nil])
        #expect(estimate.subjects[4].value == nil && estimate.subjects[4].standardError == nil)
        #expect(estimate.contributors.map(\.votes) == [3, 3, 3, 3])
    }

    @Test("A subject that only generous people have rated does not profit from it")
    func bias() {
        // Subjects 0 to 9 are rated by both camps; 10 only by the generous, 11 only by the strict. Both are worth 3.
        var rows: [Row] = []
        for subject in 0..<10 {
            for contributor in 0..<8 {
                let worth = 2 + Double(subject % 3)
                rows.append((subject, contributor, worth + (contributor < 4 ? 1 : -1)))
            }
        }
        for contributor in 0..<8 { rows.append((contributor < 4 ? 10 : 11, contributor, contributor < 4 ? 4 : 2)) }
        let estimate = StarRatings().estimate(from: AnswersBySubject(rows, subjects: 12, contributors: 8))
        #expect(estimate.subjects[10].plainMean == 4 && estimate.subjects[11].plainMean == 2)
        #expect(abs((estimate.subjects[10].value ?? 0) - (estimate.subjects[11].value ?? 9)) < 0.2)
        for contributor in 0..<8 {
            #expect(abs(estimate.contributors[contributor].bias - (contributor < 4 ? 1 : -1)) < 0.1)
        }
    }

    @Test("One rating of five stars does not lead a list of many ratings")
    func singleRating() {
        var rows: [Row] = [(0, 50, 5)]
        for contributor in 0..<40 {
            rows.append((1, contributor, contributor % 3 == 0 ? 4 : 5))
            rows.append((2, contributor, contributor % 2 == 0 ? 3 : 2))
            rows.append((3, contributor, 3 + Double(contributor % 3)))
        }
        let estimate = StarRatings().estimate(from: AnswersBySubject(rows, subjects: 4, contributors: 51))
        #expect(estimate.subjects[1].rank == 1)
        #expect((estimate.subjects[0].standardError ?? 0) > 2 * (estimate.subjects[1].standardError ?? 9))
    }

    @Test("Stars times 20 are per cent: everything follows the scale, also an enormous one")
    func scale() {
        let stars = StarRatings().estimate(from: AnswersBySubject(trails, subjects: 5, contributors: 4))
        for factor in [20, 1e-200, 3e307] {
            let scaled = StarRatings().estimate(
                from: AnswersBySubject(
                    trails.map { ($0.subject, $0.contributor, $0.value * factor) }, subjects: 5, contributors: 4))
            for (one, other) in zip(stars.subjects, scaled.subjects) {
                #expect(abs((one.value ?? 0) - (other.value ?? 0) / factor) < 1e-8)
                #expect(abs((one.standardError ?? 0) - (other.standardError ?? 0) / factor) < 1e-8)
            }
            for (one, other) in zip(stars.contributors, scaled.contributors) {
                #expect(abs(one.bias - other.bias / factor) < 1e-8)
                #expect(abs(one.spread - other.spread / factor) < 1e-8)
            }
        }
    }

    @Test("On generated ratings values are closer than plain means, and errors, biases and spreads mean what they say")
    func generated() {
        var random = SplitMix64(seed: 11)
        let worth = (0..<150).map { _ in 3.5 + 0.6 * normal(&random) }
        let biases = (0..<60).map { _ in 0.5 * normal(&random) }
        let spreads = (0..<60).map { $0 % 3 == 0 ? 1.2 : 0.5 }
        var rows: [Row] = []
        for contributor in biases.indices {
            for _ in 0..<20 {
                let subject = random.below(worth.count)
                let value = worth[subject] + biases[contributor] + spreads[contributor] * normal(&random)
                rows.append((subject, contributor, value))
            }
        }
        let estimate = StarRatings().estimate(
            from: AnswersBySubject(rows, subjects: worth.count, contributors: biases.count))
        var squares = (value: 0.0, mean: 0.0)
        var within = 0
        for (subject, worth) in zip(estimate.subjects, worth) {
            let error = (subject.value ?? 0) - worth
            squares.value += error * error
            squares.mean += ((subject.plainMean ?? 0) - worth) * ((subject.plainMean ?? 0) - worth)
            if abs(error) < 1.96 * (subject.standardError ?? 0) { within += 1 }
        }
        #expect(squares.value < 0.7 * squares.mean)
        #expect((132...148).contains(within))
        var careless = 0.0
        var careful = 0.0
        var biasSquares = 0.0
        for (number, contributor) in estimate.contributors.enumerated() {
            biasSquares += (contributor.bias - biases[number]) * (contributor.bias - biases[number]) / 60
            if number % 3 == 0 { careless += contributor.spread / 20 } else { careful += contributor.spread / 40 }
        }
        #expect(biasSquares < 0.3 * 0.25)
        #expect(careless > 0.9 && careful < 0.75)
        #expect(abs(estimate.subjectSpread - 0.6) < 0.15 && abs(estimate.biasSpread - 0.5) < 0.15)
        #expect(estimate.iterations < 200)

        let shuffled = StarRatings().estimate(
            from: AnswersBySubject(
                rows.enumerated().sorted { ($0.element.subject, $0.offset) < ($1.element.subject, $1.offset) }
                    .map(\.element), subjects: worth.count, contributors: biases.count))
        #expect(shuffled.subjects == estimate.subjects && shuffled.contributors == estimate.contributors)
    }

    @Test(
        "No ratings, one rating, equal ratings, everybody's own subject: numbers or nothing",
        arguments: [
            [], [(0, 0, 4)], [(0, 0, 4), (1, 0, 4), (1, 1, 4)], [(0, 0, 0), (1, 1, 0)], [(0, 0, 1), (1, 1, 5)],
            [(0, 0, 1), (0, 1, 5)], [(0, 0, 1), (1, 0, 5)], [(0, 0, 0.1), (0, 1, 0.1), (1, 0, 0.1), (1, 1, 0.1)],
            [(0, 0, 1.7e308), (1, 1, -1.7e308)], [(0, 0, .leastNonzeroMagnitude), (1, 0, .leastNormalMagnitude)],
        ] as [[(subject: Int, contributor: Int, value: Double)]])
    func degenerate(rows: [(subject: Int, contributor: Int, value: Double)]) {
        let estimate = StarRatings().estimate(from: AnswersBySubject(rows, subjects: 3, contributors: 2))
        for (number, subject) in estimate.subjects.enumerated() {
            let own = rows.filter { $0.subject == number }.map(\.value)
            #expect(subject.votes == own.count && (subject.value == nil) == own.isEmpty)
            #expect((subject.rank == nil) == own.isEmpty)
            #expect(subject.value?.isFinite ?? true)
            #expect(subject.standardError.map { $0.isFinite && $0 >= 0 } ?? true)
            if let value = subject.value, Set(rows.map(\.value)).count == 1 {
                #expect(value == own[0] && subject.rank == 1 && subject.standardError == nil)
            }
        }
        for contributor in estimate.contributors {
            #expect(contributor.bias.isFinite && contributor.spread.isFinite && contributor.spread >= 0)
        }
        #expect((estimate.mean == nil) == rows.isEmpty)
    }
}
