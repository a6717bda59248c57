import Labelling
import Testing

@Suite("Transcriptions")
struct RoverTests {
    private func consensus(_ texts: [[String]], _ method: Rover = Rover(), units: TextUnits = TextUnits())
        -> TextConsensus
    {
        var rows: [(subject: Int, contributor: Int, value: String)] = []
        for (subject, own) in texts.enumerated() {
            for (contributor, text) in own.enumerated() { rows.append((subject, contributor, text)) }
        }
        let answers = AnswersBySubject(
            rows, subjects: texts.count, contributors: texts.map(\.count).max() ?? 0)
        return method.consensus(of: Transcriptions(answers, units: units))
    }

    @Test("The consensus can be better than every single text")
    func better() throws {
        let text = try #require(
            consensus([["a big red fox ran", "the big fox ran", "the big red fox run"]]).subjects.first)
        #expect(text.text == "the big red fox ran")
        #expect(text.words.map(\.votesFor) == [2, 3, 2, 3, 2])
        #expect(text.words[2].alternatives == [""])
        #expect(text.words[4].alternatives == ["run"])
    }

    @Test("A word that one person adds does not stand, and the place counts in the agreement")
    func insertion() throws {
        let text = try #require(consensus([["the fox", "the fox", "the old fox"]]).subjects.first)
        #expect(text.text == "the fox")
        #expect(abs((text.agreement ?? 0) - (1 + 2.0 / 3 + 1) / 3) < 1e-12)
        #expect(text.votesPerWord == 3)
    }

    @Test("Nobody, one person, and blank texts")
    func edges() {
        let subjects = consensus([[], ["Only one"], ["", ""], ["", "", "x"]]).subjects
        #expect(subjects[0].text == nil && subjects[0].agreement == nil && subjects[0].transcriptions == 0)
        #expect(subjects[1].text == "Only one" && subjects[1].agreement == 1)
        #expect(subjects[2].text == "" && subjects[2].agreement == 1 && subjects[2].words.isEmpty)
        #expect(subjects[3].text == "")
        #expect(subjects[3].votesPerWord == nil)
    }

    @Test("A word is written as most wrote it")
    func spelling() {
        #expect(consensus([["jena", "Jena,", "Jena,"]]).subjects[0].text == "Jena,")
    }

    @Test("Characters are joined without blanks")
    func characters() {
        let units = TextUnits(unit: .characters)
        #expect(consensus([["K000123", "K000128", "K00123"]], units: units).subjects[0].text == "K000123")
    }

    @Test("Without anything else to go by two different words are a tie, and nobody's weight suffers")
    func tie() {
        let result = consensus([["leg. Hauss", "leg. Haus"]])
        #expect(result.subjects[0].words.map(\.tied) == [false, true])
        #expect(result.subjects[0].words[1].alternatives == ["Haus"])
        #expect(result.contributors[0] == result.contributors[1])
    }

    @Test("Reliable people outvote as many unreliable ones, once weights are learnt")
    func weights() {
        let good = ["one two three four five", "six seven eight nine ten", "alpha beta gamma delta"]
        var texts = good.map { [$0, $0, "x " + $0.dropFirst(4) + " y", "z " + $0.dropLast(4)] }
        texts.append(["red fox", "red fox", "rot fuchs", "rot fuchs"])
        let learnt = consensus(texts)
        #expect(learnt.subjects[3].text == "red fox" && !learnt.subjects[3].words[0].tied)
        #expect(learnt.contributors[0].weight > learnt.contributors[2].weight)
        #expect(learnt.contributors[0].errors == 0)
        let plain = consensus(texts, Rover(rounds: 0))
        #expect(plain.subjects[3].words[0].tied && plain.contributors.allSatisfy { $0.weight == 1 })
    }

    @Test("The medoid is one of the texts, unchanged, and its words show how many others have them")
    func medoid() throws {
        let rows = ["The  FOX ran", "the fox run", "a fox ran"].enumerated().map { (0, $0.offset, $0.element) }
        let texts = Transcriptions(AnswersBySubject(rows, subjects: 1, contributors: 3))
        let text = try #require(Medoid.consensus(of: texts).subjects.first)
        #expect(text.text == "The  FOX ran")
        #expect(text.words.map(\.votesFor) == [2, 3, 2])
    }
}
