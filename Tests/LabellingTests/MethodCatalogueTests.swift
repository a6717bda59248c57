import Labelling
import Observations
import Testing

@Suite("The catalogue of methods")
struct MethodCatalogueTests {
    @Test(
        "Every method's worked example gives the result that its documentation shows",
        arguments: LabellingMethod.allCases)
    func workedExample(method: LabellingMethod) throws {
        let example = method.description.example
        #expect(method.description.method == method)
        let votes = Votes(example.votes.map { Answer($0.subject, $0.contributor, $0.label) })
        let consensus = try votes.chosen(by: rule(method, example.accept))
        let columns =
            [votes.subjects[0].cells, consensus.column("")]
            + WorkedExample.resultColumns.dropFirst(2).map { consensus.column("_" + $0) }
        let results = (0..<votes.subjectCount).map { subject in columns.map { $0[subject] ?? "" } }
        #expect(results == example.results)
    }

    @Test("Every method documents itself: title, meaning, paper, cost, example", arguments: LabellingMethod.allCases)
    func documentation(method: LabellingMethod) {
        let description = method.description
        let markdown = description.markdown
        #expect(!description.example.results.isEmpty)
        for text in [
            method.rawValue, description.title, description.documentation, description.paper, description.cost,
        ] {
            #expect(!text.isEmpty && markdown.contains(text))
        }
    }
}
