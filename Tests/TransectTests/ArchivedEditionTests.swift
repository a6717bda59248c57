import Files
import Testing
import Transect

@Suite struct ArchivedEditionTests {
    private static let pipeline = """
        contributors: {people: people.csv}
        sources:
          - files: '*.csv'
            map: {name: {to: scientificName, lookup: {file: lists/species.csv, from: pl, to: la}}}
        fields: {scientificName: {}, recordedBy: {}}

        """

    private func project() throws -> SmallProject {
        let project = try SmallProject(Self.pipeline)
        try project.put("alias,person\nm7,Maria\n", at: "people.csv")
        try project.put("pl,la\nsroka,Pica pica\n", at: "lists/species.csv")
        return project
    }

    private func files(_ plan: Plan) -> [String: [UInt8]] {
        Dictionary(plan.files.files.map { ($0.name, $0.bytes) }) { first, _ in first }
    }

    @Test("An archived edition gives the plan that was read from disk, with the same digest and the same secrets")
    func same() throws {
        let project = try project()
        let read = try Plan(project: Project(root: project.path), disk: Disk())
        let archived = try Plan(project: Project(root: "/elsewhere"), files: files(read))
        #expect(archived.files.digest == read.files.digest)
        #expect(archived.files.files.map(\.name) == ["pipeline.yaml", "lists/species.csv", "people.csv"])
        #expect(archived.files.files.map(\.isPublished) == [true, true, false])
        #expect(archived.people.person("m7") == "Maria" && archived.schema.terms == read.schema.terms)
    }

    @Test("Whoever changes people.csv makes a new edition")
    func people() throws {
        let project = try project()
        let before = try Plan(project: Project(root: project.path), disk: Disk()).files.digest
        try project.put("alias,person\nm7,Maria\nm8,Maria\n", at: "people.csv")
        #expect(try Plan(project: Project(root: project.path), disk: Disk()).files.digest != before)
    }

    @Test("A file of the edition that nothing refers to any more counts for its digest and stays private")
    func further() throws {
        let project = try project()
        var all = files(try Plan(project: Project(root: project.path), disk: Disk()))
        let digest = try Plan(project: Project(root: "/p"), files: all).files.digest
        all["old.csv"] = Array("a\n".utf8)
        let plan = try Plan(project: Project(root: "/p"), files: all)
        #expect(plan.files.digest != digest)
        #expect(plan.files.files.first { $0.name == "old.csv" }?.isPublished == false)
    }

    @Test("An edition that lacks a file says which")
    func lacking() throws {
        let project = try project()
        var all = files(try Plan(project: Project(root: project.path), disk: Disk()))
        all["people.csv"] = nil
        let problem = #expect(throws: DefinitionError.self) { try Plan(project: Project(root: "/p"), files: all) }
        #expect(
            problem.map { "\($0)".contains("people.csv cannot be read (the archived edition does not have it)") }
                == true)
        all["pipeline.yaml"] = nil
        #expect(throws: UsageError.self) { try Plan(project: Project(root: "/p"), files: all) }
    }
}
