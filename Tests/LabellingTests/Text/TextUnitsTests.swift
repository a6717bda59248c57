import Labelling
import Testing

@Suite("Words of a text")
struct TextUnitsTests {
    @Test(
        "Words are compared without case and punctuation that carries no meaning",
        arguments: [
            ("Jena,", "jena"), ("air-tight", "airtight"), ("1854-60", "1854-60"), ("don’t", "don't"),
            ("'quoted'", "quoted"), ("3.5", "3.5"), ("end.", "end"), ("50%", "50%"), ("ÉTÉ", "été"), ("—", ""),
            ("[sic]", "sic"), ("12°C", "12°c"),
        ])
    func keys(written: String, key: String) {
        #expect(TextUnits().key(of: written) == key)
    }

    @Test("A dash between blanks belongs to the word before it, a leading one to the word behind it")
    func loneMarks() {
        let tokens = TextUnits().tokens(of: " — Hill — top ")
        #expect(tokens.map(\.key) == ["hill", "top"])
        #expect(tokens.map(\.written) == ["— Hill —", "top"])
    }

    @Test("Exact comparison keeps case and punctuation apart")
    func exact() {
        let units = TextUnits(ignoresCase: false, ignoresPunctuation: false)
        #expect(units.tokens(of: "The 'cat'.").map(\.key) == ["The", "'cat'."])
    }

    @Test("Characters are units where a script has no spaces")
    func characters() {
        let units = TextUnits(unit: .characters)
        #expect(units.tokens(of: "東京 都").map(\.key) == ["東", "京", "都"])
    }

    @Test(
        "Word distance counts insertions, drops and replacements",
        arguments: [
            ([], [], 0), ([1], [], 1), ([], [1, 2], 2), ([1, 2, 3], [1, 3], 1), ([1, 2, 3], [4, 2, 5], 2),
            ([1, 2], [2, 1], 2), ([1, 2, 3, 4], [2, 3, 4, 5], 2),
        ] as [([UInt32], [UInt32], Int)])
    func distance(first: [UInt32], second: [UInt32], distance: Int) {
        #expect(WordDistance.between(first, second) == distance)
        #expect(WordDistance.between(second, first) == distance)
    }

    @Test("Word error rates: over all words, and the mean over texts")
    func rates() {
        var rate = WordErrorRate()
        #expect(rate.overall == nil && rate.meanOfTexts == nil)
        rate.add("the cat sat", truth: "The cat sat.")
        rate.add("dog", truth: "a dog")
        rate.add("anything", truth: " — ")
        #expect(rate.texts == 2 && rate.words == 5 && rate.errors == 1)
        #expect(rate.overall == 0.2 && rate.meanOfTexts == 0.25)
    }
}
