import Foundation
import Testing

/// From nothing to a published version, and looking around on the way.
@Suite struct FirstStepsTests {
    private static let list = """
        occurrenceID,Date,Species,Count,Observer,Latitude,Longitude
        1,2026-05-01,Pica pica,2,Maria,52.2,21.0
        2,2026-05-02,Parus major,4,Maria,52.3,21.1

        """

    @Test("init, check, copy a file, run: the guessed pipeline publishes the file")
    func start() throws {
        let scratch = try ScratchProject()
        try scratch.write(Self.list, to: "may.csv")
        let project = scratch.root + "/birds"
        let begun = try Program.run(["init", "--from", scratch.root + "/may.csv", project])
        #expect(begun.code == 0)
        #expect(begun.output.isEmpty)
        #expect(begun.talk.contains("Wrote \(project)/pipeline.yaml."))
        #expect(try Program.run(["check", "--project", project]).code == 0)
        try scratch.write(Self.list, to: "birds/drop/maria/may.csv")
        let run = try Program.run(["run", "--project", project])
        #expect(run.code == 0)
        #expect(run.rows.first == "1 submission, 2 records: 2 accepted, 0 quarantined, 0 duplicates.", "\(run)")
        let published = try scratch.read("birds/snapshots/v1/observations.csv").split(separator: "\n")
        #expect(published.first?.contains("eventDate") == true && published.first?.contains("scientificName") == true)
        #expect(published.count == 3)
        let again = try Program.run(["init", project])
        #expect(again.code == 2)
        #expect(again.talk.contains("is there already. Nothing was changed."))
    }

    @Test(
        "init writes a pipeline that is sound for files of any format",
        arguments: ["json", "ndjson", "geojson", "xml", "csv", "csv.gz"])
    func formats(ending: String) throws {
        let scratch = try ScratchProject()
        let text =
            switch ending {
            case "json":
                #"[{"date": "2026-05-01", "species": "Pica pica"}, {"date": "2026-05-02", "species": "Parus major"}]"#
            case "ndjson": "{\"date\": \"2026-05-01\", \"n\": 1}\n{\"date\": \"2026-05-02\", \"n\": 2}\n"
            case "geojson":
                #"{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type": "Point", "coordinates": [21, 52]}, "properties": {"species": "x"}}, {"type": "Feature", "geometry": null, "properties": {"species": "y"}}]}"#
            case "xml": "<list><bird><date>2026-05-01</date></bird><bird><date>2026-05-02</date></bird></list>"
            default: "Date,Spe:cies,\"a \"\"quote\"\"\",#,yes,\n2026-05-01,x,1,2,true,\n2026-05-02,y,2,3,false,\n"
            }
        let file = "sample.\(ending)"
        if ending.hasSuffix("gz") { try scratch.writeGzip(text, to: file) } else { try scratch.write(text, to: file) }
        let project = scratch.root + "/p"
        let begun = try Program.run(["init", "--from", "\(scratch.root)/\(file)", project])
        #expect(begun.code == 0, "\(begun.talk)")
        let check = try Program.run(["check", "--project", project])
        let sketch = try scratch.read("p/pipeline.yaml")
        #expect(check.code == 0, "\(check.talk)\n\(sketch)")
        try Program.shell("cp '\(scratch.root)/\(file)' '\(project)/drop/'")
        let run = try Program.run(["run", "--project", project])
        #expect(run.rows.first == "1 submission, 2 records: 2 accepted, 0 quarantined, 0 duplicates.", "\(run)")
    }

    @Test("init without an example writes a pipeline that is sound as it is")
    func plain() throws {
        let scratch = try ScratchProject()
        #expect(try Program.run(["init", scratch.root + "/p"]).code == 0)
        #expect(try Program.run(["check", "--project", scratch.root + "/p"]).code == 0)
        #expect(try Program.run(["run", "--project", scratch.root + "/p"]).code == 0)
        let inside = try ScratchProject()
        #expect(try Program.run(["init"], folder: inside.root).code == 0)
        #expect(try Program.run(["run"], folder: inside.root).code == 0)
    }

    @Test("status and snapshots before and after a night")
    func status() throws {
        let project = try Garden.project()
        #expect(
            try project.transect("status").rows == [
                "garden: 6 files wait in the drop folder.", "  ana/1-list.csv", "  ana/2-list-copy.csv",
                "  ana/3-correction.csv", "  ana/4-more.csv.gz", "  ben/app.json", "  cleo/form.xml",
                "Nothing has been published yet.",
            ])
        let none = try project.transect("snapshots")
        #expect(none.code == 0 && none.output.isEmpty && none.talk == "Nothing has been published yet.\n")
        try project.night()
        let status = try project.transect("status").rows
        #expect(
            status.prefix(5) == [
                "garden: 0 files wait in the drop folder.",
                "In the last 24 hours (since 2026-05-19T12:00:00Z) came 6 submissions (1 sent before), 8 records: "
                    + "6 accepted, 1 correction, 1 quarantined, 0 duplicates.",
                "  ana: 4 submissions (1 sent before), 5 records: 3 accepted, 1 correction, 1 quarantined, 0 duplicates",
                "  ben: 1 submission, 2 records: 2 accepted, 0 quarantined, 0 duplicates",
                "  cleo: 1 submission, 1 record: 1 accepted, 0 quarantined, 0 duplicates",
            ], "\(status)")
        #expect(status.suffix(2) == ["Dataset: 6 records.", "Published: v1 of 2026-05-20T12:00:00Z."], "\(status)")
        let versions = try project.transect("snapshots").rows
        #expect(versions.count == 2)
        #expect(versions[1].hasPrefix("v1 (latest)  2026-05-20T12:00:00Z  6        16 "), "\(versions)")
    }

    @Test("--no-publish keeps what was taken for a later version")
    func noPublish() throws {
        let project = try Garden.project()
        #expect(try project.night(at: Program.evening, "--no-publish").rows.last == "Nothing was published, as asked.")
        #expect(!project.exists("snapshots/v1"))
        try project.night(at: Garden.secondEvening)
        #expect(try project.published("observations.csv").count == 7)
    }

    @Test("checks lists the catalogue; one of them is explained with its example")
    func checks() throws {
        let all = try Program.run(["checks"])
        #expect(all.code == 0)
        for name in [
            "coordinates-in-range", "coordinates-not-zero", "coordinates-swapped", "event-date-plausible",
            "count-non-negative", "uncertainty-in-range", "term-not-empty", "in-vocabulary",
        ] {
            #expect(all.rows.contains { $0.hasPrefix(name + " ") }, "\(name)")
            let one = try Program.run(["checks", name])
            #expect(one.code == 0 && one.output.contains(name))
        }
        let rule = try Program.run(["checks", "date-order-not-declared"])
        #expect(rule.code == 0 && rule.output.contains("Declare `locale`"), "\(rule.output)")
    }

    @Test("score sets the consensus beside known answers, which must not contradict one another")
    func score() throws {
        let project = try Garden.project()
        try project.night()
        try project.write(
            "eventID,scientificName,individualCount\nV1,Pica pica,2\nV2,Pica pica,5\nV3,Parus major,1\n",
            to: "truth.csv")
        let result = try project.transect("score", "--truth", project.root + "/truth.csv")
        #expect(result.code == 0)
        #expect(result.rows.count == 2, "the question's method is the plain majority, which stands there once")
        #expect(result.rows[0].hasPrefix("question         method    accuracy"), "\(result.output)")
        #expect(result.rows[1].hasPrefix("individualCount  majority  0."), "\(result.output)")

        // The same answer twice is one; two different ones cannot both be true.
        try project.write(
            "eventID,scientificName,individualCount\n\nV1,Pica pica,2\nV1,Pica pica,2\nV2,Pica pica,\n",
            to: "truth.csv")
        let twice = try project.transect("score", "--json", "--truth", project.root + "/truth.csv")
        #expect(twice.code == 0 && twice.output.contains("\"scored\": 1"), "\(twice)")
        try project.write(
            "eventID,scientificName,individualCount\n\nV1,Pica pica,2\nV2,Pica pica,3\nV1,Pica pica,4\n",
            to: "truth.csv")
        let torn = try project.transect("score", "--truth", project.root + "/truth.csv")
        #expect(torn.code == 2 && torn.output.isEmpty)
        #expect(
            torn.talk.contains("gives two answers for V1, Pica pica: 2 in row 3 and 4 in row 5. Keep the right one."),
            "\(torn.talk)")
    }
}
