import Formats
import Testing

@Suite("Workbooks that are damaged or hostile") struct XLSXAttackTests {
    private let rows = WorkbookWriter.rows([["a", "b"], ["1", "2"], ["3", "4"]])

    @Test("A document type declaration in any part refuses the workbook")
    func doctype() {
        let doctype = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>"
        for part in [
            "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml",
            "xl/worksheets/sheet1.xml",
        ] {
            let error = WorkbookTesting.error(
                WorkbookWriter.bytes(rows) { $0.parts[part] = doctype + "<x>&a;</x>" })
            #expect(error?.kind == .doctype, "\(part)")
            #expect(error?.problem.description.contains(part) == true)
        }
    }

    @Test("Rows and cells that cannot be refuse the workbook, in words for people")
    func places() {
        for data in [
            "<row r=\"0\"/>", "<row r=\"2\"/><row r=\"2\"/>", "<row r=\"2\"/><row r=\"1\"/>", "<row r=\"1048577\"/>",
            "<row r=\"x\"/>", "<row r=\"-1\"/>", "<row r=\"99999999999999999999\"/>",
            "<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>", "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>",
            "<row r=\"1\"><c r=\"1\"><v>1</v></c></row>", "<row r=\"1\"><c r=\"AAAA1\"><v>1</v></c></row>",
            "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>",
            "<row r=\"1\"><c r=\"XFD1\"><v>1</v></c><c><v>1</v></c></row>",
        ] {
            let error = WorkbookTesting.error(WorkbookWriter.bytes(data))
            #expect(error?.kind == .syntax, "\(data)")
            #expect(error?.remedy.description.contains("save it again") == true)
        }
    }

    @Test("Missing parts, parts outside, and XML that is none refuse the workbook")
    func parts() {
        let missing = WorkbookWriter.bytes(rows) {
            $0.parts["xl/_rels/workbook.xml.rels"] = """
                <Relationships><Relationship Id="rId1" Type="x/worksheet" Target="../../../etc/passwd"/></Relationships>
                """
        }
        #expect(WorkbookTesting.error(missing)?.kind == .syntax)
        let external = WorkbookWriter.bytes(rows) {
            $0.parts["xl/_rels/workbook.xml.rels"] = """
                <Relationships><Relationship Id="rId1" Type="x/worksheet" Target="file:///etc/passwd" \
                TargetMode="External"/></Relationships>
                """
        }
        #expect(WorkbookTesting.error(external)?.kind == .records)
        for text in ["", "<a>", "no xml", "<a></b>", "<worksheet><sheetData><row r='1'><c><v>1</v></c>"] {
            let error = WorkbookTesting.error(
                WorkbookWriter.bytes(rows) { $0.parts["xl/worksheets/sheet1.xml"] = text })
            #expect(error?.kind == .syntax, "\(text)")
        }
    }

    @Test("Limits on columns, cells, texts and depth hold")
    func limits() {
        let deep = String(repeating: "<a>", count: 2000)
        #expect(WorkbookTesting.error(WorkbookWriter.bytes(deep))?.kind == .limit)
        let wide = "<row r=\"1\">" + String(repeating: "<c t=\"str\"><v>a</v></c>", count: 20) + "</row>"
        #expect(WorkbookTesting.error(WorkbookWriter.bytes(wide)) { $0.limits.columns = 10 }?.kind == .limit)
        let long = WorkbookWriter.rows([[String(repeating: "a", count: 5000)]])
        #expect(WorkbookTesting.error(WorkbookWriter.bytes(long)) { $0.limits.fieldBytes = 1000 }?.kind == .limit)
        let shared = WorkbookWriter.bytes(rows) {
            $0.strings = (0..<100).map { _ in "<si><t>\(String(repeating: "a", count: 100))</t></si>" }
        }
        #expect(WorkbookTesting.error(shared) { $0.limits.sharedTextBytes = 5000 }?.kind == .limit)
        #expect(WorkbookTesting.error(shared) { $0.limits.fieldBytes = 50 }?.kind == .limit)
        let attributes = "<row r=\"1\" " + (0..<200_000).map { "a\($0)=\"\"" }.joined(separator: " ") + "/>"
        #expect(WorkbookTesting.error(WorkbookWriter.bytes(attributes))?.kind == .limit)
        let bomb = "<row r=\"1\">" + String(repeating: " ", count: 30_000_000) + "</row>"
        #expect(WorkbookTesting.error(WorkbookWriter.bytes(bomb))?.kind == .limit)
    }

    @Test("A row with more cells than a sheet has columns is refused before it ends")
    func endlessRow() {
        let cells = String(repeating: "<c r=\"A1\"><v>1</v></c>", count: 40_000)
        let error = WorkbookTesting.error(WorkbookWriter.bytes("<row r=\"1\">\(cells)</wrong>")) {
            $0.limits.expansionRatio = 10_000
        }
        #expect(error?.kind == .syntax)
        #expect(error?.problem.description.contains("the cell A1 is there twice") == true)
    }

    @Test("Hundreds of thousands of merged cells beside a wide table are read in one go", .timeLimit(.minutes(1)))
    func manyMerges() throws {
        let names = (0..<16_384).map { "f\($0)" }
        let data = WorkbookWriter.rows([names, ["1"], ["2"]])
        let merges = String(repeating: "<mergeCell ref=\"A2:XFC3\"/>", count: 300_000)
        let bytes = WorkbookWriter.bytes(data) {
            $0.behind = "<mergeCells>\(merges)<mergeCell ref=\"C2:XFD3\"/></mergeCells>"
        }
        let file = try WorkbookTesting.read(bytes) {
            $0.limits.expansionRatio = 10_000
            $0.fields = .only(["f16383"])
        }
        #expect(file.cells == [[""], [""]])
        #expect(file.codes == ["xlsx-merged-cell"])
        #expect(file.findings.first?.arguments == ["C2:XFD3"])
    }

    @Test("What came before the damage has been given out")
    func givesOutWhatIsThere() throws {
        let bytes = WorkbookWriter.bytes(rows + "<row r=\"4\"><c r=\"Z\"/></row>")
        var reader = try XLSXReader(bytes, options: FormatOptions(), submission: 1)
        #expect(try reader.next()?.count == 2)
        #expect(throws: ReadError.self) { try reader.next() }
        #expect(throws: ReadError.self) { try reader.next() }
    }

    @Test("Random damage of the file never crashes or blocks, and reads the truth or nothing", arguments: UInt64(0)..<4)
    func damage(seed: UInt64) throws {
        let bytes = WorkbookWriter.bytes(rows) { $0.strings = ["<si><t>x</t></si>"] }
        let truth = try WorkbookTesting.read(bytes)
        var random = TreeTesting.Random(seed)
        for _ in 0..<400 {
            var damaged = bytes
            switch random.below(3) {
            case 0: damaged.removeLast(random.below(damaged.count))
            case 1: damaged.removeSubrange(random.below(100)..<100 + random.below(100))
            default: for _ in 0...random.below(4) { damaged[random.below(damaged.count)] = UInt8(random.below(256)) }
            }
            if let file = try? WorkbookTesting.read(damaged) { #expect(file.cells == truth.cells) }
        }
    }

    @Test(
        "Random damage of a sheet never crashes or blocks, and all records have their cells", arguments: UInt64(10)..<16
    )
    func sheetDamage(seed: UInt64) throws {
        var random = TreeTesting.Random(seed)
        let pieces = [
            "<row>", "<row r=\"3\">", "</row>", "<c>", "<c t=\"s\">", "<c r=\"B2\" s=\"1\">", "</c>", "<v>", "</v>",
            "1", "0.1",
            "<is>", "</is>", "<t>", "</t>", "<f/>", "<rPh>", "</rPh>", "a", "<c t=\"inlineStr\"><is><t>b</t></is></c>",
            "<row><c><v>1</v></c></row>", "<row hidden=\"1\"><c t=\"e\"><v>#N/A</v></c></row>",
            "<mergeCell ref=\"A1:B9\"/>",
        ]
        for _ in 0..<300 {
            let data = (0..<random.below(40)).map { _ in pieces[random.below(pieces.count)] }.joined()
            let bytes = WorkbookWriter.bytes(data) {
                $0.formats = [0, 14]
                $0.strings = ["<si><t>x</t></si>"]
            }
            guard let file = try? WorkbookTesting.read(bytes) else { continue }
            #expect(file.cells.allSatisfy { $0.count == file.fields.count })
            #expect(file.findings.allSatisfy { file.cells.indices.contains($0.row) })
            #expect(zip(file.rows, file.rows.dropFirst()).allSatisfy { $0 < $1 })
        }
    }
}
