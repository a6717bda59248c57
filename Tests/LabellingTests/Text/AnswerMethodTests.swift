import Labelling
import Observations
import Testing

@Suite("The catalogue of methods for answers that are not one label")
struct AnswerMethodTests {
    @Test(
        "Every method's worked example gives the result that its documentation shows",
        arguments: AnswerMethod.allCases)
    func workedExample(method: AnswerMethod) {
        let example = method.description.example
        #expect(method.description.method == method)
        #expect(example.compute(example) == example.results)
        #expect(example.results.allSatisfy { $0.count == example.columns.count })
    }

    @Test(
        "Every method documents itself: kind, title, meaning, source, cost, example", arguments: AnswerMethod.allCases)
    func documentation(method: AnswerMethod) {
        let description = method.description
        let markdown = description.markdown
        #expect(!description.example.results.isEmpty)
        for text in [
            method.rawValue, description.kind.rawValue, description.title, description.documentation,
            description.source, description.cost, description.example.story,
        ] {
            #expect(!text.isEmpty && markdown.contains(text))
        }
    }

    @Test("The names of methods are not those of methods for one label")
    func names() {
        for method in AnswerMethod.allCases { #expect(LabellingMethod(rawValue: method.rawValue) == nil) }
    }
}

@Suite("Answers by subject")
struct AnswersBySubjectTests {
    @Test("Votes are read once for each different text, and unreadable ones are listed, not counted")
    func votes() {
        let votes = Votes([
            Answer("b", "ana", "3"), Answer("a", "ben", "many"), Answer("a", "ana", "4"), Answer("b", "cleo", "3"),
        ])
        let answers = AnswersBySubject(votes) { NumberText.value(of: $0) }
        #expect(answers.subjectCount == 2 && answers.contributorCount == 3)
        #expect(answers.values == [4, 3, 3])
        #expect(answers.contributors == [0, 0, 2])
        #expect(answers.range(ofSubject: 1) == 1..<3)
        #expect(answers.unreadable == [1])
    }

    @Test("Rows may come in any order, and the last of a contributor's answers on a subject counts")
    func rows() {
        let answers = AnswersBySubject(
            [(2, 1, "x"), (0, 1, "old"), (0, 0, "y"), (0, 1, "new")], subjects: 4, contributors: 2)
        #expect(answers.values == ["y", "new", "x"])
        #expect(answers.offsets == [0, 2, 2, 3, 3])
    }
}
