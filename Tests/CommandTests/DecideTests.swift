import Foundation
import Testing

/// What experts decide, whatever the crowd says.
@Suite struct DecideTests {
    @Test("An expert's answer is published as such; the crowd's word stands beside it; undone, it counts again")
    func decideAndUndo() throws {
        let project = try Garden.project()
        try project.night()
        #expect(try project.published("consensus.csv").contains { $0.hasPrefix("V2,Pica pica,,contested,") })
        let decided = try project.decide("decide", "V2|Pica pica", "individualCount", "5", at: Garden.secondEvening)
        #expect(decided.code == 0, "\(decided)")
        #expect(
            decided.rows == [
                "individualCount of V2|Pica pica: 5, decided by Eva.", "The next `transect run` publishes it.",
            ])
        try project.night(at: Garden.secondEvening)
        #expect(try project.published("consensus.csv").contains { $0.hasPrefix("V2,Pica pica,5,expert,") })
        #expect(
            try project.published("decisions.csv") == [
                "eventID,scientificName,question,label", "V2,Pica pica,individualCount,5",
            ])
        let changes = try project.published("changes.csv")
        #expect(
            changes.contains {
                $0.hasPrefix(",\"V2,Pica pica\",changed,individualCount_status,contested,expert,decision ")
            },
            "\(changes)")
        let everything = try project.read("snapshots/latest/decisions.csv") + changes.joined()
        #expect(!everything.contains("Eva") && !everything.contains("she has asked"), "who and why stay private")

        let undone = try project.decide("decide", "V2|Pica pica", "individualCount", "--undo")
        #expect(
            undone.rows.first
                == "individualCount of V2|Pica pica: the decision is taken back; what the crowd says counts again.")
        try project.night(at: Garden.thirdEvening)
        #expect(try project.published("consensus.csv").contains { $0.hasPrefix("V2,Pica pica,,contested,") })
        #expect(!project.exists("snapshots/latest/decisions.csv"))
    }

    @Test("A file of decisions is recorded whole, with who and why from its rows or from the command")
    func file() throws {
        let project = try Garden.project()
        try project.night()
        try project.write(
            """
            eventID;scientificName;question;label;by;why
            V2;Pica pica;individualCount;5;Ola;photograph
            V1;Pica pica;individualCount;3;;

            """, to: "decisions.csv")
        let result = try project.decide("decide", "--file", project.root + "/decisions.csv")
        #expect(result.code == 0, "\(result)")
        #expect(
            result.rows.prefix(2) == [
                "individualCount of V2|Pica pica: 5, decided by Ola.",
                "individualCount of V1|Pica pica: 3, decided by Eva.",
            ])
        let log = try project.transect("log").output
        #expect(log.contains("individualCount of V2|Pica pica decided as 5 by Ola: photograph"))
        #expect(log.contains("individualCount of V1|Pica pica decided as 3 by Eva: she has asked"))
        try project.write(
            "eventID,scientificName,question,label\nV1,Pica pica,individualCount,\n", to: "decisions.csv")
        #expect(try project.decide("decide", "--file", project.root + "/decisions.csv").code == 0)
        try project.night(at: Garden.thirdEvening)
        #expect(try project.published("decisions.csv").count == 2)
    }

    @Test("Every problem of a file is told at once, with its row, and nothing is recorded")
    func problems() throws {
        let project = try Garden.project()
        try project.night()
        try project.write(
            """
            eventID,scientificName,question,label,by,why
            V2,Pica pica,individualCount,5,Ola,photograph
            V2,,individualCount,5,Ola,photograph
            V1,Pica pica,individualcount,5,Ola,photograph
            V1,Pica pica,individualCount,many,Ola,photograph
            V1,Pica pica,individualCount,-3,Ola,photograph
            V1,Pica pica,individualCount,3,,photograph

            """, to: "decisions.csv")
        let result = try project.transect("decide", "--file", project.root + "/decisions.csv")
        #expect(result.code == 2, "\(result)")
        for line in [
            "5 problems; nothing was recorded.", "row 3: The subject has no scientificName.",
            "row 4: There is no question `individualcount`; there are individualCount. Did you mean `individualCount`?",
            "row 5: “many”", "row 6: -3", "row 7: It does not say who decides (by).",
        ] {
            #expect(result.talk.contains(line), "\(line): \(result.talk)")
        }
        #expect(!(try project.transect("log").output.contains("decided")))
    }

    @Test("Two answers to one question in a file are refused, as is an answer taken back that nobody gave")
    func clashes() throws {
        let project = try Garden.project()
        try project.night()
        try project.write(
            """
            eventID,scientificName,question,label
            V2,Pica pica,individualCount,5
            V2,Pica pica,individualCount,6
            V1,Pica pica,individualCount,

            """, to: "decisions.csv")
        let result = try project.decide("decide", "--file", project.root + "/decisions.csv")
        #expect(result.code == 2)
        #expect(result.talk.contains("row 3: individualCount of V2|Pica pica is decided twice; see row 2."))
        #expect(
            result.talk.contains("row 4: Nobody has decided individualCount of V1|Pica pica; there is nothing to undo.")
        )
    }

    @Test("A number is recorded in the form that the dataset has it in")
    func canonical() throws {
        let project = try Garden.project()
        try project.night()
        #expect(
            try project.decide("decide", " V2 | Pica pica ", "individualCount", " 5 ").rows.first
                == "individualCount of V2|Pica pica: 5, decided by Eva.")
    }

    @Test("A subject that no record is about can be decided, with a word of warning; | within a value is escaped")
    func stranger() throws {
        let project = try Garden.project()
        try project.night()
        let result = try project.decide("decide", "V\\|2|Pica pica", "individualCount", "5")
        #expect(result.code == 0)
        #expect(result.rows[1] == "note: no record of the dataset is about V\\|2|Pica pica", "\(result)")
        try project.night(at: Garden.thirdEvening)
        #expect(try project.published("consensus.csv").contains { $0.hasPrefix("V|2,Pica pica,5,expert,") })
    }

    @Test(
        "What cannot be decided is 2",
        arguments: [
            (["V2", "individualCount", "5"], "A subject here has 2 parts, eventID|scientificName, but V2 has 1."),
            (["V2|Pica pica", "remarks", "5"], "There is no question `remarks`; there are individualCount."),
            (["V2|Pica pica", "individualCount", " "], "The label is blank. To take an answer back, use --undo."),
            (["V2|Pica pica", "individualCount"], "Name the subject, the question, and the label"),
            (["V2|Pica pica", "individualCount", "--undo"], "there is nothing to undo"),
            (["--file", "/nowhere.csv"], "There is no file /nowhere.csv."),
        ])
    func refusals(arguments: [String], says: String) throws {
        let project = try Garden.project()
        try project.night()
        let result = try Program.run(["decide"] + arguments + author + ["--project", project.root])
        #expect(result.code == 2, "\(result)")
        #expect(result.talk.contains(says), "\(result.talk)")
    }

    @Test("A pipeline that asks nothing has nothing to decide")
    func noConsensus() throws {
        let project = try Garden.project()
        try project.night()
        let pipeline = Garden.pipeline
        let start = try #require(pipeline.range(of: "consensus:"))
        let end = try #require(pipeline.range(of: "publish:", range: start.upperBound..<pipeline.endIndex))
        try project.write(
            pipeline.replacingCharacters(in: start.lowerBound..<end.lowerBound, with: ""), to: "pipeline.yaml")
        let result = try project.decide("decide", "V2|Pica pica", "individualCount", "5")
        #expect(result.code == 2 && result.talk.contains("The pipeline has no `consensus`"), "\(result)")
    }
}
