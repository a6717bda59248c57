import ArchiveWriters
import Foundation

extension Hostile {
    /// What is compressed. Bombs are refused long before they are expanded.
    static let packed = listing { list in
        list.add(
            "bomb.csv.gz", "10 GB in 10 MB", .refused("bomb"),
            bytes: hundredMembers(0x61))
        list.add(
            "twice.csv.gz", "gzip in gzip", .refused("gzip twice"),
            bytes: HostileGzip.pack(HostileGzip.pack(table("G1"))))
        list.add(
            "cut.csv.gz", "a download that broke off", .refused("ends in the middle", accepted: nil),
            bytes: cut(HostileGzip.pack(rows("G2", 2000)), by: 2000))
        list.add(
            "behind.csv.gz", "bytes behind the end", .refused("behind the end"),
            bytes: joined(HostileGzip.pack(table("G3")), "and more"))
        list.add(
            "checksum.csv.gz", "a wrong checksum", .refused("damaged"),
            bytes: flipped(HostileGzip.pack(table("G4")), at: 6))
        list.add(
            "members.csv.gz", "200,000 empty members", .taken(1),
            bytes: joined(HostileGzip.pack(table("G5")), HostileGzip.repeated([], times: 200_000)))
        list.add("nothing.csv.gz", "nothing, compressed", .taken(0), bytes: HostileGzip.pack([]))
        list.add(
            "bomb.json.gz", "a text of 10 GB in JSON", .refused("bomb"),
            bytes: joined(HostileGzip.pack("[{\"a\": \""), hundredMembers(0x61)))
        list.add(
            "bomb.xml.gz", "an element of 10 GB", .refused("bomb"),
            bytes: joined(HostileGzip.pack("<r><o>"), hundredMembers(0x20)))
    }

    /// Archives.
    static let archives = listing { list in
        list.add(
            "whole.zip", "an archive of two tables, in order", .unpacked(2),
            bytes: zip([.init("a.csv", table("Z1")), .init("may/b.csv", table("Z2"))]))
        list.add("whole.tar", "the same as tar", .unpacked(1), bytes: tar { $0.add("a.csv", table("Z3")) })
        list.add(
            "whole.tar.gz", "the same as tar.gz", .unpacked(1),
            bytes: HostileGzip.pack(tar { $0.add("a.csv", table("Z4")) }))
        list.add(
            "slip.zip", "a member that leads out", .refused("leads out"),
            bytes: zip([.init("../../outside/pwned.csv", table("Z5"))]))
        list.add(
            "absolute.zip", "a member at the root of the disk", .refused("root of the disk"),
            bytes: zip([.init("/tmp/pwned.csv", table("Z6"))]))
        list.add(
            "windows.zip", "a member that leads out on Windows", .refused("backslash"),
            bytes: zip([.init("..\\..\\pwned.csv", table("Z7"))]))
        list.add(
            "drive.zip", "a member on a drive", .refused("drive"),
            bytes: zip([.init("C:pwned.csv", table("Z8"))]))
        list.add(
            "control.zip", "a member whose name has control characters", .refused("control characters"),
            bytes: zip([.init("a\u{1B}[2J.csv", table("Z9"))]))
        list.add(
            "locked.zip", "an archive with a password", .refused("password"),
            bytes: zip([.init("a.csv", table("Z10")).with { $0.flags = 1 }]))
        list.add(
            "link.zip", "a link in an archive", .refused("link"),
            bytes: zip([
                .init("a.csv", "/etc/passwd").with { member in
                    member.madeBy = 0x0314
                    member.attributes = 0o120777 << 16
                }
            ]))
        list.add(
            "bomb.zip", "a member of 100 MB in 100 kB", .refused("bomb"),
            bytes: zip([.init(Array("a.csv".utf8), [UInt8](repeating: 0, count: 100_000_000))]))
        list.add(
            "overlap.zip", "members that share their bytes, as the best bombs do", .refused(""),
            bytes: zip(
                (0..<200).map { number in
                    .init("\(number).csv", table("Z11")).with { $0.localOffset = number > 0 ? 0 : nil }
                }))
        list.add(
            "members.zip", "20,000 members", .refused("members"),
            bytes: zip((0..<20_000).map { .init("\($0).csv", "") }))
        list.add(
            "double.zip", "two members of one name", .refused("two members"),
            bytes: zip([.init("a.csv", table("Z12")), .init("a.csv", table("Z13"))]))
        list.add(
            "cut.zip", "an archive whose end is missing", .refused(""),
            bytes: cut(zip([.init("a.csv", table("Z14"))]), by: 30))
        list.add(
            "behind.zip", "an archive with bytes behind its end", .refused(""),
            bytes: joined(zip([.init("a.csv", table("Z15"))]), String(repeating: "A", count: 70_000)))
        list.add(
            "polyglot.csv", "a table that is an archive as well", .refused("not UTF-8"),
            bytes: joined(table("Z16"), zip([.init("a.csv", table("Z17"))])))
        list.add(
            "slip.tar", "tar: a member that leads out", .refused(""),
            bytes: tar { $0.add("../../outside/pwned.csv", table("Z18")) })
        list.add(
            "link.tar", "tar: a link, and a file through it", .refused(""),
            bytes: tar { tar in
                tar.add("x", type: "2") { TarWriter.put("/etc", at: 157, in: &$0) }
                tar.add("x/a.csv", table("Z19"))
            })
        list.add(
            "device.tar", "tar: a device", .refused(""), bytes: tar { $0.add("null.csv", type: "3") })
        list.add(
            "huge.tar", "tar: a member that claims 8 GB", .refused(""),
            bytes: tar { $0.add("a.csv", "", size: 8_589_934_591) })
        list.add(
            "bomb.tar.gz", "tar: 10 GB in 10 MB", .refused(""),
            bytes: joined(
                HostileGzip.pack(cut(tar { $0.add("a.csv", "", size: 1_000_000_000) }, by: 1024)),
                hundredMembers(0)))
    }

    /// Workbooks. They are archives, and can be all that archives can be.
    static let workbooks = listing { list in
        list.add(
            "whole.xlsx", "a workbook in order", .taken(1), bytes: workbook(rows: sheetRows("W1")))
        list.add(
            "cut.xlsx", "a workbook whose end is missing", .refused(""),
            bytes: cut(workbook(rows: sheetRows("W2")), by: 100))
        list.add(
            "entity.xlsx", "a sheet with a document type declaration", .refused("DOCTYPE"),
            bytes: workbook(
                before: "<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]>", rows: sheetRows("W3")
            ))
        list.add(
            "bomb.xlsx", "a sheet of 100 MB of blanks", .refused("bomb"),
            bytes: workbook(rows: String(repeating: " ", count: 100_000_000)))
        list.add(
            "far.xlsx", "a cell in a column that no sheet has", .refused("", accepted: 1),
            bytes: workbook(rows: sheetRows("W4") + "<row r=\"3\"><c r=\"ZZZZZZ3\"><v>1</v></c></row>"))
        list.add(
            "formula.xlsx", "a formula with its result", .taken(1),
            bytes: workbook(
                rows: sheetRows("W5", remarks: "<c t=\"str\"><f>WEBSERVICE(\"http://127.0.0.1:9\")</f><v>=1+1</v></c>")
            ))
    }

    /// A ZIP archive.
    static func zip(_ members: [ZipWriter.Member]) -> [UInt8] { ZipWriter(members).bytes() }

    private static func tar(_ fill: (inout TarWriter) -> Void) -> [UInt8] {
        var writer = TarWriter()
        fill(&writer)
        return writer.bytes()
    }

    /// A workbook of one sheet (ECMA-376).
    private static func workbook(before: String = "", rows: String) -> [UInt8] {
        let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        func link(_ type: String, _ target: String) -> String {
            "<Relationships><Relationship Id=\"rId1\" Type=\"\(office)/\(type)\" Target=\"\(target)\"/></Relationships>"
        }
        let sheet = "<sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets>"
        return zip([
            .init("[Content_Types].xml", "<Types/>"), .init("_rels/.rels", link("officeDocument", "xl/workbook.xml")),
            .init("xl/_rels/workbook.xml.rels", link("worksheet", "worksheets/sheet1.xml")),
            .init("xl/workbook.xml", "<workbook \(main) xmlns:r=\"\(office)\">\(sheet)</workbook>"),
            .init(
                "xl/worksheets/sheet1.xml",
                "\(before)<worksheet \(main)><sheetData>\(rows)</sheetData></worksheet>"),
        ])
    }

    /// A gzip file of one byte 10,000,000,000 times.
    private static func hundredMembers(_ byte: UInt8) -> [UInt8] {
        HostileGzip.repeated([UInt8](repeating: byte, count: 100_000_000), times: 100)
    }

    private static func sheetRows(_ id: String, remarks: String = "") -> String {
        func row(_ cells: [String], _ more: String) -> String {
            "<row>" + cells.map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }.joined() + more + "</row>"
        }
        let names = header.trimmingCharacters(in: .newlines).components(separatedBy: ",")
        return row(names, "") + row([id, "2026-05-01", "Pica pica", "1", "Eve"], remarks)
    }

    private static func flipped(_ bytes: [UInt8], at placeFromEnd: Int) -> [UInt8] {
        var bytes = bytes
        bytes[bytes.count - placeFromEnd] ^= 1
        return bytes
    }
}
