import Observations
import Testing

@Suite("Sentences that can be said in other languages")
struct WordingTests {
    @Test("A literal becomes a template with its facts beside it")
    func literal() {
        let limit = 12
        let name = "a.zip"
        let wording: Wording = "the archive \(name) has more than \(limit) members"
        #expect(wording.template == "the archive {0} has more than {1} members")
        #expect(wording.arguments == ["a.zip", "12"])
        #expect("\(wording)" == "the archive a.zip has more than 12 members")
    }

    @Test("Facts are never searched for places again, in any order of places")
    func hostileFacts() {
        let wording: Wording = "\("{1}") and \("{0}{")"
        #expect(wording.description == "{1} and {0}{")
        #expect(wording.said { _ in "{1} · {0} · {2} · {" }.description == "{0}{ · {1} · {2} · {")
    }

    @Test("A fact that is a wording itself is translated in its place")
    func nested() {
        let detail: Wording = "a comma is missing"
        let wording: Wording = "the file is damaged: \(detail)"
        #expect(wording.template == "the file is damaged: {0}")
        #expect("\(wording)" == "the file is damaged: a comma is missing")
        let words = ["the file is damaged: {0}": "plik: {0}", "a comma is missing": "brak przecinka"]
        #expect(wording.said { words[$0] ?? $0 }.description == "plik: brak przecinka")
    }

    @Test("Text that nobody translates is not looked up")
    func verbatim() {
        #expect(Wording(verbatim: "{0}").said { _ in "wrong" }.description == "{0}")
    }

    @Test("What a sentence says and its facts stay apart")
    func pieces() {
        let wording: Wording = "row \("<b>") of \(7)"
        #expect(wording.said { $0 }.pieces == [.words("row "), .fact("<b>"), .words(" of "), .fact("7")])
    }

    @Test("A sentence whose last fact ends in a full stop gets no second one")
    func fullStops() {
        let columns: Wording = "the file lacks \("Dł. geogr."). Send it again."
        #expect("\(columns)" == "the file lacks Dł. geogr. Send it again.")
        #expect(Template("Not here: {0}.").filled([Sentence(words: "a, b.")]).description == "Not here: a, b.")
        #expect(Template("{0}.").message(field: nil, value: nil, arguments: ["x."]).description == "x.")
        let rest: Wording = "\("a.")… and \("b.").\("csv") and \("c.").d"
        #expect("\(rest)" == "a.… and b..csv and c..d")
    }

    @Test("An aside of a rule is left out where one of its facts is empty")
    func asides() {
        let template = Template("“{value}” is not in {1}[ (nearest: {2})].")
        let with = template.message(field: nil, value: "[x]", arguments: ["", "list", "{1}"])
        #expect("\(with)" == "“[x]” is not in list (nearest: {1}).")
        let without = template.message(field: nil, value: "x", arguments: ["", "list", ""])
        #expect("\(without)" == "“x” is not in list.")
    }
}
