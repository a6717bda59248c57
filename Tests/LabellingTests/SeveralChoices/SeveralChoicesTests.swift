import Labelling
import Testing

@Suite("Several choices")
struct SeveralChoicesTests {
    private func lists(_ subjects: [[[String]]]) -> ChoiceLists {
        var rows: [(subject: Int, contributor: Int, value: [String])] = []
        for (subject, own) in subjects.enumerated() {
            for (contributor, list) in own.enumerated() { rows.append((subject, contributor, list)) }
        }
        return ChoiceLists(
            AnswersBySubject(rows, subjects: subjects.count, contributors: subjects.map(\.count).max() ?? 0))
    }

    @Test("Lists are read with blanks, repeats and words for none")
    func reading() {
        #expect(ChoiceLists.labels(in: " fox | deer|| none ") == ["fox", "deer"])
        #expect(ChoiceLists.labels(in: "none").isEmpty && ChoiceLists.labels(in: "").isEmpty)
        let read = lists([[["b", "a", "b"], []]])
        #expect(read.labels == ["a", "b"] && read.answers.values == [[0, 1], []])
    }

    @Test("Who gave a list without a label has said no: one of five is not enough where people overlook little")
    func absent() {
        let fox: [[String]] = [["fox"], ["fox"], ["fox"], ["fox"], ["fox"]]
        let subjects = Array(repeating: fox, count: 10) + [[["fox"], [], [], [], []]]
        let result = BinaryRelevance().estimate(from: lists(subjects))
        #expect(result.subjects[0].present == [0])
        #expect(result.subjects[10].present.isEmpty && result.subjects[10].labels[0].ticks == 1)
        #expect(result.subjects[10].votes == 5)
    }

    @Test("Nobody and nothing")
    func edges() {
        let result = BinaryRelevance().estimate(from: lists([[], [[], []]]))
        #expect(result.subjects.map(\.votes) == [0, 2])
        #expect(result.subjects.allSatisfy { $0.labels.isEmpty && $0.present.isEmpty && $0.tied.isEmpty })
        #expect(BinaryRelevance().estimate(from: lists([])).subjects.isEmpty)
    }

    @Test("Where people overlook much and invent little, it finds more than a vote and errs less")
    func generated() {
        var random = SplitMix64(seed: 7)
        let seen = [0.9, 0.8, 0.4, 0.35, 0.3]
        var truth: [[Bool]] = []
        var subjects: [[[String]]] = []
        for _ in 0..<400 {
            let present = (0..<4).map { random.fraction() < 0.15 * Double($0 + 1) }
            truth.append(present)
            subjects.append(
                seen.map { rate in
                    (0..<4).filter { random.fraction() < (present[$0] ? rate : 0.02) }.map { "s\($0)" }
                })
        }
        let read = lists(subjects)
        let result = BinaryRelevance().estimate(from: read)
        var errors = (model: 0, vote: 0)
        for subject in truth.indices {
            for label in 0..<4 {
                let ticks = result.subjects[subject].labels.first { $0.label == label }?.ticks ?? 0
                if result.subjects[subject].present.contains(label) != truth[subject][label] { errors.model += 1 }
                if (2 * ticks > seen.count) != truth[subject][label] { errors.vote += 1 }
            }
        }
        #expect(errors.model * 2 < errors.vote)
        for (contributor, rate) in seen.enumerated() {
            #expect(abs(result.skills[3][contributor].sensitivity - rate) < 0.15)
            #expect(result.skills[3][contributor].specificity > 0.95)
        }
    }
}

@Suite("Species in photos")
struct SpeciesPluralityTests {
    private typealias Sighting = SpeciesPlurality.Sighting

    private func consensus(_ texts: [String], _ rule: SpeciesPlurality = SpeciesPlurality()) -> SpeciesPlurality.Subject
    {
        rule.consensus(on: texts.map { Sighting.list(in: $0, bins: .serengeti) })
    }

    @Test("The number of species is the median of those who saw any")
    func number() {
        #expect(consensus(["a", "a|b", "a|b", "none", ""]).species.map(\.name) == ["a", "b"])
        #expect(consensus(["a", "a", "a|b"]).species.map(\.name) == ["a"])
        #expect(consensus(["a", "a|b"]).speciesCount == 2)
        #expect(consensus(["a", "a|b"], SpeciesPlurality(rounding: .down)).speciesCount == 1)
    }

    @Test("A tie at the last place is listed, and what stands above it stands")
    func ties() {
        let subject = consensus(["a|b", "a|c", "a|d"])
        #expect(subject.species.map(\.name) == ["a"] && subject.tied == ["b", "c", "d"])
        #expect(consensus(["a|b", "b|a"]).tied.isEmpty)
        #expect(consensus(["b", "a"]).tied == ["a", "b"])
    }

    @Test("Blank answers are set aside, or decide by majority if asked to")
    func blanks() {
        let texts = ["a", "none", "none"]
        let plain = consensus(texts)
        #expect(plain.species.map(\.fractionSupport) == [1] && plain.blanks == 2 && !plain.isBlank)
        #expect(abs((plain.fractionBlank ?? 0) - 2.0 / 3) < 1e-12)
        let majority = consensus(texts, SpeciesPlurality(blankByMajority: true))
        #expect(majority.isBlank && majority.species.isEmpty && majority.speciesCount == 0)
        #expect(consensus(["none"]).isBlank && consensus(["none"]).evenness == nil)
        #expect(!consensus([]).isBlank && consensus([]).fractionBlank == nil)
    }

    @Test("Counts and behaviours are those of the people who named the species")
    func details() {
        let subject = SpeciesPlurality().consensus(on: [
            [Sighting("zebra", count: 2, behaviours: ["eating", "eating"]), Sighting("zebra", count: 9)],
            [Sighting("zebra", count: 10, behaviours: ["standing", "eating"])],
            [Sighting("zebra"), Sighting("lion", count: 0)],
        ])
        #expect(subject.species.map(\.name) == ["zebra"] && subject.species[0].votes == 3)
        #expect(subject.species[0].count.median == 10 && subject.species[0].count.least == 2)
        #expect(subject.species[0].count.votes == 2)
        #expect(
            subject.species[0].behaviours == [
                .init(name: "eating", fraction: 2.0 / 3), .init(name: "standing", fraction: 1.0 / 3),
            ])
    }

    @Test("Pielou's evenness: 0 for one name, 1 for equal votes, in between as computed by hand")
    func evenness() {
        #expect(SpeciesPlurality.evenness([]) == nil && SpeciesPlurality.evenness([5]) == 0)
        #expect(abs((SpeciesPlurality.evenness([3, 3, 3]) ?? 0) - 1) < 1e-12)
        #expect(abs((SpeciesPlurality.evenness([9, 1]) ?? 0) - 0.4689955935892812) < 1e-12)
    }
}
