import Foundation
import Testing

/// What volunteers find beside the drop folder.
@Suite struct ReceiptTests {
    private func receipt(_ project: ScratchProject, _ path: String) throws -> [String: Any] {
        let data = Data(try project.read("receipts/\(path).json").utf8)
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    @Test("Every file gets a receipt in three forms, whose counts add up to the records in it")
    func everyFile() throws {
        let project = try Garden.project()
        try project.night()
        let delivered = try project.tree("drop").files.filter { !$0.split(separator: "/").last!.hasPrefix(".") }
        let receipts = try project.tree("receipts").files
        for path in delivered {
            let forms = receipts.filter { $0.hasPrefix("\(path).receipt-") }.map { $0.split(separator: ".").last! }
            #expect(forms == ["html", "json", "txt"], "\(path) has \(forms)")
        }
        for path in receipts where path.hasSuffix(".json") {
            let told = try receipt(project, String(path.dropLast(5)))
            let counts = try #require(told["counts"] as? [String: Int])
            let records = counts["records"] ?? -1
            let sum = ["accepted", "corrections", "quarantined", "duplicates", "withdrawals"].reduce(0) {
                $0 + (counts[$1] ?? 0)
            }
            #expect(records == sum, "\(path): \(counts)")
        }
    }

    @Test("A receipt names row, column, value and remedy of what is wrong, and lies beside a file for mending it")
    func problems() throws {
        let project = try ScratchProject(pipeline: Garden.pipeline)
        try project.write(Garden.anasList, to: "drop/ana/list.csv")
        try project.night()
        let text = try project.read("receipts/ana/list.csv.receipt-1.txt")
        #expect(
            text.contains("-4") && text.contains("individualCount") && text.contains("list.csv.mend-1.csv"), "\(text)")
        let mend = try project.read("receipts/ana/list.csv.mend-1.csv")
        let lines = mend.split(separator: "\r\n")
        #expect(lines.count == 2)
        #expect(
            lines[0].hasSuffix(
                "transect:mend,occurrenceID,eventID,eventDate,scientificName,individualCount,recordedBy,remarks"))
        #expect(lines[1].hasPrefix("1-2: ") || lines[1].hasPrefix("\"1-2: "))
        #expect(lines[1].hasSuffix("A2,V1,2026-05-01,Parus major,-4,Ana,"))
    }

    @Test("How values were understood is told with the first of them, in the column as the file calls it")
    func notes() throws {
        let project = try ScratchProject(
            pipeline: Garden.pipeline.replacingOccurrences(
                of: "- files: \"**/*.csv\"",
                with: "- {files: \"**/*.csv\", map: {Gatunek: {to: scientificName, "
                    + "lookup: {file: species.csv, from: pl, to: name}}}}"))
        try project.write("pl,name\nmazurek,Passer montanus\nsroka,Pica pica\n", to: "species.csv")
        let rows = "A1,2026-05-01,mazurek\nA2,2026-05-01,sroka\nA3,2026-05-01,sroka\nA4,2026-05-01,kruk\n"
        try project.write("occurrenceID,eventDate,Gatunek\n" + rows, to: "drop/ana/list.csv")
        try project.night()
        let text = try project.read("receipts/ana/list.csv.receipt-1.txt")
        #expect(text.contains("* 3 values, the first: mazurek in Gatunek was read as Passer montanus.\n"), "\(text)")
        let told = try #require(try receipt(project, "ana/list.csv.receipt-1")["notes"] as? [[String: Any]])
        #expect(told.map { $0["count"] as? Int } == [3])
        #expect(told.map { $0["message"] as? String } == ["mazurek in Gatunek was read as Passer montanus."])
    }

    @Test("A record with an error and a remark is told in one place, and not as taken")
    func refusedWithRemark() throws {
        let project = try ScratchProject(pipeline: Garden.pipeline)
        let rows = "A1,V1,1500-05-01,Pica pica,-2,Ana,\nA2,V1,1500-05-01,Parus major,2,Ana,\n"
        try project.write(Garden.header + rows, to: "drop/ana/list.csv")
        try project.night()
        let text = try project.read("receipts/ana/list.csv.receipt-1.txt")
        let parts = text.split(separator: "Worth a look\n---")
        #expect(parts.count == 2, "\(text)")
        #expect(parts.first?.matches(of: #/\* Row 2, column/#).count == 2, "\(text)")
        #expect(parts.last?.matches(of: #/\* Row \d+, column/#).map { String($0.0) } == ["* Row 3, column"], "\(text)")
    }

    @Test(
        "A file for mending, mended and dropped again, brings exactly its rows, and the original sent again adds nothing"
    )
    func mended() throws {
        let project = try ScratchProject(pipeline: Garden.pipeline)
        try project.write(Garden.anasList, to: "drop/ana/list.csv")
        try project.night()
        let mend = try project.read("receipts/ana/list.csv.mend-1.csv").replacingOccurrences(of: ",-4,", with: ",4,")
        try project.write(mend, to: "drop/ana/list.csv.mend-1.csv")
        let result = try project.night(at: Garden.secondEvening)
        #expect(result.rows.first == "1 submission, 1 record: 1 accepted, 0 quarantined, 0 duplicates.", "\(result)")
        #expect(try project.published("observations.csv").contains { $0.hasPrefix("2-1,A2,") })
        let fixed = Garden.anasList.replacingOccurrences(of: ",-4,", with: ",4,")
        try project.write(fixed, to: "drop/ana/list.csv")
        let again = try project.night(at: Garden.thirdEvening)
        #expect(again.rows.first == "1 submission, 3 records: 0 accepted, 0 quarantined, 3 duplicates.", "\(again)")
        let told = try receipt(project, "ana/list.csv.receipt-3")
        #expect((told["earlier"] as? [[String: Any]])?.count == 2)
    }

    @Test("A cell that many records share is told once, in the receipt and in the mend file")
    func sharedCells() throws {
        let project = try ScratchProject(
            pipeline: WideProject.pipeline(
                fields: "eventDate: {type: date}, sp: {}, n: {type: integer}",
                more: "publish: {hold: {quarantined: none}}"))
        let species = 1_200
        let header = "eventDate," + (1...species).map { "s\($0)" }.joined(separator: ",")
        let counts = Array(repeating: "1", count: species).joined(separator: ",")
        let words = (1...species).map { "x\($0)" }.joined(separator: ",")
        let rows = ["2026-13-01,\(counts)", "2026-05-01,\(counts)", "nodate,many,\(counts.dropFirst(2))"]
        try project.write(([header] + rows).joined(separator: "\n") + "\n", to: "drop/ana/list.csv")
        try project.write("\(header)\n2026-05-01,\(words)\n", to: "drop/ana/words.csv")
        try project.night()

        let told = try receipt(project, "ana/list.csv.receipt-1")
        let problems = try #require(told["problems"] as? [[String: Any]])
        #expect(problems.map { $0["row"] as? Int } == [2, 4, 4] && told["problemCount"] as? Int == 3)
        #expect(problems.map { $0["column"] as? String } == ["eventDate", "eventDate", "s1"])
        #expect((told["counts"] as? [String: Int])?["quarantined"] == 2 * species)
        let mend = try project.read("receipts/ana/list.csv.mend-1.csv").split(separator: "\r\n")
        #expect(mend.count == 3)
        for line in mend.dropFirst() {
            #expect(line.matches(of: #/is not a date/#).count == 1, "\(line.prefix(500))")
        }
        #expect(mend.last?.contains("“many” in column s1 is not a whole number.") == true)
        #expect(try project.transect("findings", "--csv", "--submission", "1").rows.count == 1 + 2 * species + 1)

        // More is wrong with one row than a spreadsheet's cell takes.
        #expect(try receipt(project, "ana/words.csv.receipt-2")["problemCount"] as? Int == species)
        let full = try project.read("receipts/ana/words.csv.mend-2.csv").split(separator: "\r\n")
        let cell = try #require(full.last?.dropFirst().prefix { $0 != "\"" })
        #expect(cell.hasSuffix("…") && (29_000..<30_100).contains(cell.utf8.count), "\(cell.utf8.count)")
    }

    @Test("Where the name of a column is what there is to mend, the file for mending leaves its header empty")
    func missingName() throws {
        let project = try ScratchProject(
            pipeline: WideProject.pipeline(
                fields: "eventDate: {}, sp: {}, n: {type: integer, missingValues: [\"\", x]}"))
        try project.write("eventDate,fox,deer,\n2026-05-01,3,x,7\n", to: "drop/ana/list.csv")
        let first = try project.night()
        #expect(first.rows.first == "1 submission, 3 records: 2 accepted, 1 quarantined, 0 duplicates.", "\(first)")
        #expect(
            try project.published("observations.csv") == [
                "recordID,eventDate,sp,n", "1-1,2026-05-01,fox,3", "1-2,2026-05-01,deer,",
            ])
        let mend = try project.read("receipts/ana/list.csv.mend-1.csv")
        #expect(mend.contains("transect:mend,eventDate,fox,deer,\r\n"), "\(mend)")
        try project.write(
            mend.replacingOccurrences(of: "deer,\r", with: "deer,hare\r"), to: "drop/ana/list.csv.mend-1.csv")
        try project.night(at: Garden.secondEvening)
        #expect(try project.published("observations.csv").contains { $0.hasSuffix(",2026-05-01,hare,7") })
    }

    @Test("A mend file is in the dialect and encoding of the file that it mends, and hostile cells do no harm in it")
    func dialect() throws {
        let project = try ScratchProject(
            pipeline: Garden.pipeline.replacingOccurrences(
                of: "- files: \"**/*.csv\"", with: "- {files: \"**/*.csv\", locale: pl, encoding: windows-1250}"))
        let rows =
            "occurrenceID;individualCount;scientificName;eventDate;remarks\nZ1;zły;Pica pica;2026-05-01;=SUM(A1)\n"
        var bytes = Data()
        for scalar in rows.unicodeScalars { bytes.append(scalar == "ł" ? 0xB3 : UInt8(scalar.value)) }
        try project.write(bytes, to: "drop/ana/lista.csv")
        try project.night()
        let mend = try Data(contentsOf: URL(fileURLWithPath: "\(project.root)/receipts/ana/lista.csv.mend-1.csv"))
        #expect(mend.range(of: Data([0x7A, 0xB3, 0x79])) != nil, "zły in Windows-1250")
        #expect(String(decoding: mend, as: UTF8.self).contains(";'=SUM(A1)"))
        let mended = mend.map { $0 }
        var text: [UInt8] = []
        var index = 0
        while index < mended.count {
            // zły between delimiters becomes 5.
            if mended[index...].starts(with: [0x3B, 0x7A, 0xB3, 0x79, 0x3B]) {
                text += Array(";5;".utf8)
                index += 5
            } else {
                text.append(mended[index])
                index += 1
            }
        }
        try project.write(Data(text), to: "drop/ana/lista.csv.mend-1.csv")
        try project.night(at: Garden.secondEvening)
        #expect(try project.published("observations.csv").contains { $0.contains("Z1") && $0.hasSuffix("'=SUM(A1)") })
    }

    @Test("A receipt is in the language of its reader: as people.csv says, else the project, else the files' locale")
    func languages() throws {
        let pipeline = Garden.pipeline
            .replacingOccurrences(
                of: "record:", with: "contributors: {people: people.csv}\nreceipts: {language: es}\nrecord:")
        let project = try ScratchProject(pipeline: pipeline)
        try project.write("alias,person,language\nana,Ana Nowak,pl\n", to: "people.csv")
        try project.write(Garden.anasList, to: "drop/ana/list.csv")
        try project.write(Garden.anasList.replacingOccurrences(of: "A", with: "B"), to: "drop/ben/list.csv")
        try project.night()
        #expect(try project.read("receipts/ana/list.csv.receipt-1.html").contains("lang=\"pl\""))
        #expect(try project.read("receipts/ben/list.csv.receipt-2.html").contains("lang=\"es\""))
    }

    @Test("The page of a sender lists what was sent and says what became of it, and is renewed by the next version")
    func page() throws {
        let project = try Garden.project()
        try project.night()
        let page = try project.read("receipts/ana/index.html")
        #expect(page.contains("receipt-"))
        let before = try project.tree("receipts")
        try project.night(at: Garden.secondEvening)
        #expect(try project.tree("receipts") == before, "nothing new, nothing written")
    }

    @Test("Nobody who puts a link into the folder of receipts leads a receipt out of it")
    func links() throws {
        let project = try ScratchProject(pipeline: Garden.pipeline)
        try project.write("kept", to: "elsewhere/kept")
        try project.write("kept", to: "receipts/kept")
        try Program.shell("ln -s '\(project.root)/elsewhere' '\(project.root)/receipts/ana'")
        try project.write(Garden.anasList, to: "drop/ana/list.csv")
        let result = try project.night()
        #expect(result.code == 0)
        #expect(result.output.contains("ana: not taken") || result.output.contains("cannot be written"), "\(result)")
        #expect(try project.tree("elsewhere").files == ["kept"])
        try Program.shell("rm '\(project.root)/receipts/ana'")
        try project.night(at: Garden.secondEvening)
        #expect(project.exists("receipts/ana/list.csv.receipt-1.html"), "owed receipts come when they can")
    }

    @Test("The same bytes again are told as such; an archive gets one receipt with all its parts")
    func repeatedAndPacked() throws {
        let project = try ScratchProject(pipeline: Garden.pipeline)
        try project.write(Data(Packed.mayCounts), to: "drop/ana/may.zip")
        try project.night()
        let packed = try receipt(project, "ana/may.zip.receipt-1")
        #expect((packed["parts"] as? [[String: Any]])?.count == 3)
        #expect((packed["counts"] as? [String: Int])?["records"] == 3)
        #expect(project.exists("receipts/ana/may.zip.monday.csv.mend-2.csv"))
        try project.write(Data(Packed.mayCounts), to: "drop/ana/may again.zip")
        try project.night(at: Garden.secondEvening)
        let again = try project.read("receipts/ana/may again.zip.receipt-4.txt")
        #expect(again.contains("may.zip"), "\(again)")
    }

    @Test("No receipts where the project wants none, none of imports, and the folder must not lie in another")
    func none() throws {
        let project = try ScratchProject(pipeline: Garden.pipeline + "receipts: none\n")
        try project.write(Garden.anasList, to: "drop/ana/list.csv")
        try project.night()
        #expect(!project.exists("receipts"))
        let inside = try ScratchProject(pipeline: Garden.pipeline + "receipts: drop/receipts\n")
        #expect(try inside.transect("check").code == 2)
        let old = try ScratchProject(pipeline: Garden.pipeline)
        try old.write(Garden.anasList, to: "old/ana/list.csv")
        _ = try old.transect("import", "\(old.root)/old")
        #expect(try old.tree("receipts").files.isEmpty)
    }
}
