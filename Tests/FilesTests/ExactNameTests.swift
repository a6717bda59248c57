import Observations
import Testing

@Suite struct ExactNameTests {
    @Test("Two spellings of one name that look the same are two names, in the order of their bytes")
    func spellings() {
        let (composed, separate) = (ExactName("Jos\u{E9}"), ExactName("Jose\u{301}"))
        #expect(composed.text == separate.text && composed != separate)
        #expect(Set([composed, separate, ExactName("Jos\u{E9}")]).count == 2)
        #expect([composed, separate].sorted() == [separate, composed])
    }
}
