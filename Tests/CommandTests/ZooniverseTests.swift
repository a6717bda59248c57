import Foundation
import Testing

/// From Zooniverse's export of classifications to a consensus, with the program as people use it.
@Suite struct ZooniverseTests {
    private static let header =
        "classification_id,user_name,user_id,user_ip,workflow_id,workflow_name,workflow_version,created_at,"
        + "gold_standard,expert,metadata,annotations,subject_data,subject_ids\n"

    private static func row(_ id: Int, _ user: String, _ subject: Int, _ annotations: String) -> String {
        let cells = [#"{"session":"s3cret"}"#, annotations, #"{"\#(subject)":{"retired":null,"camera":"C1"}}"#]
        let quoted = cells.map { "\"\($0.replacingOccurrences(of: "\"", with: "\"\""))\"" }
        return "\(id),\(user),,ip,31,River,1.1,2026-04-0\(id % 9 + 1) 10:00:00 UTC,,,\(quoted.joined(separator: ",")),"
            + "\(subject)\n"
    }

    private static let survey =
        #"{"task":"T0","value":[{"choice":"FOX","answers":{"HOWMANY":"1"}},{"choice":"DEER","answers":{"HOWMANY":"2"}}]}"#

    private static let export =
        header + row(1, "ana", 7, #"[\#(survey),{"task":"T1","value":"Day"}]"#)
        + row(2, "ben", 7, #"[{"task":"T0","value":[]},{"task":"T1","value":"Day"}]"#)
        + row(3, "not-logged-in-1a", 7, #"[{"task":"T1","value":"Night"}]"#)
        + row(4, "ana", 8, #"[{"task":"T1","value":null}]"#) + row(5, "ben", 8, #"[{"task":"T1","value":"Nig"#)

    private static let pipeline = """
        name: zoo
        title: Zoo
        creators: [{name: Somebody}]
        licence: CC0-1.0
        contributors: {submitter: folder}
        sources:
          - files: "**/*.csv"
            format: zooniverse
            map:
              classification_id: identificationID
              subject_ids: subjectID
              contributor: identifiedBy
              T0: species
              T0.HOWMANY: count
              T1: light
              subject.camera: camera
        record: {key: [identificationID, part]}
        fields:
          identificationID: {type: integer, constraints: {required: true}}
          part: {type: integer}
          subjectID: {}
          identifiedBy: {}
          species: {}
          count: {type: integer}
          light: {}
          camera: {}
        consensus:
          subject: subjectID
          contributor: identifiedBy
          questions:
            light: {method: majority, accept: {votes: 2}}
        """

    @Test("Preview hints at the format, and with it shows a column for each task")
    func preview() throws {
        let scratch = try ScratchProject()
        try scratch.write(Self.export, to: "classifications.csv")
        let path = scratch.root + "/classifications.csv"
        let plain = try Program.run(["preview", path])
        #expect(plain.code == 0 && plain.rows[0].hasSuffix("classifications.csv: csv"))
        #expect(plain.output.contains("--format zooniverse"))
        let declared = try Program.run(["preview", path, "--format", "csv"])
        #expect(declared.code == 0 && !declared.output.contains("--format zooniverse"))
        let flat = try Program.run(["preview", path, "--format", "zooniverse", "--json"])
        #expect(flat.code == 1, "one row is damaged")
        #expect(flat.rows.count == 6)
        let second = #""part":"2","T0":"DEER","T0.HOWMANY":"2","T1":null,"annotations":null,"subject.camera":"C1""#
        #expect(flat.rows[1].contains(second), "\(flat.rows[1])")
        #expect(flat.talk.contains("record 6 (line 6): The cell in column annotations cannot be read as JSON"))
        #expect(!flat.output.contains("s3cret") && !flat.output.contains("\"ip\""))
    }

    @Test(
        "A project: records by choice, one vote for each volunteer, the damaged row in quarantine; again nothing is new"
    )
    func project() throws {
        let project = try ScratchProject(pipeline: Self.pipeline)
        try project.write(Self.export, to: "drop/team/may.csv")
        let first = try project.night()
        #expect(first.rows.first == "1 submission, 6 records: 5 accepted, 1 quarantined, 0 duplicates.", "\(first)")
        let consensus = try project.published("consensus.csv")
        #expect(consensus.count >= 2)
        let light = try #require(consensus.first { $0.hasPrefix("7,") || $0.contains(",7,") })
        #expect(light.contains("Day"), "\(consensus)")
        #expect(try project.published("observations.csv").count == 6)
        #expect(!(try project.read("snapshots/latest/observations.csv").contains("not-logged-in")))
        // The next export holds everything so far and more.
        try project.write(
            Self.export + Self.row(6, "cleo", 7, #"[{"task":"T1","value":"Day"}]"#), to: "drop/team/june.csv")
        let second = try project.night(at: "2026-05-21T12:00:00Z")
        #expect(second.rows.first == "1 submission, 7 records: 1 accepted, 1 quarantined, 5 duplicates.", "\(second)")
    }

    @Test("init --from an export writes a pipeline that reads it as it is meant")
    func sketch() throws {
        let scratch = try ScratchProject()
        try scratch.write(Self.export, to: "classifications.csv")
        let project = scratch.root + "/p"
        let begun = try Program.run(["init", "--from", scratch.root + "/classifications.csv", project])
        #expect(begun.code == 0, "\(begun.talk)")
        let sketch = try scratch.read("p/pipeline.yaml")
        #expect(sketch.contains("    format: zooniverse\n"))
        #expect(sketch.contains("\nrecord: {key: [classification_id, part]}\n"))
        #expect(sketch.contains("      contributor: recordedBy\n"))
        for term in ["user_name", "user_id"] { #expect(sketch.contains("  \(term): {type: string, publish: false}")) }
        #expect(try Program.run(["check", "--project", project]).code == 0, "\(sketch)")
        try scratch.write(Self.export, to: "p/drop/team/classifications.csv")
        let run = try Program.run(["run", "--project", project])
        #expect(run.rows.first == "1 submission, 6 records: 5 accepted, 1 quarantined, 0 duplicates.", "\(run)")
        let published = try scratch.read("p/snapshots/latest/observations.csv")
        for name in [",ana,", ",ben,", "not-logged-in"] { #expect(!published.contains(name), "\(published)") }
    }

    @Test("label reads an export directly")
    func label() throws {
        let scratch = try ScratchProject()
        try scratch.write(Self.export, to: "classifications.csv")
        let result = try Program.run(
            [
                "label", "classifications.csv", "--format", "zooniverse", "--subject", "subject_ids", "--contributor",
                "contributor", "--question", "T1", "--method", "majority", "--output", "-",
            ], folder: scratch.root)
        #expect(result.code == 0 || result.code == 1, "\(result.talk)")
        #expect(result.rows.contains { $0.hasPrefix("7,Day,") }, "\(result)")
    }
}
