import Foundation

/// Writes ZIP archives that may say anything about themselves (PKWARE's APPNOTE.TXT §4.3).
struct HostileZip {
    struct Member {
        var name: String
        /// The bytes as they lie in the archive.
        var data: [UInt8]
        var method = 0
        var flags = 0x800
        var attributes = 0
        /// The checksum of the expanded bytes.
        var checksum: Int?
        /// What the archive says about the size of the expanded bytes.
        var size: Int?
        /// Whether it has no bytes of its own, but the first member's.
        var sharesFirst = false

        init(_ name: String, _ text: String, _ change: (inout Member) -> Void = { _ in }) {
            self.name = name
            data = Array(text.utf8)
            change(&self)
        }
    }

    let members: [Member]

    init(_ members: [Member]) { self.members = members }

    func bytes() -> [UInt8] {
        var file: [UInt8] = []
        var list: [UInt8] = []
        for member in members {
            let name = Array(member.name.utf8)
            let offset = member.sharesFirst ? 0 : file.count
            var facts: [UInt8] = [20, 0]
            facts += little(member.flags, 2) + little(member.method, 2)
            facts += [0, 0, 0x21, 0]
            facts += little(member.checksum ?? HostileGzip.checksum(member.data), 4)
            facts += little(member.data.count, 4) + little(member.size ?? member.data.count, 4)
            facts += little(name.count, 2) + little(0, 2)
            list += little(0x0201_4B50, 4) + little(0x0314, 2) + facts + little(0, 6)
            list += little(member.attributes, 4) + little(offset, 4) + name
            if !member.sharesFirst { file += little(0x0403_4B50, 4) + facts + name + member.data }
        }
        let count = little(members.count, 2)
        var end = little(0x0605_4B50, 4) + little(0, 4) + count + count
        end += little(list.count, 4) + little(file.count, 4) + little(0, 2)
        return file + list + end
    }

    /// A workbook of one sheet (ECMA-376).
    static func workbook(before: String = "", rows: String) -> HostileZip {
        let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        func link(_ type: String, _ target: String) -> String {
            "<Relationships><Relationship Id=\"rId1\" Type=\"\(office)/\(type)\" Target=\"\(target)\"/></Relationships>"
        }
        let sheet = "\(before)<worksheet \(main)><sheetData>\(rows)</sheetData></worksheet>"
        return HostileZip([
            Member("[Content_Types].xml", "<Types/>"), Member("_rels/.rels", link("officeDocument", "xl/workbook.xml")),
            Member("xl/_rels/workbook.xml.rels", link("worksheet", "worksheets/sheet1.xml")),
            Member(
                "xl/workbook.xml",
                "<workbook \(main) xmlns:r=\"\(office)\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
            Member("xl/worksheets/sheet1.xml", "") {
                $0.data = HostileGzip.pack(Array(sheet.utf8), isBare: true)
                $0.method = 8
                $0.checksum = HostileGzip.checksum(Array(sheet.utf8))
                $0.size = sheet.utf8.count
            },
        ])
    }
}

/// Writes tar archives that may say anything about themselves (POSIX.1-1988, "ustar").
struct HostileTar {
    struct Member {
        var name: String
        var text: String
        var kind: Character
        var size: Int?

        init(_ name: String, _ text: String, kind: Character = "0", size: Int? = nil) {
            self.name = name
            self.text = text
            self.kind = kind
            self.size = size
        }
    }

    let members: [Member]

    init(_ members: [Member]) { self.members = members }

    func bytes() -> [UInt8] {
        var file: [UInt8] = []
        for member in members {
            let data = Array(member.text.utf8)
            var header = [UInt8](repeating: 0, count: 512)
            func put(_ text: String, at offset: Int) {
                for (index, byte) in text.utf8.enumerated() { header[offset + index] = byte }
            }
            func octal(_ number: Int, _ digits: Int) -> String {
                let text = String(number, radix: 8)
                return String(repeating: "0", count: max(0, digits - text.count)) + text
            }
            put(member.name, at: 0)
            put("0000644", at: 100)
            put(octal(member.size ?? data.count, 11), at: 124)
            put(octal(0, 11), at: 136)
            put(String(member.kind), at: 156)
            if member.kind == "2" { put("/etc", at: 157) }
            put("ustar\u{0}00", at: 257)
            put("        ", at: 148)
            put(octal(header.reduce(0) { $0 + Int($1) }, 6) + "\u{0} ", at: 148)
            file += header + data + [UInt8](repeating: 0, count: -data.count & 511)
        }
        return file + [UInt8](repeating: 0, count: 1024)
    }
}

private func little(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
}
