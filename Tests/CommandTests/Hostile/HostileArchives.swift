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
            bytes: HostileZip([.init("a.csv", table("Z1")), .init("may/b.csv", table("Z2"))]).bytes())
        list.add("whole.tar", "the same as tar", .unpacked(1), bytes: HostileTar([.init("a.csv", table("Z3"))]).bytes())
        list.add(
            "whole.tar.gz", "the same as tar.gz", .unpacked(1),
            bytes: HostileGzip.pack(HostileTar([.init("a.csv", table("Z4"))]).bytes()))
        list.add(
            "slip.zip", "a member that leads out", .refused("leads out"),
            bytes: HostileZip([.init("../../outside/pwned.csv", table("Z5"))]).bytes())
        list.add(
            "absolute.zip", "a member at the root of the disk", .refused("root of the disk"),
            bytes: HostileZip([.init("/tmp/pwned.csv", table("Z6"))]).bytes())
        list.add(
            "windows.zip", "a member that leads out on Windows", .refused("backslash"),
            bytes: HostileZip([.init("..\\..\\pwned.csv", table("Z7"))]).bytes())
        list.add(
            "drive.zip", "a member on a drive", .refused("drive"),
            bytes: HostileZip([.init("C:pwned.csv", table("Z8"))]).bytes())
        list.add(
            "control.zip", "a member whose name has control characters", .refused("control characters"),
            bytes: HostileZip([.init("a\u{1B}[2J.csv", table("Z9"))]).bytes())
        list.add(
            "locked.zip", "an archive with a password", .refused("password"),
            bytes: HostileZip([.init("a.csv", table("Z10")) { $0.flags = 1 }]).bytes())
        list.add(
            "link.zip", "a link in an archive", .refused("link"),
            bytes: HostileZip([.init("a.csv", "/etc/passwd") { $0.attributes = 0o120777 << 16 }]).bytes())
        list.add(
            "bomb.zip", "a member of 100 MB in 100 kB", .refused("bomb"),
            bytes: HostileZip([
                .init("a.csv", "") {
                    $0.data = HostileGzip.pack([UInt8](repeating: 0, count: 100_000_000), isBare: true)
                    $0.method = 8
                    $0.size = 100_000_000
                }
            ]).bytes())
        list.add(
            "overlap.zip", "members that share their bytes, as the best bombs do", .refused(""),
            bytes: HostileZip(
                (0..<200).map { number in .init("\(number).csv", table("Z11")) { $0.sharesFirst = number > 0 } }
            ).bytes())
        list.add(
            "members.zip", "20,000 members", .refused("members"),
            bytes: HostileZip((0..<20_000).map { .init("\($0).csv", "") }).bytes())
        list.add(
            "double.zip", "two members of one name", .refused("two members"),
            bytes: HostileZip([.init("a.csv", table("Z12")), .init("a.csv", table("Z13"))]).bytes())
        list.add(
            "cut.zip", "an archive whose end is missing", .refused(""),
            bytes: cut(HostileZip([.init("a.csv", table("Z14"))]).bytes(), by: 30))
        list.add(
            "behind.zip", "an archive with bytes behind its end", .refused(""),
            bytes: joined(HostileZip([.init("a.csv", table("Z15"))]).bytes(), String(repeating: "A", count: 70_000)))
        list.add(
            "polyglot.csv", "a table that is an archive as well", .refused("not UTF-8"),
            bytes: joined(table("Z16"), HostileZip([.init("a.csv", table("Z17"))]).bytes()))
        list.add(
            "slip.tar", "tar: a member that leads out", .refused(""),
            bytes: HostileTar([.init("../../outside/pwned.csv", table("Z18"))]).bytes())
        list.add(
            "link.tar", "tar: a link, and a file through it", .refused(""),
            bytes: HostileTar([.init("x", "", kind: "2"), .init("x/a.csv", table("Z19"))]).bytes())
        list.add(
            "device.tar", "tar: a device", .refused(""), bytes: HostileTar([.init("null.csv", "", kind: "3")]).bytes())
        list.add(
            "huge.tar", "tar: a member that claims 8 GB", .refused(""),
            bytes: HostileTar([.init("a.csv", "", size: 8_589_934_591)]).bytes())
        list.add(
            "bomb.tar.gz", "tar: 10 GB in 10 MB", .refused(""),
            bytes: joined(
                HostileGzip.pack(cut(HostileTar([.init("a.csv", "", size: 1_000_000_000)]).bytes(), by: 1024)),
                hundredMembers(0)))
    }

    /// Workbooks. They are archives, and can be all that archives can be.
    static let workbooks = listing { list in
        list.add(
            "whole.xlsx", "a workbook in order", .taken(1), bytes: HostileZip.workbook(rows: sheetRows("W1")).bytes())
        list.add(
            "cut.xlsx", "a workbook whose end is missing", .refused(""),
            bytes: cut(HostileZip.workbook(rows: sheetRows("W2")).bytes(), by: 100))
        list.add(
            "entity.xlsx", "a sheet with a document type declaration", .refused("DOCTYPE"),
            bytes: HostileZip.workbook(
                before: "<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]>", rows: sheetRows("W3")
            ).bytes())
        list.add(
            "bomb.xlsx", "a sheet of 100 MB of blanks", .refused("bomb"),
            bytes: HostileZip.workbook(rows: String(repeating: " ", count: 100_000_000)).bytes())
        list.add(
            "far.xlsx", "a cell in a column that no sheet has", .refused("", accepted: 1),
            bytes: HostileZip.workbook(rows: sheetRows("W4") + "<row r=\"3\"><c r=\"ZZZZZZ3\"><v>1</v></c></row>")
                .bytes())
        list.add(
            "formula.xlsx", "a formula with its result", .taken(1),
            bytes: HostileZip.workbook(
                rows: sheetRows("W5", remarks: "<c t=\"str\"><f>WEBSERVICE(\"http://127.0.0.1:9\")</f><v>=1+1</v></c>")
            ).bytes())
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
