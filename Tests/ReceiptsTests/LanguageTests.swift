import Observations
import Receipts
import Testing

@Suite("Languages of receipts")
struct LanguageTests {
    private func language(_ tag: String) throws -> Language { try #require(Language(tag: tag)) }

    @Test("A tag is known by its first part, in any case; an unknown one is nothing")
    func tags() throws {
        #expect(Language.all.map(\.tag) == ["en", "pl", "it", "es", "nl", "de", "fr"])
        #expect(try language("de-AT").tag == "de")
        #expect(try language("PL").tag == "pl")
        for tag in ["", "xx", "pt-BR", "-", "deutsch"] { #expect(Language(tag: tag) == nil, "\(tag)") }
    }

    @Test(
        "Counted phrases take the form that CLDR gives",
        arguments: [
            ("en", [1: 0, 0: 1, 2: 1, 101: 1]), ("de", [1: 0, 0: 1, 21: 1]), ("nl", [1: 0, 0: 1]),
            ("fr", [0: 0, 1: 0, 2: 2, 1_000_000: 1, 1_000_001: 2]), ("es", [0: 2, 1: 0, 2: 2, 2_000_000: 1]),
            ("it", [0: 2, 1: 0, 11: 2, 1_000_000: 1]),
            (
                "pl",
                [0: 2, 1: 0, 2: 1, 4: 1, 5: 2, 11: 2, 12: 2, 14: 2, 21: 2, 22: 1, 25: 2, 102: 1, 112: 2, 1_000_000: 2]
            ),
        ])
    func plurals(tag: String, forms: [Int: Int]) throws {
        let rule = try language(tag).plurals
        for (count, form) in forms {
            #expect(rule.form(for: count) == form, "\(tag) \(count)")
            #expect(form < rule.formCount)
        }
    }

    @Test("Numbers are written as the language writes them")
    func numbers() throws {
        for (tag, short, long) in [
            ("en", "1,234", "1,234,567"), ("pl", "1234", "1\u{A0}234\u{A0}567"), ("it", "1234", "1.234.567"),
            ("es", "1234", "1.234.567"), ("nl", "1.234", "1.234.567"), ("de", "1.234", "1.234.567"),
            ("fr", "1\u{202F}234", "1\u{202F}234\u{202F}567"),
        ] {
            let language = try language(tag)
            #expect(language.number(1_234) == short && language.number(1_234_567) == long, "\(tag)")
            #expect(language.number(999) == "999" && language.number(-12_345).hasPrefix("-12"), "\(tag)")
        }
        #expect(Language.english.number(.min) == "-9,223,372,036,854,775,808")
    }

    @Test("Days are written as the language writes them")
    func days() throws {
        let may = Instant(seconds: 1_779_311_045)
        for (tag, day) in [
            ("en", "20 May 2026"), ("pl", "20 maja 2026"), ("it", "20 maggio 2026"), ("es", "20 de mayo de 2026"),
            ("nl", "20 mei 2026"), ("de", "20. Mai 2026"), ("fr", "20 mai 2026"),
        ] { #expect(try language(tag).day(may) == day) }
        let first = try #require(Instant("2026-02-01T00:00:00Z"))
        #expect(try language("fr").day(first) == "1er février 2026")
        #expect(try language("de").day(first) == "1. Februar 2026")
        #expect(Language.english.instant(may).description == "20 May 2026, 21:04 UTC")
    }

    @Test("A number of things is said in the right form")
    func counted() throws {
        #expect(Language.english.say(.records, 1).description == "1 record")
        #expect(Language.english.say(.records, 1_234).description == "1,234 records")
        let polish = try language("pl")
        #expect(
            [1, 2, 5, 22].map { polish.say(.records, $0).description } == [
                "1 rekord", "2 rekordy", "5 rekordów", "22 rekordy",
            ])
        #expect(try language("fr").say(.records, 0).description.hasPrefix("0 enregistrement"))
    }

    @Test("English words in the argument of a rule are translated, the values between them are not")
    func arguments() throws {
        func said(_ argument: String) throws -> String {
            let message = Receipt.Message(
                code: "constraint-enum", wording: "{1}", field: nil, value: nil, arguments: ["", argument])
            return try language("de").say(message).description
        }
        #expect(try said("the list a, b") == "Liste a, b")
        #expect(try said("the list a, b, c, d, e … (12 in all)") == "Liste a, b, c, d, e … (insgesamt 12)")
        #expect(try said("species.csv") == "species.csv")
        let boolean = Receipt.Message(
            code: "type-boolean", wording: "{1}", field: nil, value: nil, arguments: ["", "ja or nein"])
        #expect(try language("de").say(boolean).description == "ja oder nein")
        let parts = Receipt.Message(
            code: "split-parts", wording: "{2}", field: nil, value: nil, arguments: ["", "", "2 to 3"])
        #expect(try language("pl").say(parts).description == "od 2 do 3")
        let other = Receipt.Message(code: "trimmed", wording: "{0}", field: nil, value: nil, arguments: ["the list a"])
        #expect(try language("de").say(other).description == "the list a")
    }
}
