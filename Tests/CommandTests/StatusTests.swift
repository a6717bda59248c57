import Foundation
import Testing

/// Where a project stands, for its scientist.
@Suite struct StatusTests {
    private func status(_ project: ScratchProject, _ options: String...) throws -> Program.Result {
        try Program.run(
            ["status", "--project", project.root] + options, environment: ["TRANSECT_NOW": Garden.thirdEvening])
    }

    @Test(
        "A line for everybody: files waiting, taken, sent again, refused, held and out, and what became of the records")
    func everybody() throws {
        let project = try Garden.projectWithHold()
        try project.write("no JSON", to: "drop/ben/broken.json")
        try project.night(at: Garden.secondEvening)
        try project.decide("revoke", "6")
        try project.write(Garden.header, to: "drop/eve/list.csv")
        let rows = try status(project).rows.map { $0.split(separator: " ").map(String.init) }
        for line in [
            "submitter waiting taken again refused held out accepted corrections quarantined to mend last came",
            "ana 0 3 1 0 0 0 3 1 1 1 2026-05-20", "ben 0 1 0 1 0 0 2 0 0 0 2026-05-21",
            "cleo 0 0 0 0 0 1 0 0 0 0 2026-05-20", "dora 0 0 0 0 1 0 0 0 0 0 2026-05-21",
            "eve 1 0 0 0 0 0 0 0 0 0 never",
        ] {
            #expect(rows.contains(line.split(separator: " ").map(String.init)), "\(line)\n\(rows)")
        }
    }

    @Test("What is new in the drop folder and not taken, what nothing takes, and what could not be read")
    func files() throws {
        let project = try Garden.project()
        try project.write("no JSON", to: "drop/ben/broken.json")
        try project.night()
        try project.write(Garden.header, to: "drop/eve/list.csv")
        try project.write("?", to: "drop/eve/photo.bin")
        let rows = try status(project).rows
        #expect(
            rows.prefix(4) == [
                "garden: 1 file waits in the drop folder.", "  eve/list.csv",
                "  eve/photo.bin: no source of the pipeline takes it",
                "1 submission could not be read, or not to the end:",
            ], "\(rows)")
        #expect(rows[4].hasPrefix("  submission 6, ben/broken.json: the JSON is not well formed"), "\(rows[4])")
    }

    @Test("What came in the last 24 hours and 30 days is told apart, by submitter; what is older is in neither")
    func periods() throws {
        let project = try Garden.project()
        try project.night(at: "2026-03-01T12:00:00Z")
        try project.write(Garden.header + "E1,V8,2026-03-08,Parus major,1,Emil,\n", to: "drop/emil/list.csv")
        try project.night(at: Program.evening)
        #expect(
            try status(project).rows.filter { $0.hasPrefix("In ") || $0.hasPrefix("  ") } == [
                "In the last 24 hours (since 2026-05-21T12:00:00Z) nothing came.",
                "In the last 30 days (since 2026-04-22T12:00:00Z) came 1 submission, 1 record: 1 accepted, "
                    + "0 quarantined, 0 duplicates.",
                "  emil: 1 submission, 1 record: 1 accepted, 0 quarantined, 0 duplicates",
            ])
        let output = try status(project, "--json").output
        let facts = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
        #expect(facts["asOf"] as? String == Garden.thirdEvening)
        let submitters = try #require(facts["submitters"] as? [[String: Any]])
        #expect(submitters.map { $0["submitter"] as? String } == ["ana", "ben", "cleo", "emil"])
        func sent(_ index: Int, _ period: String) -> Int? {
            (submitters[index][period] as? [String: Any])?["submissions"] as? Int
        }
        #expect(sent(0, "last30Days") == 0 && sent(3, "last30Days") == 1 && sent(3, "last24Hours") == 0)
        #expect(submitters[0]["submissions"] as? Int == 4)
        #expect((submitters[0]["states"] as? [String: Int])?["duplicate"] == 1)
        #expect((submitters[0]["counts"] as? [String: Int])?["quarantined"] == 1)
        #expect(submitters[3]["newestArrival"] as? String == Program.evening)
    }
}
