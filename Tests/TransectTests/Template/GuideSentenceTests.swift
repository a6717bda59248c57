import Testing
import Transect

@Suite struct GuideSentenceTests {
    @Test("Every sentence of a guide is there in every language, with the same places for facts")
    func complete() {
        func places(_ text: String) -> [String] { text.matches(of: /\{\d+\}/).map { String($0.output) }.sorted() }
        for sentence in GuideSentences.all {
            for language in GuideLanguage.allCases {
                let template = sentence.template(in: language)
                #expect(!template.isEmpty && places(template) == places(sentence.english), "\(template)")
            }
        }
        #expect(Set(GuideSentences.all.map(\.english)).count == GuideSentences.all.count)
    }
}
