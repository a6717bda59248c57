import Foundation
import Testing

/// The list of what was found.
@Suite struct FindingsTests {
    private func list(_ project: ScratchProject, _ conditions: String...) throws -> [[String: Any]] {
        let result = try Program.run(["findings", "--json", "--project", project.root] + conditions)
        #expect(result.code == 0, "\(result)")
        return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
    }

    @Test("Every finding with file, row, term, the value as it was written, and the message")
    func facts() throws {
        let project = try Garden.projectWithHold()
        let all = try list(project)
        #expect(all.count == 17, "held submissions are among them")
        let first = try #require(all.first)
        #expect(first["submission"] as? Int == 1 && first["path"] as? String == "ana/1-list.csv")
        #expect(first["submitter"] as? String == "ana")
        #expect(first["row"] as? Int == 3 && first["record"] as? Int == 2)
        #expect(first["term"] as? String == "individualCount" && first["value"] as? String == "-4")
        #expect(first["check"] as? String == "constraint-minimum" && first["severity"] as? String == "error")
        #expect((first["message"] as? String)?.contains("lies below 0") == true)
        let csv = try project.transect("findings", "--csv", "--submission", "1").rows
        #expect(csv[0] == "submission,path,submitter,row,record,term,value,severity,check,message")
        #expect(csv.count == 2 && csv[1].hasPrefix("1,ana/1-list.csv,ana,3,2,individualCount,-4,error,constraint-min"))
        #expect(
            try project.transect("findings", "--submission", "1").rows == [
                "Submission 1: ana/1-list.csv (submitter ana)",
                "  row 3, individualCount “-4”: -4 in column individualCount lies below 0, the least that is allowed. "
                    + "Correct the value. (constraint-minimum, error)",
            ])
    }

    @Test("Of a table the row is named, also where its columns become records; of JSON the record")
    func places() throws {
        let project = try ScratchProject(
            pipeline: """
                name: counts
                title: Counts
                creators: [{name: River Club}]
                licence: CC0-1.0
                sources:
                  - files: "**/*.csv"
                    unpivot: {except: [eventDate], name: sp, value: n}
                  - files: "**/*.json"
                fields: {eventDate: {}, sp: {}, n: {type: integer}}

                """)
        try project.write("eventDate,fox,deer\n2026-05-01,1,many\n2026-05-02,few,3\n", to: "drop/ana/1.csv")
        try project.write(#"[{"n": 1}, {"n": "none"}]"#, to: "drop/ana/2.json")
        let night = try project.night()
        #expect(night.output.contains("type-integer (error). First: ana/1.csv, row 2, n “many”: "), "\(night)")
        let rows = try project.transect("findings").rows
        let places = rows.filter { $0.hasPrefix("  ") }.map { $0.prefix { $0 != "," } }
        #expect(places == ["  row 2", "  row 3", "  record 2"], "\(rows)")
        let counts = try project.transect("findings", "--count").output
        #expect(counts.contains("submission 1, row 2, n “many”: "), "\(counts)")
    }

    @Test("Check, weight, submission, submitter and term choose, all together")
    func conditions() throws {
        let project = try Garden.projectWithHold()
        try project.write(Garden.header + "B3,V1,2999-01-01,Pica pica,1,Ben,\n", to: "drop/ben/late.csv")
        try project.night(at: Garden.secondEvening)
        #expect(try list(project).count == 18)
        #expect(try list(project, "--check", "event-date-plausible").count == 1)
        #expect(try list(project, "--severity", "warning").count == 1)
        #expect(try list(project, "--severity", "error").count == 17)
        #expect(try list(project, "--severity", "info").isEmpty)
        #expect(try list(project, "--submission", "7").count == 16)
        #expect(try list(project, "--submitter", "dora").count == 16)
        #expect(try list(project, "--term", "individualCount").count == 17)
        #expect(try list(project, "--term", "individualCount", "--submitter", "ana").count == 1)
        #expect(try list(project, "--term", "eventDate", "--submitter", "ana").isEmpty)
        #expect(try project.transect("findings", "--submission", "2").rows == ["Nothing was found."])
    }

    @Test("--count groups by check, the heaviest and most frequent first, and takes the same conditions")
    func counts() throws {
        let project = try Garden.projectWithHold()
        try project.write(Garden.header + "B3,V1,2999-01-01,Pica pica,1,Ben,\n", to: "drop/ben/late.csv")
        try project.night(at: Garden.secondEvening)
        let rows = try project.transect("findings", "--count", "--csv").rows
        #expect(rows[0] == "check,severity,findings,submissions,first")
        #expect(rows[1].hasPrefix("constraint-minimum,error,17,2,\"submission 1, row 3, individualCount"), "\(rows[1])")
        #expect(rows[2].hasPrefix("event-date-plausible,warning,1,1,"), "\(rows[2])")
        let text = try project.transect("findings", "--count", "--submitter", "dora").rows
        #expect(text.count == 2 && text[1].hasPrefix("16        1            error     constraint-minimum"), "\(text)")
        let json = try project.transect("findings", "--count", "--json", "--submission", "2")
        #expect(json.output == "[]\n")
    }

    @Test("Values of strangers are neither formulas, nor lines, nor commands to the terminal")
    func hostile() throws {
        let project = try ScratchProject(pipeline: Garden.pipeline)
        let rows = "A1,V1,2026-05-01,Pica pica,=1+1,Ana,\nA2,V1,\"\u{1B}]0;x\nSubmission 9: y\",Pica pica,1,Ana,\n"
        try project.write(Garden.header + rows, to: "drop/ana/list.csv")
        try project.night()
        let csv = try project.transect("findings", "--csv").output
        #expect(csv.contains(",individualCount,'=1+1,error,"), "\(csv)")
        let text = try project.transect("findings")
        #expect(text.rows.count == 3 && text.output.contains("\\u{1b}]0;x\\u{a}Submission 9"), "\(text.output)")
        #expect(!(text.output + text.talk).contains("\u{1B}"))
        #expect(try list(project).contains { $0["value"] as? String == "\u{1B}]0;x\nSubmission 9: y" })
    }

    @Test(
        "What cannot be asked for is 2, with what there is",
        arguments: [
            (["--check", "constraint-minimun"], "Did you mean `constraint-minimum`?"),
            (["--submission", "99"], "There is no submission 99"), (["--severity", "bad"], "'bad' is invalid"),
            (["--submitter", "anna"], "Did you mean `ana`?"),
        ])
    func refusals(arguments: [String], says: String) throws {
        let project = try Garden.project()
        try project.night()
        let result = try Program.run(["findings", "--project", project.root] + arguments)
        #expect(result.code == 2 && result.output.isEmpty, "\(result)")
        #expect(result.talk.contains(says), "\(result.talk)")
    }
}
