import Foundation
import Testing

/// Every published value can be traced to file, line and what was written there.
@Suite struct ExplainTests {
    @Test("A record from CSV: file, line, what was written, values, votes")
    func plain() throws {
        let project = try Garden.project()
        try project.night()
        let rows = try project.transect("explain", "1-1").rows
        #expect(rows[0] == "Record 1-1")
        #expect(
            rows[1].hasPrefix(
                "First accepted from submission 1: ana/1-list.csv (submitter ana), arrived 2026-05-20T12:00:00Z, SHA-256 "
            ))
        #expect(
            rows.dropFirst(2).prefix { $0 != "History:" } == [
                "  row 2, line 2, as it was written:", "    occurrenceID: \"A1\"", "    eventID: \"V1\"",
                "    eventDate: \"2026-05-01\"", "    scientificName: \"Pica pica\"", "    individualCount: \"2\"",
                "    recordedBy: \"Ana\"", "    remarks: \"=1+1\"", "Values:", "  occurrenceID = A1", "  eventID = V1",
                "  eventDate = 2026-05-01", "  scientificName = Pica pica", "  individualCount = 2",
                "  recordedBy = Ana", "  remarks = =1+1", "  phone = (missing)", "No findings.",
                "Consensus on individualCount for V1, Pica pica: agreed, leading 2, 2 of 2 votes", "  Ana: 2",
                "  Ben: 2",
            ])
    }

    @Test("A corrected record: both files, and the value that stands")
    func corrected() throws {
        let project = try Garden.project()
        try project.night()
        let output = try project.transect("explain", "1-3").output
        #expect(output.contains("First accepted from submission 1: ana/1-list.csv"))
        #expect(output.contains("  row 4, line 4, as it was written:"))
        #expect(output.contains("    individualCount: \"5\"\n"))
        #expect(output.contains("Corrected from submission 3: ana/3-correction.csv"))
        #expect(output.contains("    individualCount: \"6\"\n"))
        #expect(output.contains("  individualCount = 6\n"))
        #expect(
            output.contains(
                "Consensus on individualCount for V2, Pica pica: contested, leading 4 and 5 and 6, 1 of 3 votes"))
    }

    @Test("Records from JSON, XML and gzip show what was written there")
    func otherFormats() throws {
        let project = try Garden.project()
        try project.night()
        #expect(try project.transect("explain", "5-2").output.contains("ben/app.json (submitter ben)"))
        #expect(try project.transect("explain", "5-2").output.contains("    id: \"B2\"\n"))
        #expect(try project.transect("explain", "6-1").output.contains("    individualCount: \"5\"\n"))
        let packed = try project.transect("explain", "4-1").output
        #expect(packed.contains("ana/4-more.csv.gz") && packed.contains("  row 2, line 2, as it was written:"))
    }

    @Test("Species as columns: one row of the file is several records, and each leads back to its row")
    func unpivoted() throws {
        let project = try ScratchProject(
            pipeline: """
                name: counts
                title: Counts
                creators: [{name: River Club}]
                licence: CC0-1.0
                sources:
                  - files: "**/*.csv"
                    locale: pl
                    map: {Data: eventDate, Kto: recordedBy}
                    unpivot: {except: [Data, Kto], name: scientificName, value: individualCount}
                fields:
                  eventDate: {type: eventDate}
                  recordedBy: {}
                  scientificName: {}
                  individualCount: {type: integer, constraints: {minimum: 0}}

                """)
        try project.write("Data;Kto;sroka;bogatka\n01.05.2026;Ewa;3;\n02.05.2026;Ewa;-1;4\n", to: "drop/ewa/may.csv")
        let result = try project.night()
        #expect(result.rows.first == "1 submission, 3 records: 2 accepted, 1 quarantined, 0 duplicates.")
        let ids = try project.published("observations.csv").dropFirst().map { $0.split(separator: ",")[0] }
        #expect(ids == ["1-1", "1-4"])
        let rows = try project.transect("explain", "1-4").rows
        #expect(
            rows.dropFirst(2).prefix { $0 != "History:" } == [
                "  row 3, line 3, as it was written:", "    Data: \"02.05.2026\"", "    Kto: \"Ewa\"",
                "    sroka: \"-1\"", "    bogatka: \"4\"", "Values:", "  eventDate = 2026-05-02", "  recordedBy = Ewa",
                "  scientificName = bogatka", "  individualCount = 4", "No findings.",
            ])
    }

    @Test("What was flagged stands with the record, and in findings.csv")
    func flagged() throws {
        let project = try ScratchProject(pipeline: Garden.pipeline)
        try project.write(Garden.header + "F1,V1,1066-10-14,Pica pica,1,Ana,\n", to: "drop/ana/old.csv")
        let result = try project.night()
        #expect(
            result.rows.first
                == "1 submission, 1 record: 1 accepted, 0 quarantined, 0 duplicates (1 of the accepted is flagged).")
        let explained = try project.transect("explain", "1-1").output
        #expect(explained.contains("Findings:\n  event-date-plausible (warning): "))
        let findings = try project.published("findings.csv")
        #expect(findings.count == 2)
        #expect(findings[1].hasPrefix("1-1,event-date-plausible,eventDate,"))
    }
}
