import Foundation
import Testing

/// Data goes to standard output, talk to standard error, and nothing commands a terminal.
@Suite struct StreamsTests {
    @Test("No escape character reaches a stream that is no terminal, not even from what volunteers wrote")
    func escapes() throws {
        let project = try Garden.project()
        let hostile = "\u{1B}[31mred\u{1B}]0;title\u{7}"
        try project.write(
            Garden.header + "E1,V1,2026-05-01,\(hostile),1,\(hostile),\(hostile)\nE2,V1,\(hostile),Pica pica,1,Ana,\n",
            to: "drop/\(hostile)/\(hostile).csv")
        let truth = "\(project.root)/truth.csv"
        try "eventID,scientificName,individualCount\nV1,Pica pica,2\n".write(
            toFile: truth, atomically: true, encoding: .utf8)
        let commands = [
            ["check"], ["run", "--dry-run"], ["run"], ["run"], ["run", "--json"], ["status"], ["status", "--json"],
            ["run", "--format", "html"], ["submissions"], ["submissions", "--json"], ["findings"],
            ["findings", "--json"], ["findings", "--count"],
            ["snapshots"], ["verify"], ["explain", "1-1"], ["score", "--truth", truth], ["diff", "v1", "v2"],
            ["explain", "x"],
        ]
        for command in commands {
            for environment in [[:], ["NO_COLOR": "1", "TERM": "xterm-256color"], ["CI": "true"]] {
                let result = try Program.run(command + ["--project", project.root], environment: environment)
                let said = result.output + result.talk
                #expect(!said.contains("\u{1B}") && !said.contains("\u{7}"), "\(command): \(said)")
            }
        }
        let preview = try Program.run(["preview", "\(project.root)/drop/\(hostile)/\(hostile).csv"])
        #expect(!(preview.output + preview.talk).contains("\u{1B}"))
        #expect(preview.output.contains("\\u{1b}[31mred"))
    }

    @Test("`run --json` prints one JSON document and nothing else; stages are told on standard error")
    func json() throws {
        let project = try Garden.project()
        let result = try project.transect("run", "--json")
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        #expect(report["name"] as? String == "garden")
        #expect(
            report["counts"] as? [String: Int] == [
                "records": 8, "accepted": 6, "corrections": 1, "quarantined": 1, "duplicates": 0, "withdrawals": 0,
                "flagged": 0,
            ])
        let publication = try #require(report["publication"] as? [String: Any])
        #expect(publication["status"] as? String == "published")
        #expect(publication["version"] as? Int == 1)
        let submissions = try #require(report["submissions"] as? [[String: Any]])
        #expect(submissions.map { $0["sequence"] as? Int } == [1, 2, 3, 4, 5, 6])
        #expect(submissions.map { $0["repeats"] as? Int } == [nil, 1, nil, nil, nil, nil])
        #expect(result.talk == "Claiming 6 of 6 files\nJudging 5 files\nWriting 6 receipts\nLabelling\nDrafting\n")
    }

    @Test("One thing is told as one")
    func singular() throws {
        let project = try ScratchProject(pipeline: Garden.pipeline)
        try project.write(Garden.anasCorrection, to: "drop/ana/list.csv")
        let talk = try project.night().talk
        #expect(talk.hasPrefix("Claiming 1 of 1 file\nJudging 1 file\nWriting 1 receipt\n"), "\(talk)")
    }

    @Test("Every --json is one JSON document, also before the first night")
    func everyJSON() throws {
        let project = try Garden.project()
        func document(_ command: [String]) throws -> Any {
            let result = try Program.run(command + ["--project", project.root])
            #expect(result.code == 0, "\(result.talk)")
            return try JSONSerialization.jsonObject(with: Data(result.output.utf8))
        }
        _ = try document(["status", "--json"])
        _ = try document(["run", "--dry-run", "--json"])
        _ = try document(["run", "--json"])
        _ = try document(["run", "--json"])
        _ = try document(["status", "--json"])
        _ = try document(["submissions", "--json"])
        _ = try document(["findings", "--json"])
        _ = try document(["findings", "--count", "--json"])
        try project.write("eventID,scientificName,individualCount\nV1,Pica pica,2\n", to: "truth.csv")
        _ = try document(["score", "--json", "--truth", project.root + "/truth.csv"])
    }

    @Test("Data that cannot be written to their end are 3, and the reason is told")
    func fullDisk() throws {
        let project = try Garden.project()
        try project.night()
        let list = "\(project.root)/drop/ana/1-list.csv"
        for command in [
            ["label", list, "--subject", "eventID", "--contributor", "recordedBy", "--question", "individualCount"]
                + ["--output", "-"],
            ["preview", list, "--json"], ["preview", list], ["findings", "--csv", "--project", project.root],
            ["submissions", "--csv", "--project", project.root], ["status", "--project", project.root], ["--help"],
            ["submissions", "--json", "--project", project.root], ["status", "--json", "--project", project.root],
        ] {
            let result = try Program.run(
                tool: "/bin/sh", ["-c", "exec \"$0\" \"$@\" > /dev/full", Program.path] + command)
            #expect(result.code == 3, "\(command): \(result)")
            #expect(
                result.talk.contains("Could not write to standard output: there is no space left on the disk."),
                "\(command): \(result.talk)")
        }
    }

    @Test("Without votes the summary says so")
    func noVotes() throws {
        let result = try ScratchProject(pipeline: Garden.pipeline).transect("run")
        #expect(result.rows.contains("Consensus on individualCount (majority) from no votes."), "\(result)")
    }

    @Test("The summary is data and stands alone on standard output")
    func summary() throws {
        let project = try Garden.project()
        let result = try project.transect("run")
        #expect(
            result.rows == [
                "6 submissions, 1 of them sent before, 8 records: 6 accepted, 1 correction, 1 quarantined, 0 duplicates.",
                "Found:",
                "  1 × constraint-minimum (error). First: ana/1-list.csv, row 3, individualCount “-4”: -4 in column "
                    + "individualCount lies below 0, the least that is allowed. Correct the value.",
                "Dataset: 6 records.",
                "Consensus on individualCount (majority) from 6 votes: 1 insufficient, 1 agreed, 1 contested.",
                "Published v1: \(project.root)/snapshots/v1",
            ])
    }
}
