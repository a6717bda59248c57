import Testing
import Transect

@Suite struct DefinitionTests {
    private static let smallest = """
        name: garden-birds
        title: Garden birds
        creators: [{name: River Club}]
        licence: CC-BY-4.0
        sources:
          - files: "**/*.csv"
        """

    private func problems(_ yaml: String) -> [String] {
        do {
            _ = try Definition(yaml: yaml, file: "pipeline.yaml")
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    @Test("The smallest pipeline has a name, a title, creators, a licence and a source")
    func smallest() throws {
        let definition = try Definition(yaml: Self.smallest, file: "pipeline.yaml")
        #expect(definition.name == "garden-birds")
        #expect(definition.sources.first?.files == ["**/*.csv"])
        #expect(definition.drop == "drop" && definition.publish.folder == "snapshots")
    }

    @Test("A folded description ends with its last word, not with a line break")
    func foldedDescription() throws {
        let text = "\ndescription: >\n  Birds in\n  gardens.\nfields:\n  site:\n    description: |\n      Where.\n"
        let definition = try Definition(yaml: Self.smallest + text, file: "pipeline.yaml")
        #expect(definition.description == "Birds in gardens.")
        #expect(definition.fields.first?.description == "Where.")
    }

    @Test("A mistyped key is refused with its place and the nearest key that exists")
    func mistyped() {
        let found = problems(Self.smallest + "\nfeilds:\n  eventDate: {type: date}\n")
        #expect(found == ["pipeline.yaml:7:1: The pipeline has no key `feilds`. Did you mean `fields`?"])
    }

    @Test("All problems are told at once, in the order of the file")
    func together() {
        let found = problems(
            """
            name: Garden Birds
            title: x
            creators: [{name: A, orchid: 1}]
            licence: CC0-1.0
            sources:
              - files: "*.csv"
                locale: pl
                header: zero
            fields:
              count: {type: integr}
            consensus: {subject: id}
            """)
        #expect(found.count == 5)
        #expect(found.map { $0.split(separator: ":")[1] } == ["1", "3", "8", "10", "11"])
        #expect(found[3].contains("Did you mean `integer`?"))
    }

    @Test("What is missing is named")
    func missing() {
        let found = problems("name: x\n").joined(separator: "\n")
        for word in ["title", "creators", "licence", "sources"] { #expect(found.contains("`\(word)`")) }
    }

    @Test("Broken YAML gives line and column", arguments: ["a: [1, 2", "a: b: c", "\tx: 1", "a: \"x"])
    func brokenYAML(text: String) {
        let found = problems(text)
        #expect(found.count == 1 && found[0].contains("This is not YAML"))
    }

    @Test("An empty file, a list and a scalar are told what a pipeline is", arguments: ["", "- a\n", "text"])
    func noMapping(text: String) {
        #expect(problems(text).count >= 1)
    }

    @Test("A key that stands twice is refused")
    func twice() {
        #expect(problems(Self.smallest + "\ntitle: again\n").contains { $0.contains("twice") })
    }
}
