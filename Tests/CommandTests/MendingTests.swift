import Foundation
import Testing

/// What was quarantined and mended since no longer waits, wherever it is told.
@Suite struct MendingTests {
    /// A night with a record that is quarantined, and one with the mend file.
    private func mended() throws -> ScratchProject {
        let project = try ScratchProject(pipeline: Garden.pipeline)
        try project.write(Garden.anasList, to: "drop/ana/list.csv")
        try project.night()
        let mend = try project.read("receipts/ana/list.csv.mend-1.csv").replacingOccurrences(of: ",-4,", with: ",4,")
        try project.write(mend, to: "drop/ana/list.csv.mend-1.csv")
        try project.night(at: Garden.secondEvening)
        return project
    }

    @Test("The page of the sender offers a mend file as long as rows wait, and is renewed; receipts stay as they are")
    func page() throws {
        let project = try ScratchProject(pipeline: Garden.pipeline)
        try project.write(Garden.anasList, to: "drop/ana/list.csv")
        try project.night()
        let before = try project.read("receipts/ana/index.html")
        #expect(before.contains("Mend file (1)") && before.contains("</i>Waiting to be mended</th><td>1</td>"))
        let receipt = try project.read("receipts/ana/list.csv.receipt-1.html")
        let mend = try project.read("receipts/ana/list.csv.mend-1.csv").replacingOccurrences(of: ",-4,", with: ",4,")
        try project.write(mend, to: "drop/ana/list.csv.mend-1.csv")
        try project.night(at: Garden.secondEvening)
        let after = try project.read("receipts/ana/index.html")
        #expect(!after.contains("Mend file") && !after.contains("</i>Waiting to be mended"))
        #expect(after.contains("</i>Mended or sent again since</th><td>1</td>"))
        #expect(after.contains("Records in all files</th><td>4</td>"))
        #expect(try project.read("receipts/ana/list.csv.receipt-1.html") == receipt)
        let told = try project.read("receipts/ana/list.csv.mend-1.csv.receipt-2.txt")
        #expect(!told.contains("transect:mend"), "the column is none of the file's own")
    }

    @Test("status, submissions and explain say what was mended since")
    func told() throws {
        let project = try mended()
        let status = try project.transect("status", environment: ["TRANSECT_NOW": Garden.thirdEvening]).rows
        #expect(
            status.contains(
                "  ana: 2 submissions, 4 records: 3 accepted, 1 quarantined (1 mended or sent again since), 0 duplicates"
            ),
            "\(status)")
        let row = status.first { $0.hasPrefix("ana ") }?.split(separator: " ").joined(separator: " ")
        #expect(row == "ana 0 2 0 0 0 0 3 0 1 0 2026-05-21", "\(status)")
        #expect(
            try project.transect("submissions").rows[1].hasSuffix(
                "3 records: 2 accepted, 1 quarantined, 0 duplicates; 1 mended or sent again since"))
        #expect(try project.transect("submissions", "--csv").rows[1].hasSuffix(",judged,3,2,0,1,0,0,0,0,,false,,,0"))
        let explained = try project.transect("explain", "1-2").rows
        let verdict = try #require(explained.firstIndex { $0.hasPrefix("It is not in the dataset now") })
        #expect(explained[verdict] == "It is not in the dataset now: what was found in it keeps it out.")
        #expect(
            explained[verdict + 1]
                == "It was mended since by 2-1, of submission 2 (ana/list.csv.mend-1.csv).", "\(explained)")
        #expect(try project.transect("explain", "2-1").rows.contains("  individualCount = 4"))
    }

    @Test("So do they where the whole file was corrected and sent again")
    func sentAgain() throws {
        let project = try ScratchProject(pipeline: Garden.pipeline)
        try project.write(Garden.anasList, to: "drop/ana/list.csv")
        try project.night()
        try project.write(Garden.anasList.replacingOccurrences(of: ",-4,", with: ",4,"), to: "drop/ana/list.csv")
        try project.night(at: Garden.secondEvening)
        #expect(try !project.read("receipts/ana/index.html").contains("Mend file"))
        #expect(
            try project.transect("explain", "1-2").rows.contains(
                "Its file was sent again since: submission 2 (ana/list.csv)."))
        let status = try project.transect("status", environment: ["TRANSECT_NOW": Garden.thirdEvening]).output
        #expect(status.contains("1 quarantined (1 mended or sent again since), 2 duplicates"), "\(status)")
    }

    @Test("Where one row is several records, explain names the row that mends them, not a record for each")
    func row() throws {
        let project = try ScratchProject(
            pipeline: WideProject.pipeline(
                fields: "eventDate: {}, sp: {}, n: {type: integer}"))
        try project.write("eventDate,fox,deer\n2026-05-01,x,y\n", to: "drop/ana/list.csv")
        try project.night()
        let mend = try project.read("receipts/ana/list.csv.mend-1.csv")
        try project.write(
            mend.replacingOccurrences(of: "2026-05-01,x,y", with: "2026-05-01,1,2"),
            to: "drop/ana/list.csv.mend-1.csv")
        try project.night(at: Garden.secondEvening)
        for record in ["1-1", "1-2"] {
            let explained = try project.transect("explain", record).rows
            #expect(
                explained.contains(
                    "It was mended since by the row of 2-1, of submission 2 (ana/list.csv.mend-1.csv)."),
                "\(explained)")
        }
    }

    @Test("With the mend file revoked, its records wait again everywhere")
    func revoked() throws {
        let project = try mended()
        try project.decide("revoke", "2")
        #expect(try !project.transect("explain", "1-2").output.contains("mended since"))
        #expect(try !project.transect("status").output.contains("mended or sent again"))
        try project.night(at: Garden.thirdEvening)
        #expect(try project.read("receipts/ana/index.html").contains("Mend file (1)"))
        #expect(try !project.transect("explain", "1-2").output.contains("mended since"))
    }
}
