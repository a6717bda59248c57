import Files
import Foundation
import Presets
import Testing
import Transect

/// A preset is text of the edition: archived, published, and read again from there.
@Suite struct PresetEditionTests {
    private func files(_ plan: Plan) -> [String: [UInt8]] {
        Dictionary(plan.files.files.map { ($0.name, $0.bytes) }) { first, _ in first }
    }

    @Test("The preset's text is a file of the definition, is published, and gives the plan again from the archive")
    func archived() throws {
        let project = try SmallProject("sources: [{files: '*.gpx', preset: gpx}]\n")
        let plan = try Plan(project: Project(root: project.path), disk: Disk())
        #expect(plan.files.files.map(\.name) == ["pipeline.yaml", "presets/gpx.yaml"])
        #expect(plan.files.files.map(\.isPublished) == [true, true])
        #expect(plan.files.files[1].bytes == Preset.all.first { $0.name == "gpx" }?.bytes)
        let again = try Plan(project: Project(root: "/elsewhere"), files: files(plan))
        #expect(again.files.digest == plan.files.digest && again.schema.terms == plan.schema.terms)
    }

    @Test("A later program with another preset makes another edition; an archived one keeps the text it had")
    func changed() throws {
        let project = try SmallProject("sources: [{files: '*.gpx', preset: gpx}]\n")
        let plan = try Plan(project: Project(root: project.path), disk: Disk())
        var all = files(plan)
        all["presets/gpx.yaml"] = Array("# GPX\nformat: xml\nmap: {name: scientificName}\n".utf8)
        let old = try Plan(project: Project(root: "/p"), files: all)
        #expect(old.files.digest != plan.files.digest)
        #expect(old.schema.terms == ["scientificName"])
        all["presets/gpx.yaml"] = nil
        #expect(throws: DefinitionError.self) { try Plan(project: Project(root: "/p"), files: all) }
    }

    @Test("A run under a preset publishes its text with the version")
    func published() async throws {
        let project = try SmallProject(
            "sources: [{files: '*.gpx', preset: gpx}]\n",
            files: ["a.gpx": "<gpx><wpt lat=\"1.5\" lon=\"2\"><name>Mill</name></wpt></gpx>"])
        try await project.run()
        #expect(project.published("presets/gpx.yaml") == Preset.all.first { $0.name == "gpx" }?.text)
        #expect(project.published("observations.csv")?.contains(",1.5,2,") == true)
        let again = try await project.run()
        #expect(again.submissions.isEmpty)
    }

    @Test("Columns that a preset knows and a file lacks are no loss; those that the source itself names are told")
    func missing() async throws {
        let project = try SmallProject(
            "sources: [{files: '*.csv', preset: ebird, map: {Weather: eventRemarks}}]\n",
            files: ["a.csv": "Submission ID,Scientific Name,Date\nS1,Pica pica,2026-05-01\n"])
        let report = try await project.run()
        #expect(report.submissions.first?.missingFields == ["Weather"])
    }
}
