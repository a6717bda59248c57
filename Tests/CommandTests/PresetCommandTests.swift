import Foundation
import Testing

/// Presets and templates as the command gives them, and projects that live with them.
@Suite struct PresetCommandTests {
    private static let pipeline = """
        name: garden
        title: Garden counts
        creators: [{name: River Club}]
        licence: CC-BY-4.0
        sources: [{files: "**/*.csv", preset: ebird}]
        record: {key: [eventID, scientificName]}
        fields: {recordedBy: {aliases: {pl: Obserwator, de: Beobachterin}}}

        """

    @Test("`transect presets` lists them, and prints one whole with its documentation")
    func presets() throws {
        let list = try Program.run(["presets"])
        #expect(list.code == 0 && list.rows.contains { $0.hasPrefix("inaturalist ") })
        let one = try Program.run(["presets", "gpx"])
        #expect(one.output.hasPrefix("# GPX: waypoints") && one.output.contains("\"@lat\": decimalLatitude"))
        let none = try Program.run(["presets", "inaturalst"])
        #expect(none.code == 2 && none.talk.contains("Did you mean `inaturalist`?"))
    }

    @Test("`transect template` writes the table and the guide that docs/pipeline.md tells of, and overwrites nothing")
    func template() throws {
        let project = try ScratchProject()
        for name in ["pipeline.yaml", "species.csv"] {
            try project.write(
                Data(contentsOf: URL(fileURLWithPath: "\(Program.package)/Pipelines/garden-birds/\(name)")), to: name)
        }
        let result = try Program.run(["template", "--locale", "pl"], folder: project.root)
        #expect(result.code == 0 && result.output.isEmpty)
        let guide = try String(contentsOfFile: Program.package + "/docs/pipeline.md", encoding: .utf8)
        #expect(guide.contains("$ transect template --locale pl\n\(result.talk)"))
        let table = try project.read("garden-birds-pl.csv")
        #expect(table == "Nr wizyty;Data;Gatunek;Liczba;Szer. geogr.;Dł. geogr.;Uwagi\r\n", "\(table)")
        #expect(try project.read("garden-birds-pl.html").contains("Jak wypełnić tabelę"))
        let again = try Program.run(["template", "pipeline.yaml", "--locale", "pl"], folder: project.root)
        #expect(again.code == 2 && again.talk.contains("is there already. Nothing was written"))
        let unknown = try Program.run(["template", "--locale", "xx", "--to", "new"], folder: project.root)
        #expect(unknown.code == 2 && !project.exists("new"))
    }

    @Test("Erasing, rebuilding and backing up work under a preset and with headers in several languages")
    func history() throws {
        let project = try ScratchProject(pipeline: Self.pipeline)
        try project.useCommonKey()
        let header = "Submission ID,Scientific Name,Count,Date,Time"
        try project.write(
            header
                + ",Obserwator\nS1,Pica pica,X,2026-05-01,07:30 AM,Maria Nowak\nS2,Pica pica,2,2026-05-01,,Jan Kowal\n",
            to: "drop/club/pl.csv")
        try project.write(
            header + ",Beobachterin\nS3,Pica pica,1,2026-05-01,,Maria Nowak\nS4,Pica pica,3,2026-05-01,,Jan Kowal\n",
            to: "drop/club/de.csv")
        try project.night()
        #expect(try project.published("observations.csv").count == 5)

        let backup = try ScratchProject()
        let saved = try project.transect("backup", backup.root + "/backup")
        #expect(saved.code == 0 && !(saved.output + saved.talk).contains("presets/"), "\(saved.talk)")
        let rebuilt = try project.transect("rebuild")
        #expect(rebuilt.code == 0, "\(rebuilt.output)")

        #expect(try project.erase("Maria Nowak", "--data").code == 0)
        #expect(try project.files(in: "store", holding: ["Nowak"]).isEmpty)
        let left = try project.published("observations.csv")
        #expect(left.count == 3 && left.dropFirst().allSatisfy { $0.contains("Pica pica") })
        let after = try project.transect("rebuild")
        #expect(after.code == 0, "\(after.output)")
    }
}
