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
        #expect(wording.filled(into: "{1} · {0} · {2} · {") == "{0}{ · {1} · {2} · {")
    }
}
