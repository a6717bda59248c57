import Labelling
import Testing

@Suite("Objects from marks")
struct MarkClustersTests {
    /// One text for every contributor of every subject; nothing where somebody was not asked.
    private func answers(_ texts: [[String?]]) -> AnswersBySubject<[Mark]> {
        var rows: [(subject: Int, contributor: Int, value: [Mark])] = []
        for (subject, own) in texts.enumerated() {
            for (contributor, text) in own.enumerated() {
                if let text, let marks = MarkList.marks(in: text) { rows.append((subject, contributor, marks)) }
            }
        }
        return AnswersBySubject(rows, subjects: texts.count, contributors: texts.map(\.count).max() ?? 0)
    }

    private func estimate(_ texts: [[String?]]) -> MarkEstimate { MarkClusters().estimate(from: answers(texts)) }

    private func written(_ subject: MarkEstimate.Subject) -> [String] {
        subject.objects.map { MarkList.text(of: $0.mark) }
    }

    @Test(
        "Marks of each shape become their mean",
        arguments: [
            (["point(10 20)", "point(14 20)", "point(12 20)"], "point(12 20)", 2),
            (["line(0 0 10 0)", "line(0 2 10 2)", "line(10 1 0 1)"], "line(0 1 10 1)", 1),
            (["box(0 0 20 10)", "box(2 0 20 10)", "box(1 0 20 10)"], "box(1 0 20 10)", 0.0952),
            (["circle(50 50 10)", "circle(52 50 10)", "circle(51 50 10)"], "circle(51 50 10)", 0.1),
        ])
    func shapes(texts: [String], mean: String, spread: Double) {
        let subject = estimate([texts]).subjects[0]
        #expect(written(subject) == [mean])
        #expect(subject.objects[0].contributors == 3 && subject.count == 1 && subject.votes == 3)
        #expect(abs((subject.objects[0].spread ?? 0) - spread) < 0.001)
        #expect(subject.objects[0].probability > 0.99)
    }

    @Test(
        "Far marks, other shapes and other labels are other objects",
        arguments: [
            ["point(10 20)", "point(31 20)"], ["point(1 1) fox", "point(1 1) deer"], ["point(1 1) fox", "point(1 1)"],
            ["point(5 5)", "circle(5 5 1)"], ["box(0 0 10 10)", "box(5 0 10 10)"],
            ["circle(0 0 10)", "circle(0 0 20)"],
            ["circle(0 0 10)", "circle(6 0 10)"], ["line(0 0 50 0)", "line(0 0 0 50)"],
            ["box(0 0 0 0)", "box(1 0 0 0)"],
            ["circle(0 0 0)", "circle(1 0 0)"], ["box(0 0 10 0)", "box(0 0 9 0)"],
        ])
    func apart(texts: [String]) { #expect(estimate([texts]).subjects[0].objects.map(\.contributors) == [1, 1]) }

    @Test(
        "Equal marks are one object, also without any size",
        arguments: ["point(1 2)", "box(1 2 0 0)", "box(1 2 3 0)", "circle(4 5 0)", "line(1 1 1 1)", "line(1 2 3 4) x"])
    func equal(text: String) {
        let subject = estimate([[text, text, text]]).subjects[0]
        #expect(written(subject) == [text] && subject.objects[0].contributors == 3)
        #expect(subject.objects[0].spread == 0)
    }

    @Test("Nobody has two marks in one object, and a double click counts once")
    func onePerContributor() {
        let subject = estimate([
            ["point(10 10)|point(18 10)|point(10.5 10)", "point(11 10)|point(19 10)", "point(9 10)|point(19 12)"]
        ]).subjects[0]
        #expect(subject.objects.map(\.contributors) == [3, 3] && subject.count == 2 && subject.repeats == 1)
        let eager = estimate([["point(10 10)|point(14 10)|point(18 10)|point(14 14)", "point(14 11)", "none"]])
        #expect(eager.subjects[0].objects.map(\.contributors).sorted() == [1, 1, 1, 2])
        #expect(eager.subjects[0].repeats == 0)
    }

    @Test("Two near objects are told apart, also where somebody has marked only one of them")
    func near() {
        let subject = estimate([
            [
                "point(100 100)|point(112 100)", "point(101 101)|point(113 99)", "point(99 100)|point(111 101)",
                "point(113 100)", "point(100 98)",
            ]
        ]).subjects[0]
        #expect(subject.objects.map(\.contributors) == [4, 4] && subject.count == 2)
        #expect(subject.objects.map { $0.mark.figures[0].rounded() } == [100, 112])
    }

    @Test("Empty answers count against an object, and subjects without answers are no zeros")
    func empty() {
        let probabilities = (0..<4).map { silent in
            estimate([["point(1 1)"] + [String?](repeating: "none", count: silent)]).subjects[0].objects[0].probability
        }
        #expect(probabilities == probabilities.sorted(by: >))
        #expect(probabilities[0] > 0.85 && probabilities[1] < 0.6 && probabilities[3] < 0.05)
        let subjects = estimate([["none", "none", "none"], [], ["point(1 1)", "none", "none"]]).subjects
        #expect(subjects.map(\.count) == [0, nil, 0])
        #expect(subjects.map(\.votes) == [3, 0, 3])
    }

    @Test("Nothing in, nothing out")
    func nothing() {
        let none = MarkClusters().estimate(from: AnswersBySubject<[Mark]>([], subjects: 0, contributors: 0))
        #expect(none.subjects.isEmpty && none.iterations == 0)
        let blank = estimate([["none", ""], []])
        #expect(blank.subjects.map(\.objects.count) == [0, 0] && blank.subjects.map(\.count) == [0, nil])
        #expect(blank.contributors.map(\.missRate) == [0.1, 0.1])
    }

    @Test("Who overlooks is learnt: what two careful people see is real, though three others do not see it")
    func overlookers() {
        let two: [String?] = ["point(50 60)", "point(53 61)", "none", "none", "none"]
        let crowd = { (tenths: Int) -> MarkEstimate in
            var random = SplitMix64(seed: 3)
            let texts: [[String?]] = (0..<40).map { subject in
                (0..<5).map { contributor in
                    let sees = contributor < 2 || random.below(10) < tenths
                    return sees ? "point(\(50 + subject + random.below(5)) \(random.below(5)))" : "none"
                }
            }
            return self.estimate(texts + [two])
        }
        let learnt = crowd(3)
        #expect(learnt.subjects[40].objects[0].probability > 0.9)
        #expect(learnt.contributors.prefix(2).allSatisfy { $0.missRate < 0.15 })
        #expect(learnt.contributors.suffix(3).allSatisfy { $0.missRate > 0.5 })
        let careful = crowd(10)
        #expect(careful.subjects[40].objects[0].probability < 0.1)
        #expect(careful.contributors.allSatisfy { $0.missRate < 0.15 })
    }

    @Test("Spammers do not make objects, and their marks are known as false")
    func spammers() {
        var random = SplitMix64(seed: 4)
        let texts: [[String?]] = (0..<60).map { subject in
            (0..<6).map { contributor in
                guard contributor < 3 else {
                    return (0..<6).map { _ in "point(\(random.below(500)) \(random.below(500)))" }
                        .joined(separator: "|")
                }
                return "point(\(100 + random.below(6)) \(100 + subject + random.below(6)))"
            }
        }
        let estimate = estimate(texts)
        #expect(estimate.subjects.count { $0.count == 1 } >= 58)
        #expect(estimate.contributors.prefix(3).allSatisfy { $0.falsePositiveRate < 0.1 && $0.missRate < 0.1 })
        #expect(estimate.contributors.suffix(3).allSatisfy { $0.falsePositiveRate > 0.8 })
    }

    @Test("The more precise weigh more")
    func precision() {
        var random = SplitMix64(seed: 5)
        let texts: [[String?]] = (0..<80).map { _ in
            [1, 1, 10].map { width in "point(\(100 + width * (random.below(3) - 1)) 100)" }
        }
        let estimate = estimate(texts)
        #expect(estimate.contributors[2].spread > 2 * estimate.contributors[0].spread)
        let last = MarkClusters().estimate(from: answers(texts + [["point(0 0)", "point(0 0)", "point(9 0)"]]))
        #expect((last.subjects[80].objects[0].mark.figures[0]) < 2)
    }

    @Test("Ties at one half are counted and told")
    func ties() {
        var subject = estimate([["point(1 2) a", "point(2 2) a"]]).subjects[0]
        #expect(subject.count == 1 && subject.tied == 0)
        #expect(subject.count(of: "a") == 1 && subject.count(of: nil) == 0 && subject.count(of: "b") == 0)
        subject.objects[0].probability = 0.5
        #expect(subject.count == 1 && subject.tied == 1)
        subject.objects[0].probability = 0.49
        #expect(subject.count == 0 && subject.tied == 0)
    }

    @Test("Neither the order of the answers nor that of their marks matters", arguments: 0..<20)
    func order(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let words: [(inout SplitMix64) -> String] = [
            { "point(\($0.below(60)) \($0.below(60)))" },
            { "box(\($0.below(20)) \($0.below(20)) 30 \(20 + $0.below(9)))" },
            { "circle(\($0.below(40)) \($0.below(40)) \(20 + $0.below(9)))" },
            { "line(\($0.below(60)) \($0.below(60)) \($0.below(60)) \($0.below(60)))" },
        ]
        var rows: [(subject: Int, contributor: Int, value: [Mark])] = []
        for subject in 0..<6 {
            for contributor in 0..<7 where random.below(4) > 0 {
                let text = (0..<random.below(8)).map { _ in
                    words[random.below(4)](&random) + [" a", ""][random.below(2)]
                }
                .joined(separator: "|")
                rows.append((subject, contributor, MarkList.marks(in: text) ?? []))
            }
        }
        let first = MarkClusters().estimate(from: AnswersBySubject(rows, subjects: 6, contributors: 7))
        for _ in 0..<5 {
            rows.shuffle(using: &random)
            for index in rows.indices { rows[index].value.shuffle(using: &random) }
            #expect(MarkClusters().estimate(from: AnswersBySubject(rows, subjects: 6, contributors: 7)) == first)
        }
        for (subject, result) in first.subjects.enumerated() {
            let marks = rows.filter { $0.subject == subject }.map(\.value.count).reduce(0, +)
            #expect(result.objects.map(\.contributors).reduce(result.repeats, +) == marks)
            #expect(result.objects.map(\.mark) == result.objects.map(\.mark).sorted())
        }
    }

    @Test("A thousand marks by one contributor take no time, nor do crowds of marks in one place")
    func many() {
        var random = SplitMix64(seed: 6)
        let list = { (count: Int, width: Int, random: inout SplitMix64) -> String in
            (0..<count).map { _ in "point(\(random.below(width)) \(random.below(width)))" }.joined(separator: "|")
        }
        let alone = estimate([[list(1000, 1000, &random), "point(5 5)", "none"]])
        #expect(alone.subjects[0].objects.count + alone.subjects[0].repeats >= 999)
        #expect((alone.subjects[0].count ?? 1000) < 20)
        let only = estimate([[list(1000, 5000, &random)]])
        #expect((only.subjects[0].count ?? 0) > 950)
        let crowd = estimate([(0..<30).map { _ in list(30, 100, &random) }])
        #expect(crowd.subjects[0].objects.allSatisfy { $0.contributors <= 30 })
    }
}
