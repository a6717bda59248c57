import Foundation
import Testing

/// Hold the file, not the night: what is held, and what people decide about it.
@Suite struct HeldTests {
    @Test("A broken export is held: the run says so and ends with 1, and the rest of the night is published")
    func held() throws {
        let project = try Garden.project()
        try project.night()
        try project.write(Garden.brokenExport(), to: "drop/dora/export.csv")
        try project.write(Garden.header + "E1,V8,2026-05-08,Parus major,1,Emil,\n", to: "drop/emil/list.csv")
        let run = try project.transect("run", environment: ["TRANSECT_NOW": Garden.secondEvening])
        #expect(run.code == 1, "\(run)")
        #expect(run.output.contains("dora/export.csv: held, nothing of it is taken"), "\(run.output)")
        #expect(run.output.contains("Published v2"))
        let records = try project.published("observations.csv")
        #expect(records.contains { $0.contains("E1,V8") } && !records.contains { $0.contains("D1,V7") })

        let told = try project.transect("held")
        #expect(told.code == 0)
        #expect(
            told.rows.prefix(4) == [
                "Submission 7: dora/export.csv (submitter dora), arrived 2026-05-21T12:00:00Z",
                "  Held: 16 of its 24 records would be quarantined (67 %; the limit is 50 %).",
                "  Accepted: 8 records more in the dataset, 16 quarantined.",
                "  Rejected: nothing of it ever comes into the dataset; the archive keeps the file.",
            ])
        #expect(told.rows[4].hasPrefix("  16 × constraint-minimum (error). First: row 10, individualCount “-9”: "))
        #expect(told.rows.last?.hasPrefix("Decide with `transect accept NUMBER") == true)
    }

    @Test("held --json is for programs")
    func json() throws {
        let project = try Garden.projectWithHold()
        let output = try project.transect("held", "--json").output
        let list = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [[String: Any]])
        #expect(list.count == 1)
        #expect(list[0]["submission"] as? Int == 7 && list[0]["reason"] as? String == "quarantined")
        #expect(list[0]["count"] as? Int == 16 && list[0]["of"] as? Int == 24)
        let findings = try #require(list[0]["findings"] as? [[String: Any]])
        #expect(findings.first?["code"] as? String == "constraint-minimum" && findings.first?["count"] as? Int == 16)
    }

    @Test("Where nothing is held, it says so")
    func nothing() throws {
        let project = try Garden.project()
        try project.night()
        #expect(try project.transect("held").rows == ["Nothing is held."])
        #expect(try project.transect("held", "--json").output == "[]\n")
    }

    @Test("status shows what is held, and does not count its records")
    func status() throws {
        let project = try Garden.projectWithHold()
        let status = try project.transect("status")
        #expect(
            status.output.contains(
                "Held: submission 7, dora/export.csv: 16 of its 24 records would be quarantined"), "\(status.output)")
        #expect(status.output.contains("dora: 1 submission (1 held), 0 records: 0 accepted"))
        #expect(try project.transect("status", "--json").output.contains("\"submission\": 7"))
    }

    @Test("What is accepted is taken in by the next run, and stays")
    func accept() throws {
        let project = try Garden.projectWithHold()
        let accepted = try project.decide("accept", "7")
        #expect(accepted.code == 0, "\(accepted)")
        #expect(
            accepted.rows == [
                "Submission 7 (dora/export.csv) is accepted: of its 24 records 8 come into the dataset.",
                "The next `transect run` judges all history again, with what was accepted.",
            ])
        #expect(
            try project.transect("held").output.contains("It has been accepted; the next `transect run` takes it in."))
        #expect(try project.decide("accept", "7").code == 2, "once is enough")
        try project.night(at: Garden.thirdEvening)
        #expect(try project.published("observations.csv").count { $0.contains(",V7,") } == 8)
        #expect(try project.published("changes.csv").contains { $0.hasPrefix("7-1,,added,") })
        #expect(try project.transect("held").rows == ["Nothing is held."])
    }

    @Test("What is rejected never comes in")
    func reject() throws {
        let project = try Garden.projectWithHold()
        let rejected = try project.decide("reject", "7")
        #expect(rejected.code == 0)
        #expect(
            rejected.rows.first
                == "Submission 7 (dora/export.csv) is rejected: none of its 24 records comes into the dataset.")
        #expect(try project.transect("held").rows == ["Nothing is held."])
        try project.night(at: Garden.thirdEvening)
        #expect(!project.exists("snapshots/v2"))
        let again = try project.decide("reject", "7")
        #expect(again.code == 2 && again.talk.contains("it was rejected"), "\(again)")
    }

    @Test("Who sent a file that was rejected or revoked reads that it was decided so, and nothing of the reason")
    func told() throws {
        let project = try Garden.projectWithHold()
        try project.decide("reject", "7")
        try project.decide("revoke", "6")
        try project.night(at: Garden.thirdEvening)
        let told = try project.tree("receipts").files.filter { $0.contains(".addendum-") && $0.hasSuffix(".txt") }
        let export = try project.read("receipts/" + (try #require(told.first { $0.hasPrefix("dora/") })))
        #expect(export.contains("The project has decided not to take this file"), "\(export)")
        #expect(!export.contains("she has asked") && !export.contains("no records in it"), "\(export)")
        #expect(!export.contains("8 →"), "what would have become of it is nothing that was: \(export)")
        let form = try project.read("receipts/" + (try #require(told.first { $0.hasPrefix("cleo/") })))
        #expect(form.contains("This file was taken out again") && form.contains("New records taken: 1 → 0"), "\(form)")
        #expect(try project.read("receipts/dora/index.html").contains(">Not taken<"))
        #expect(try project.read("receipts/cleo/index.html").contains(">Taken out again<"))
    }

    @Test("What a revoked submission had overwritten comes back, under its old name")
    func revoke() throws {
        let project = try Garden.project()
        try project.night()
        #expect(try project.published("observations.csv").contains { $0.hasPrefix("1-3,A3,V2,2026-05-02,Pica pica,6") })
        let revoked = try project.decide("revoke", "3", at: Garden.secondEvening)
        #expect(revoked.code == 0, "\(revoked)")
        #expect(revoked.rows.first?.hasPrefix("Submission 3 (ana/3-correction.csv) is revoked: ") == true)
        try project.night(at: Garden.thirdEvening)
        #expect(try project.published("observations.csv").contains { $0.hasPrefix("1-3,A3,V2,2026-05-02,Pica pica,5") })
        #expect(
            try project.published("changes.csv").contains { $0.hasPrefix("1-3,,changed,individualCount,6,5,decision ") }
        )
        #expect(
            try project.transect("log").output.contains(
                "submission 3 (ana/3-correction.csv) revoked by Eva: she has asked"))
    }

    @Test(
        "What cannot be decided is 2, with the reason, and nothing is recorded",
        arguments: [
            (["accept", "1"], "Submission 1 (ana/1-list.csv) is not held (it was taken in)"),
            (["accept", "99"], "There is no submission 99"),
            (["accept", "7", "1"], "Submission 1 (ana/1-list.csv) is not held"),
            (["reject", "1"], "To take it out of the dataset again, revoke it."),
            (["revoke", "7"], "To refuse it for good, reject it."),
            (["revoke", "2"], "it repeats an earlier one"),
            (["accept", "seven"], "seven"),
        ])
    func refusals(arguments: [String], says: String) throws {
        let project = try Garden.projectWithHold()
        let log = try project.transect("log").output
        let result = try Program.run(arguments + author + ["--project", project.root])
        #expect(result.code == 2, "\(result)")
        #expect(result.talk.contains(says), "\(result.talk)")
        #expect(result.output.isEmpty)
        #expect(try project.transect("log").output == log)
    }

    @Test(
        "Whoever decides says who and why",
        arguments: [
            ["accept", "7"], ["reject", "7"], ["revoke", "1"], ["withdraw", "1-1"], ["restore", "1-1"],
            ["decide", "V1|Pica pica", "individualCount", "2"],
        ])
    func signed(arguments: [String]) throws {
        let project = try Garden.projectWithHold()
        let places = ["--project", project.root]
        #expect(try Program.run(arguments + ["--by", "Eva"] + places).code == 2)
        #expect(try Program.run(arguments + ["--why", "so"] + places).code == 2)
        let blank = try Program.run(arguments + ["--by", " ", "--why", "so"] + places)
        #expect(blank.code == 2)
        #expect(blank.talk.contains("does not say who decides"), "\(blank.talk)")
    }

    @Test("Before there is a dataset there is nothing to decide", arguments: [["accept", "1"], ["withdraw", "1-1"]])
    func tooEarly(arguments: [String]) throws {
        let project = try Garden.project()
        try FileManager.default.removeItem(atPath: project.root + "/store")
        let result = try Program.run(arguments + author + ["--project", project.root])
        #expect(result.code == 2)
        #expect(result.talk.contains("There is no dataset in \(project.root) yet; run `transect run`."))
        #expect(!project.exists("store"))
    }

    @Test(
        "While another run is at work, nobody can decide: 4",
        .enabled(if: Program.has("flock"), "flock is absent"))
    func locked() throws {
        let project = try Garden.projectWithHold()
        let holder = try Program.start(
            tool: "flock", [project.root + "/store/lock", "sh", "-c", "touch \"$0/holding\"; sleep 60", project.root])
        defer {
            kill(holder, SIGKILL)
            _ = Program.wait(for: holder)
        }
        while !project.exists("holding") { usleep(2_000) }
        let commands = [
            ["accept", "7"], ["reject", "7"], ["revoke", "1"], ["withdraw", "1-1"], ["restore", "1-1"],
            ["decide", "V1|Pica pica", "individualCount", "2"], ["release", "v1", "--name", "2026.1"],
        ]
        for command in commands {
            let result = try Program.run(command + author + ["--project", project.root])
            #expect(result.code == 4, "\(command) \(result)")
            #expect(result.talk.contains("Another run is at work"))
        }
        #expect(try project.transect("backup", project.root + "/backup").code == 4)
        #expect(try project.transect("held").code == 0, "looking is allowed meanwhile")
        #expect(try project.transect("log").code == 0)
    }
}
