import Formats
import Observations

extension FuzzTarget {
    /// Workbooks as they lie on a disk.
    static let workbook = FuzzTarget(name: "workbook", seeds: { [FuzzWorkbook().bytes()] }) { input in
        var options = FormatOptions()
        options.limits = .small
        let bytes = input.rest
        ReadFile { () throws(ReadError) in try XLSXReader(bytes, options: options, submission: 1) }
    }

    /// The parts of a workbook: the sheet, the shared texts and the styles, each behind a NUL byte.
    static let sheet = FuzzTarget(name: "sheet") { input in
        var input = input
        var options = FormatOptions()
        options.limits = .small
        options.headerRow = input.pick([nil, 0, 1, 2])
        options.decimalMark = input.pick([0x2E, 0x2C])
        var workbook = FuzzWorkbook()
        let parts = input.parts(at: 0)
        workbook.sheet = parts[0]
        if parts.count > 1 { workbook.strings = parts[1] }
        if parts.count > 2 { workbook.styles = parts[2] }
        if parts.count > 3 { workbook.workbook = parts[3] }
        let bytes = workbook.bytes()
        let file = ReadFile { () throws(ReadError) in try XLSXReader(bytes, options: options, submission: 1) }
        for (field, cells) in file.cells { demand(cells.count == file.count, "\(field) has a cell for every record") }
    }
}

/// As little of a workbook as a reader needs (ECMA-376 part 1, §12.3), stored without compression.
struct FuzzWorkbook {
    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    var sheet = Array(
        """
        <worksheet xmlns="\(main)"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="str"><v>n</v></c></row>\
        <row r="2"><c r="A2" s="1"><v>46143</v></c><c r="B2"><v>0.1</v></c></row></sheetData></worksheet>
        """.utf8)
    var strings = Array("<sst xmlns=\"\(main)\"><si><t>date</t></si></sst>".utf8)
    var styles = Array(
        "<styleSheet xmlns=\"\(main)\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>".utf8)
    var workbook = Array(
        """
        <workbook xmlns="\(main)" xmlns:r="\(office)"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>
        """.utf8)

    func bytes() -> [UInt8] {
        func link(_ id: Int, _ type: String, _ target: String) -> String {
            "<Relationship Id=\"rId\(id)\" Type=\"\(Self.office)/\(type)\" Target=\"\(target)\"/>"
        }
        let root = "<Relationships>\(link(1, "officeDocument", "xl/workbook.xml"))</Relationships>"
        let links =
            link(1, "worksheet", "worksheets/sheet1.xml") + link(2, "sharedStrings", "sharedStrings.xml")
            + link(3, "styles", "styles.xml")
        return StoredZip([
            ("[Content_Types].xml", Array("<Types/>".utf8)), ("_rels/.rels", Array(root.utf8)),
            ("xl/_rels/workbook.xml.rels", Array("<Relationships>\(links)</Relationships>".utf8)),
            ("xl/workbook.xml", workbook), ("xl/worksheets/sheet1.xml", sheet), ("xl/sharedStrings.xml", strings),
            ("xl/styles.xml", styles),
        ]).bytes()
    }
}
