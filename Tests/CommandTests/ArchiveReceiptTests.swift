import ArchiveWriters
import Foundation
import Testing

/// What the sender of an archive is told whose files fared differently.
@Suite struct ArchiveReceiptTests {
    private static func rows(_ letter: String, _ count: Int, _ value: Int) -> String {
        Garden.header + (1...count).map { "\(letter)\($0),V1,2026-05-01,Pica pica,\(value),Ana,\n" }.joined()
    }

    /// A night with an archive of which one file is taken, one is to be mended, and one is held.
    private func project() throws -> ScratchProject {
        let project = try ScratchProject(pipeline: Garden.pipeline)
        let bytes = ZipWriter.bytes(
            .init("bad.csv", Self.rows("B", 1, -1)), .init("held.csv", Self.rows("H", 25, -1)),
            .init("ok.csv", Self.rows("O", 1, 1)))
        try project.write(Data(bytes), to: "drop/ana/arch.zip")
        let run = try project.transect("run", environment: ["TRANSECT_NOW": Program.evening])
        #expect(run.code == 1 && run.output.contains("held.csv: held"), "\(run)")
        return project
    }

    @Test("What is held is told as such, and does not count among what was taken or is to be mended")
    func held() throws {
        let project = try project()
        let data = Data(try project.read("receipts/ana/arch.zip.receipt-1.json").utf8)
        let told = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect((told["outcome"] as? [String: Any])?["kind"] as? String == "taken-in-part")
        let counts = try #require(told["counts"] as? [String: Int])
        #expect(counts["accepted"] == 1 && counts["quarantined"] == 1 && counts["records"] == 2, "\(counts)")
        #expect((told["mend"] as? [String: Any])?["rows"] as? Int == 1)
        #expect(told["problemCount"] as? Int == 1)
        let parts = try #require(told["parts"] as? [[String: Any]])
        #expect(
            parts.map { ($0["outcome"] as? [String: Any])?["kind"] as? String } == ["taken", "held", "taken"])
        let text = try project.read("receipts/ana/arch.zip.receipt-1.txt")
        #expect(text.contains("Partly: not everything in this archive was taken.") && text.contains("1 record waits"))
        #expect(text.contains("* held.csv: 25 records\n  Not yet: somebody from the project will look"), "\(text)")
        let page = try project.read("receipts/ana/index.html")
        #expect(page.contains("Mend file (1)") && page.contains("</i>Waiting to be mended</th><td>1</td>"))
        #expect(page.contains("Taken in part"))
        let status = try project.transect("status", environment: ["TRANSECT_NOW": Garden.secondEvening]).rows
        let row = try #require(status.first { $0.hasPrefix("ana ") })
        #expect(row.split(separator: " ").dropLast().last == "1", "\(row)")
    }

    @Test("What is decided about a file in it is told of that file, not of the archive")
    func decided() throws {
        let project = try project()
        try project.decide("revoke", "2")
        try project.decide("reject", "3")
        try project.night(at: Garden.thirdEvening)
        let names = try project.tree("receipts/ana").files.filter { $0.contains(".addendum-") && $0.hasSuffix(".txt") }
        let addenda = try names.map { try project.read("receipts/ana/\($0)") }
        #expect(addenda.count == 2)
        for text in addenda {
            #expect(text.contains("Partly: not everything in this archive was taken.") && !text.contains("all is well"))
            #expect(text.contains("* bad.csv: 0 records\n  This file was taken out again"), "\(text)")
            #expect(text.contains("* held.csv: 0 records\n  The project has decided not to take"), "\(text)")
            #expect(text.contains("* ok.csv: 1 record\n"), "\(text)")
            #expect(text.contains("  1  Records in the files that were taken\n"), "\(text)")
        }
        #expect(addenda.contains { $0.contains(", bad.csv: the file was taken out of the dataset\n") })
        #expect(addenda.contains { $0.contains(", held.csv: somebody from the project has looked at the file") })
        let page = try project.read("receipts/ana/index.html")
        #expect(page.contains("Taken in part") && !page.contains("Mend file") && !page.contains("</i>Waiting to be"))
    }

    @Test("Where nothing of an archive is judged as long as somebody looks at it first, that is what became of it")
    func heldWhole() throws {
        let project = try ScratchProject(pipeline: Garden.pipeline)
        let bytes = ZipWriter.bytes(.init("held.csv", Self.rows("H", 25, -1)))
        try project.write(Data(bytes), to: "drop/ana/arch.zip")
        _ = try project.transect("run", environment: ["TRANSECT_NOW": Program.evening])
        let text = try project.read("receipts/ana/arch.zip.receipt-1.txt")
        #expect(
            text.contains("\nNot yet: somebody from the project") && text.contains("What would become of the records"))
        let page = try project.read("receipts/ana/index.html")
        #expect(page.contains("Waiting for the project") && !page.contains("Mend file"))
    }
}
