import Files
import Testing
import Transect

@Suite struct MisspeltTermsTests {
    private func remarks(_ pipeline: String) throws -> [String] {
        let project = try SmallProject(pipeline)
        return try Plan(project: Project(root: project.path), disk: Disk()).misspeltTerms(in: "p.yaml")
            .map(\.description)
    }

    @Test("A mapped term that looks like a declared field is worth a remark, with its place and that field")
    func mistyped() throws {
        let found = try remarks(
            """
            sources:
              - files: '*.csv'
                map: {b: individualCout, c: habitat}
            fields: {locality: {}, individualCount: {}}
            """)
        #expect(
            found == [
                """
                p.yaml:7:11: individualCout is not among `fields` and becomes a column of its own. Did you mean \
                `individualCount`?
                """
            ])
    }

    @Test(
        "A mapping may make terms of its own, and two of them may be alike",
        arguments: [
            "map: {a: minimumDepth, b: maximumDepth}", "map: {a: habitat}",
            "map: {a: maximumDepth}, join: {minimumDepth: {from: [a, c]}}",
        ])
    func ownTerms(mapping: String) throws {
        let fields = "fields: {locality: {}, maximumDepth: {}}\n"
        #expect(try remarks("sources: [{files: '*.csv', \(mapping)}]\n" + fields) == [])
    }
}
