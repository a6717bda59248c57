import Foundation
import Testing

/// The whole history of a value: who brought it, what people decided about it, and what every version said.
@Suite struct ExplainHistoryTests {
    /// A project of several nights: a correction, a withdrawal, a restoration, and an expert's answer.
    private func project() throws -> ScratchProject {
        let project = try Garden.project()
        try project.night()
        try Garden.fillSecondNight(project)
        try project.night(at: "2026-05-21T12:00:00Z")
        try project.decide("withdraw", "1-1", at: "2026-05-22T10:00:00Z")
        try project.night(at: "2026-05-22T12:00:00Z")
        try project.decide("restore", "1-1", at: "2026-05-23T10:00:00Z")
        try project.decide("decide", "V2|Pica pica", "individualCount", "5", at: "2026-05-23T11:00:00Z")
        try project.night(at: "2026-05-23T12:00:00Z")
        return project
    }

    @Test("A record: every state with its submission, decisions with who and why, and every version with its cause")
    func record() throws {
        let project = try project()
        let output = try project.transect("explain", "1-1").output
        let history = try #require(output.components(separatedBy: "History:\n").last)
        #expect(
            history == """
                  2026-05-20T12:00:00Z  brought by submission 1 (ana/1-list.csv)
                  2026-05-21T12:00:00Z  corrected by submission 7 (ana/5-night.csv)
                  2026-05-22T10:00:00Z  1-1 withdrawn by Eva: she has asked
                  2026-05-23T10:00:00Z  1-1 restored by Eva: she has asked
                Versions:
                  v1 (2026-05-20T12:00:00Z): first published
                  v2 (2026-05-21T12:00:00Z): changed individualCount: "2" → "3"; cause: submission 7 (ana/5-night.csv)
                  v2 (2026-05-21T12:00:00Z): changed remarks: "=1+1" → nothing; cause: submission 7 (ana/5-night.csv)
                  v3 (2026-05-22T10:00:00Z): withdrawn; cause: 1-1 withdrawn by Eva: she has asked
                  v4 (2026-05-23T11:00:00Z): added; cause: 1-1 restored by Eva: she has asked

                """, "\(output)")
    }

    @Test("A withdrawn record still has its history, and what waits for the next run says so")
    func withdrawn() throws {
        let project = try Garden.project()
        try project.night()
        try project.decide("withdraw", "1-1", at: Garden.secondEvening)
        let pending = try project.transect("explain", "1-1").output
        #expect(
            pending.contains(
                "1-1 withdrawn by Eva: she has asked (the next `transect run` takes it into account)"), "\(pending)")
        try project.night(at: Garden.secondEvening)
        let output = try project.transect("explain", "1-1").output
        #expect(output.contains("It is not in the dataset now: it was taken out (see History)."), "\(output)")
        #expect(output.contains("Values when it was last there:\n  occurrenceID = A1\n"))
        #expect(!output.contains("takes it into account"))
    }

    @Test("A record whose submission was revoked, and a row that was quarantined, are explained too")
    func absent() throws {
        let project = try Garden.project()
        try project.night()
        try project.decide("revoke", "6", at: Garden.secondEvening)
        try project.night(at: Garden.secondEvening)
        let revoked = try project.transect("explain", "6-1")
        #expect(revoked.code == 0, "\(revoked)")
        #expect(
            revoked.output.contains(
                "It is not in the dataset now: submission 6 (cleo/form.xml) from cleo arrived: taken in and revoked "
                    + "since."
            ),
            "\(revoked.output)")
        #expect(revoked.output.contains("submission 6 (cleo/form.xml) revoked by Eva: she has asked"))
        #expect(revoked.output.contains("): withdrawn; cause: submission 6 (cleo/form.xml) revoked by Eva"))
        let quarantined = try project.transect("explain", "1-2").output
        #expect(quarantined.contains("    individualCount: \"-4\"\n"), "\(quarantined)")
        #expect(quarantined.contains("Findings:\n  constraint-minimum (error): "))
    }

    @Test("A subject: votes, the expert's answer with who and why, the records, and every version")
    func subject() throws {
        let project = try project()
        let rows = try project.transect("explain", "V2|Pica pica").rows
        #expect(
            rows.prefix(3) == ["Subject V2|Pica pica", "  eventID = V2", "  scientificName = Pica pica"], "\(rows)")
        for line in [
            "Consensus on individualCount for V2, Pica pica: expert, leading 4 and 5 and 6, 1 of 3 votes",
            "  decided: 5 by Eva on 2026-05-23T11:00:00Z: she has asked", "  Ana: 6", "  Ben: 4", "  Cleo: 5",
            "Records: 1-3, 5-2, 6-1", "Decisions:",
            "  2026-05-23T11:00:00Z  individualCount of V2|Pica pica decided as 5 by Eva: she has asked", "Versions:",
            "  v1 (2026-05-20T12:00:00Z): first published",
        ] {
            #expect(rows.contains(line), "\(line)\n\(rows.joined(separator: "\n"))")
        }
        #expect(
            rows.contains(
                "  v4 (2026-05-23T11:00:00Z): changed individualCount: nothing → \"5\"; cause: individualCount of "
                    + "V2|Pica pica decided as 5 by Eva: she has asked"), "\(rows.joined(separator: "\n"))")
    }

    @Test(
        "What is neither a record nor a subject is 2",
        arguments: [
            (["explain", "V9|Pica pica"], "There is no subject V9|Pica pica in the dataset."),
            (["explain", "V2|Pica|pica"], "Nor is it a subject, which has 2 parts: eventID|scientificName."),
            (["explain", "--subject", "1-1"], "A subject has 2 parts: eventID|scientificName."),
            (["explain", "2-1"], "There is no record 2-1 in the dataset; submission 2 ("),
        ])
    func refusals(arguments: [String], says: String) throws {
        let project = try Garden.project()
        try project.night()
        let result = try Program.run(arguments + ["--project", project.root])
        #expect(result.code == 2, "\(result)")
        #expect(result.talk.contains(says), "\(result.talk)")
    }
}
