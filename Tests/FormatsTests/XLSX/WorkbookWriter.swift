import ArchiveWriters
import Formats
import Observations

/// Writes workbooks for tests, as little of one as a reader needs.
struct WorkbookWriter {
    /// What stands in `sheetData`, for every sheet.
    var sheets: [(name: String, state: String, data: String)] = []
    /// Items of the shared strings, `<si>…</si>`; none means that there is no such part.
    var strings: [String] = []
    /// Codes of number formats 164, 165 …
    var codes: [String] = []
    /// The number of the format of style 0, 1 …
    var formats = [0]
    var is1904 = false
    /// Markup before and behind `sheetData`.
    var before = ""
    var behind = ""
    /// What stands before the root of the sheet.
    var prolog = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    var namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    /// Parts to add or to write in another way.
    var parts: [String: String] = [:]

    init(_ data: String) { sheets = [("Sheet1", "visible", data)] }

    static func bytes(_ data: String, _ change: (inout WorkbookWriter) -> Void = { _ in }) -> [UInt8] {
        var writer = WorkbookWriter(data)
        change(&writer)
        return writer.bytes()
    }

    /// Rows of inline text, from row 1.
    static func rows(_ cells: [[String]]) -> String {
        cells.enumerated().map { index, row in
            let texts = row.map { "<c t=\"inlineStr\"><is><t xml:space=\"preserve\">\($0)</t></is></c>" }
            return "<row r=\"\(index + 1)\">\(texts.joined())</row>"
        }.joined()
    }

    func bytes() -> [UInt8] {
        let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        var all: [(String, String)] = [
            ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
            (
                "_rels/.rels",
                """
                <Relationships><Relationship Id="rId1" Type="\(relations)/officeDocument" Target="xl/workbook.xml"/>\
                </Relationships>
                """
            ),
        ]
        var list = ""
        var links = ""
        for (index, sheet) in sheets.enumerated() {
            let number = index + 1
            list += """
                <sheet name="\(sheet.name)" sheetId="\(number)" state="\(sheet.state)" r:id="rId\(number)"/>
                """
            links += """
                <Relationship Id="rId\(number)" Type="\(relations)/worksheet" Target="worksheets/sheet\(number).xml"/>
                """
            all.append(
                (
                    "xl/worksheets/sheet\(number).xml",
                    "\(prolog)<worksheet xmlns=\"\(namespace)\">\(before)<sheetData>\(sheet.data)</sheetData>"
                        + "\(behind)</worksheet>"
                ))
        }
        links += "<Relationship Id=\"rIdS\" Type=\"\(relations)/styles\" Target=\"/xl/styles.xml\"/>"
        links += "<Relationship Id=\"rIdT\" Type=\"\(relations)/sharedStrings\" Target=\"../xl/sharedStrings.xml\"/>"
        links +=
            "<Relationship Id=\"rIdX\" Type=\"\(relations)/hyperlink\" Target=\"http://x\" TargetMode=\"External\"/>"
        all.append(("xl/_rels/workbook.xml.rels", "<Relationships>\(links)</Relationships>"))
        all.append(
            (
                "xl/workbook.xml",
                "<workbook xmlns=\"\(namespace)\" xmlns:r=\"\(relations)\"><workbookPr date1904=\"\(is1904)\"/>"
                    + "<sheets>\(list)</sheets></workbook>"
            ))
        let numFmts = codes.enumerated().map { index, code in
            "<numFmt numFmtId=\"\(164 + index)\" formatCode=\"\(code)\"/>"
        }
        let xfs = formats.map { "<xf numFmtId=\"\($0)\"/>" }
        all.append(
            (
                "xl/styles.xml",
                "<styleSheet xmlns=\"\(namespace)\"><numFmts>\(numFmts.joined())</numFmts>"
                    + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>\(xfs.joined())</cellXfs>"
                    + "</styleSheet>"
            ))
        if !strings.isEmpty {
            all.append(("xl/sharedStrings.xml", "<sst xmlns=\"\(namespace)\">\(strings.joined())</sst>"))
        }
        for (name, text) in parts.sorted(by: { $0.key < $1.key }) {
            all.removeAll { $0.0 == name }
            all.append((name, text))
        }
        return ZipWriter(all.map { ZipWriter.Member($0.0, $0.1) }).bytes()
    }
}

/// What the tests of workbooks share.
enum WorkbookTesting {
    static func read(
        _ bytes: [UInt8], _ configure: (inout FormatOptions) -> Void = { _ in }
    ) throws -> CSVTesting.File {
        var options = FormatOptions()
        configure(&options)
        var reader = try XLSXReader(bytes, options: options, submission: 7)
        return try CSVTesting.collect(&reader)
    }

    /// A sheet of one column `v`: each of `cells` in a row of its own.
    static func column(
        _ cells: [String], _ change: (inout WorkbookWriter) -> Void = { _ in },
        _ configure: (inout FormatOptions) -> Void = { _ in }
    ) throws -> CSVTesting.File {
        var data = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>v</v></c><c r=\"B1\" t=\"str\"><v>n</v></c></row>"
        for (index, cell) in cells.enumerated() {
            data += "<row r=\"\(index + 2)\">\(cell)<c r=\"B\(index + 2)\"><v>\(index)</v></c></row>"
        }
        return try read(WorkbookWriter.bytes(data, change), configure)
    }

    static func error(
        _ bytes: [UInt8], _ configure: (inout FormatOptions) -> Void = { _ in }
    ) -> ReadError? {
        do {
            _ = try read(bytes, configure)
            return nil
        } catch {
            return error as? ReadError
        }
    }
}
