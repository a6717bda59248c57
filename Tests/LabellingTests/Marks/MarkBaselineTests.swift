import Labelling
import Testing

/// Photos with known animals, marked by people of whom three of ten are poor.
struct GeneratedMarks {
    typealias Place = (x: Double, y: Double)

    var truth: [[Place]] = []
    var rows: [(subject: Int, contributor: Int, value: [Mark])] = []
    let contributors = 20

    /// 20 contributors, 7 for each photo of 1,000 × 800 pixels with 0 to 4 animals, every third with another 15 pixels
    /// beside it. Animals differ in how easily they are overlooked. Good contributors overlook 5 to 25 % of them, click
    /// 2 to 5 pixels beside them, and mark a stone on every tenth photo. Of the poor ones a third marks five random
    /// places, a third overlooks two of three, a third clicks 9 pixels beside animals and on one stone per photo.
    init(seed: UInt64, subjects: Int) {
        var random = SplitMix64(seed: seed)
        let normal = { (random: inout SplitMix64) in (0..<12).reduce(-6.0) { sum, _ in sum + random.fraction() } }
        let anywhere = { (random: inout SplitMix64) -> Place in (1000 * random.fraction(), 800 * random.fraction()) }
        let skills = (0..<contributors).map {
            ($0 < 14 ? 0.05 + 0.2 * random.fraction() : 0, 2 + 3 * random.fraction())
        }
        for subject in 0..<subjects {
            var animals: [Place] = []
            for _ in 0..<random.below(5) {
                let place = anywhere(&random)
                animals.append(place)
                if random.below(3) == 0 { animals.append((place.x + 15, place.y)) }
            }
            truth.append(animals)
            let hidden = animals.map { _ in random.below(5) == 0 ? 0.35 : 0 }
            let asked = (0..<contributors).shuffled(using: &random).prefix(7)
            for contributor in asked {
                var (miss, spread) = skills[contributor]
                var stones = random.below(10) == 0 ? 1 : 0
                switch contributor {
                case 14, 15: (miss, stones) = (1, 5)
                case 16, 17: miss = 0.66
                case 18, 19: (miss, spread, stones) = (0.3, 9, 1)
                default: break
                }
                var marks: [Mark?] = []
                for (animal, hiding) in zip(animals, hidden) where random.fraction() >= miss + hiding {
                    let figures = [animal.x + spread * normal(&random), animal.y + spread * normal(&random)]
                    marks.append(Mark(.point, figures))
                }
                for _ in 0..<stones {
                    let place = anywhere(&random)
                    marks.append(Mark(.point, [place.x, place.y]))
                }
                rows.append((subject, contributor, marks.compactMap { $0 }))
            }
        }
    }

    var answers: AnswersBySubject<[Mark]> {
        AnswersBySubject(rows, subjects: truth.count, contributors: contributors)
    }

    /// Precision, recall and their harmonic mean of places found; a place is right if it is within 10 pixels of an
    /// animal that no nearer one has been found for.
    func score(_ found: [[Place]]) -> (precision: Double, recall: Double, f1: Double) {
        var right = 0
        for (places, animals) in zip(found, truth) {
            var pairs: [(Double, Int, Int)] = []
            for (i, place) in places.enumerated() {
                for (j, animal) in animals.enumerated() {
                    let square =
                        (place.x - animal.x) * (place.x - animal.x) + (place.y - animal.y) * (place.y - animal.y)
                    if square <= 100 { pairs.append((square, i, j)) }
                }
            }
            var used: (Set<Int>, Set<Int>) = ([], [])
            for (_, i, j) in pairs.sorted(by: { $0 < $1 }) where !used.0.contains(i) && !used.1.contains(j) {
                used.0.insert(i)
                used.1.insert(j)
                right += 1
            }
        }
        let precision = Double(right) / Double(max(found.map(\.count).reduce(0, +), 1))
        let recall = Double(right) / Double(truth.map(\.count).reduce(0, +))
        return (precision, recall, 2 * precision * recall / (precision + recall))
    }

    /// The plain way: DBSCAN (Ester and others 1996) over everybody's marks, at least so many of them.
    func densityClusters(reach: Double, least: Int) -> [[Place]] {
        let answers = self.answers
        return truth.indices.map { subject in
            let places = answers.range(ofSubject: subject).flatMap { answers.values[$0] }
                .map { Place($0.figures[0], $0.figures[1]) }
            let near = places.map { one in
                places.indices.filter {
                    (places[$0].x - one.x) * (places[$0].x - one.x) + (places[$0].y - one.y) * (places[$0].y - one.y)
                        <= reach * reach
                }
            }
            var isSeen = [Bool](repeating: false, count: places.count)
            var found: [Place] = []
            for start in places.indices where !isSeen[start] && near[start].count >= least {
                isSeen[start] = true
                var members = [start]
                var next = 0
                while next < members.count {
                    if near[members[next]].count >= least {
                        for other in near[members[next]] where !isSeen[other] {
                            isSeen[other] = true
                            members.append(other)
                        }
                    }
                    next += 1
                }
                let count = Double(members.count)
                found.append(
                    (
                        members.map { places[$0].x }.reduce(0, +) / count,
                        members.map { places[$0].y }.reduce(0, +) / count
                    ))
            }
            return found
        }
    }
}

@Suite("Objects from marks beside the plain way")
struct MarkBaselineTests {
    @Test(
        "With three poor contributors of ten more animals are found than by density clusters, and few that are none",
        arguments: [1, 2, 3] as [UInt64])
    func better(seed: UInt64) {
        let crowd = GeneratedMarks(seed: seed, subjects: 150)
        let estimate = MarkClusters().estimate(from: crowd.answers)
        let own = crowd.score(
            estimate.subjects.map { $0.objects.filter(\.isReal).map { ($0.mark.figures[0], $0.mark.figures[1]) } })
        #expect(own.precision > 0.99 && own.recall > 0.94)
        for reach in [5.0, 8, 10, 12, 15, 20] {
            let plain = crowd.score(crowd.densityClusters(reach: reach, least: 3))
            #expect(own.recall > plain.recall + 0.1 && own.f1 > plain.f1 + 0.05)
            // The best that density clusters reach is no false animal at all, for a quarter of the animals.
            #expect(own.precision > plain.precision - 0.01)
        }
    }

    @Test("Probabilities near 0 and 1 mean it")
    func probabilities() {
        let crowd = GeneratedMarks(seed: 4, subjects: 300)
        var sure = (all: 0, real: 0)
        var unlikely = (all: 0, real: 0)
        for (animals, subject) in zip(crowd.truth, MarkClusters().estimate(from: crowd.answers).subjects) {
            for object in subject.objects {
                let (x, y) = (object.mark.figures[0], object.mark.figures[1])
                let isReal = animals.contains { ($0.x - x) * ($0.x - x) + ($0.y - y) * ($0.y - y) <= 100 }
                if object.probability > 0.99 {
                    sure = (sure.all + 1, sure.real + (isReal ? 1 : 0))
                } else if object.probability < 0.01 {
                    unlikely = (unlikely.all + 1, unlikely.real + (isReal ? 1 : 0))
                }
            }
        }
        #expect(sure.all > 500 && sure.real * 100 >= sure.all * 98)
        #expect(unlikely.all > 500 && unlikely.real * 100 <= unlikely.all * 2)
    }
}
