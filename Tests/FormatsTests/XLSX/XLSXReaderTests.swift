import Formats
import Observations
import Testing

@Suite("Excel workbooks") struct XLSXReaderTests {
    @Test("Every kind of cell has its text")
    func cells() throws {
        let file = try WorkbookTesting.column([
            "<c t=\"s\"><v>0</v></c>", "<c t=\"s\"><v>1</v></c>", "<c t=\"s\"><v>2</v></c>", "<c t=\"s\"><v>3</v></c>",
            "<c t=\"inlineStr\"><is><t>in</t></is></c>",
            "<c t=\"inlineStr\"><is><r><t>a</t></r><r><rPr/><t> b</t></r><rPh><t>x</t></rPh></is></c>",
            "<c t=\"b\"><v>1</v></c>", "<c t=\"b\"><v>0</v></c>", "<c><f>1+1</f><v>2</v></c>",
            "<c t=\"str\"><f>A1</f><v>text _x000D_</v></c>", "<c s=\"0\"/>", "<c t=\"n\"><v> 5 </v></c>",
            "<c><v></v></c>",
            "<c t=\"str\"><f>\"\"</f><v></v></c>", "<c t=\"d\"><v>2026-05-01T10:00:00</v></c>",
        ]) {
            $0.strings = [
                "<si><t>Łoś &amp; żubr</t></si>",
                "<si><r><rPr><b/></rPr><t>Pica</t></r><r><t xml:space=\"preserve\"> pica</t></r></si>",
                "<si><t>鵲</t><rPh sb=\"0\" eb=\"1\"><t>カササギ</t></rPh><phoneticPr fontId=\"1\"/></si>", "<si/>",
            ]
        }
        #expect(
            file.column("v") == [
                "Łoś & żubr", "Pica pica", "鵲", "", "in", "a b", "TRUE", "FALSE", "2", "text \r", "", "5", "", "",
                "2026-05-01T10:00:00",
            ])
        #expect(file.findings.isEmpty)
    }

    @Test("Escaped characters are undone, and what is no escape stays")
    func escapes() throws {
        let texts = [
            "a_x000A_b": "a\nb", "_x005F_x0041_": "_x0041_", "_xD83D__xDC26_": "🐦", "_xD83D_": "_xD83D_",
            "_x0000_": "_x0000_", "_x00G0_": "_x00G0_", "x_1_": "x_1_", "_x0041": "_x0041", "_x0041_x0042_": "Ax0042_",
        ]
        for (text, expected) in texts.sorted(by: { $0.key < $1.key }) {
            let file = try WorkbookTesting.column(["<c t=\"inlineStr\"><is><t>\(text)</t></is></c>"])
            #expect(file.column("v") == [expected])
        }
    }

    @Test("Numbers are those that were typed")
    func numbers() throws {
        let pairs = [
            ("0.10000000000000001", "0.1"), ("2.2999999999999998", "2.3"), ("52.229700000000001", "52.2297"),
            ("-3.7037999999999998", "-3.7037999999999998"), ("1234567890123456789", "1234567890123456789"), ("0", "0"),
            ("-0", "-0"),
            ("1.50", "1.5"), ("1.0", "1"), ("1E3", "1000"), ("1.5E-5", "0.000015"), ("1e-05", "0.00001"),
            ("4.9406564584124654E-324", "5e-324"), ("1.7976931348623157E+308", "1.7976931348623157e+308"),
            ("1.5E+20", "150000000000000000000"), ("0.30000000000000004", "0.30000000000000004"), (".5", "0.5"),
            ("5.", "5"),
            ("00.5", "0.5"), ("+7", "7"), ("123456789012.3456", "123456789012.3456"), ("-12.5", "-12.5"), ("0.0", "0"),
            ("9007199254740993.0", "9007199254740992"),
        ]
        let file = try WorkbookTesting.column(pairs.map { "<c><v>\($0.0)</v></c>" })
        #expect(file.column("v") == pairs.map(\.1))
        #expect(file.findings.isEmpty)
    }

    @Test("Where a locale has a decimal comma, numbers are given with it, as its people see them; texts and dates stay")
    func decimalComma() throws {
        let file = try WorkbookTesting.column(
            [
                "<c><v>2.5</v></c>", "<c><v>-0.10000000000000001</v></c>", "<c><v>12</v></c>",
                "<c t=\"inlineStr\"><is><t>v1.5</t></is></c>",
            ], { _ in }, { $0.decimalMark = UInt8(ascii: ",") })
        #expect(file.column("v") == ["2,5", "-0,1", "12", "v1.5"])
    }

    @Test("Any number reads as the shortest text that means it", arguments: UInt64(0)..<4)
    func anyNumber(seed: UInt64) throws {
        var random = TreeTesting.Random(seed)
        var written: [Double] = []
        for _ in 0..<500 {
            let value =
                random.below(2) == 0
                ? Double(bitPattern: random.next())
                : Double(Int(random.next() % 2_000_000_000) - 1_000_000_000) / 10_000
            if value.isFinite { written.append(value) }
        }
        let file = try WorkbookTesting.column(written.map { "<c><v>\($0)</v></c>" })
        for (text, value) in zip(file.column("v"), written) {
            let text = try #require(text)
            #expect(Double(text) == value)
            #expect(text.utf8.filter { (0x30...0x39).contains($0) }.count <= 45)
        }
    }

    @Test("What is no number in a number's place is told, and kept")
    func damaged() throws {
        let file = try WorkbookTesting.column([
            "<c><v>abc</v></c>", "<c><v>nan</v></c>", "<c><v>0x10</v></c>", "<c><v>1e999</v></c>",
            "<c t=\"s\"><v>7</v></c>",
            "<c t=\"s\"><v>-1</v></c>", "<c t=\"b\"><v>2</v></c>", "<c t=\"q\"><v>x</v></c>",
        ])
        #expect(file.column("v") == ["abc", "nan", "0x10", "1e999", "7", "-1", "2", "x"])
        #expect(file.codes == [String](repeating: "xlsx-damaged-cell", count: 8))
        #expect(file.findings.map(\.row) == Array(0..<8))
        #expect(file.findings.allSatisfy { $0.severity == .error && $0.field == "v" })
    }

    @Test("Errors and formulas without a result are told")
    func formulas() throws {
        let file = try WorkbookTesting.column([
            "<c t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>", "<c><f>A1</f></c>", "<c t=\"e\"><v>#N/A</v></c>",
            "<c><f>A1</f><v/></c>", "<c t=\"str\"><f>A1</f><v/></c>",
        ])
        #expect(file.column("v") == ["#DIV/0!", nil, "#N/A", nil, ""])
        let without = "xlsx-formula-without-value"
        #expect(file.codes == ["xlsx-error-value", without, "xlsx-error-value", without])
        #expect(file.findings[0].value == "#DIV/0!")
        // A column that is not asked for is nobody's trouble.
        let others = try WorkbookTesting.column(["<c><f>A1</f></c>"], { _ in }) { $0.fields = .only(["n", "x"]) }
        #expect(others.findings.isEmpty)
        #expect(others.cells == [["0", nil]])
    }

    @Test("Names of columns are made as in CSV")
    func header() throws {
        let data = """
            <row r="3"><c r="B3" t="str"><v> Art </v></c><c r="D3" t="str"><v>Art</v></c>\
            <c r="E3" t="str"><v>n</v></c><c r="G3" s="1"/></row><row r="4"><c r="G4"/></row>\
            <row r="6"><c r="A6"><v>1</v></c><c r="E6"><v>2</v></c></row>
            """
        let file = try WorkbookTesting.read(WorkbookWriter.bytes(data))
        #expect(file.fields == ["column_1", "Art", "column_3", "Art_2", "n"])
        #expect(file.description.madeUpNames == ["column_1", "column_3", "Art_2"])
        #expect(file.cells == [["1", "", "", "", "2"]])
        #expect(file.rows == [6] && file.lines == [6] && file.records == [1])
        #expect(file.description.details.map(\.name) == ["sheet", "header"])
        #expect(file.description.details.last?.value == "row 3")
    }

    @Test("A header may be declared, absent, or looked for")
    func headerRows() throws {
        let rows = WorkbookWriter.bytes(WorkbookWriter.rows([["list of 2026"], ["a", "b"], ["1", "2"], ["3", "4"]]))
        #expect(try WorkbookTesting.read(rows).fields == ["list of 2026"])
        let second = try WorkbookTesting.read(rows) { $0.headerRow = 2 }
        #expect(second.fields == ["a", "b"] && second.rows == [3, 4])
        let none = try WorkbookTesting.read(rows) { $0.headerRow = 0 }
        #expect(none.fields == ["column_1"] && none.cells.count == 4)
        #expect(WorkbookTesting.error(rows) { $0.headerRow = 9 }?.kind == .records)
        let gap = WorkbookWriter.bytes("<row r=\"1\"><c><v>1</v></c></row><row r=\"5\"><c><v>1</v></c></row>")
        #expect(WorkbookTesting.error(gap) { $0.headerRow = 3 }?.kind == .records)
        let numbers = WorkbookWriter.rows([["1", "2026-05-01"], ["2", "2026-05-02"]])
        #expect(try WorkbookTesting.read(WorkbookWriter.bytes(numbers)).fields == ["column_1", "column_2"])
        #expect(try WorkbookTesting.read(WorkbookWriter.bytes(numbers)).rows == [1, 2])
        let years = WorkbookWriter.rows([["2025", "2026"], ["many", "few"]])
        #expect(try WorkbookTesting.read(WorkbookWriter.bytes(years)).fields == ["2025", "2026"])
        let one = WorkbookWriter.rows([["1"]])
        #expect(try WorkbookTesting.read(WorkbookWriter.bytes(one)).cells == [["1"]])
    }

    @Test("A sheet without cells has no records")
    func empty() throws {
        for data in ["", "<row r=\"1\"/>", "<row r=\"1\"><c r=\"A1\" s=\"0\"/></row>"] {
            let file = try WorkbookTesting.read(WorkbookWriter.bytes(data))
            #expect(file.cells.isEmpty && file.fields.isEmpty)
            #expect(file.description.details.last?.value == "none")
        }
    }

    @Test("The first visible sheet is read, or the one that is named")
    func sheets() throws {
        let bytes = WorkbookWriter.bytes("") {
            $0.sheets = [
                ("Lists", "hidden", WorkbookWriter.rows([["h"], ["1"]])),
                ("Dane &amp; uwagi", "visible", WorkbookWriter.rows([["d"], ["2"]])),
                ("Other", "visible", WorkbookWriter.rows([["o"], ["3"]])),
            ]
        }
        let first = try WorkbookTesting.read(bytes)
        #expect(first.fields == ["d"])
        #expect(
            first.description.details.first
                == .init("sheet", verbatim: "Dane & uwagi", because: "it is the first visible one of \(3) sheets"))
        #expect(try WorkbookTesting.read(bytes) { $0.sheet = "Other" }.fields == ["o"])
        #expect(try WorkbookTesting.read(bytes) { $0.sheet = "dane & UWAGI" }.fields == ["d"])
        let hidden = try WorkbookTesting.read(bytes) { $0.sheet = "Lists" }
        #expect(hidden.fields == ["h"] && hidden.description.details.map(\.name).contains("hidden sheet"))
        let error = WorkbookTesting.error(bytes) { $0.sheet = "Birds" }
        #expect(error?.kind == .records && error?.problem.description.contains("“Other”") == true)
    }

    @Test("Hidden rows and columns are read, and it is said")
    func hidden() throws {
        let data = """
            <row r="1"><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row>\
            <row r="2" hidden="1"><c><v>1</v></c><c><v>2</v></c></row><row r="3"><c><v>3</v></c></row>
            """
        let file = try WorkbookTesting.read(
            WorkbookWriter.bytes(data) { $0.before = "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols>" })
        #expect(file.cells == [["1", "2"], ["3", ""]])
        #expect(file.codes == ["xlsx-hidden-row"] && file.findings[0].arguments == ["2"])
        #expect(file.findings[0].severity == .info)
        #expect(file.description.details.contains { $0.name == "hidden columns" && $0.value == "B" })
    }

    @Test("Merged cells have their value in the first, and values beside the table are told")
    func mergedAndBeyond() throws {
        let data = """
            <row r="1"><c t="str"><v>site</v></c><c t="str"><v>n</v></c></row>\
            <row r="2"><c t="str"><v>Pond</v></c><c><v>1</v></c></row><row r="4"><c r="B4"><v>2</v></c></row>\
            <row r="5"><c r="B5"><v>3</v></c><c r="D5" t="str"><v>note</v></c><c t="str"><v>more</v></c></row>
            """
        let file = try WorkbookTesting.read(
            WorkbookWriter.bytes(data) {
                let merged = ["A2:A4", "D1:E1", "?"].map { "<mergeCell ref=\"\($0)\"/>" }
                $0.behind = "<mergeCells>\(merged.joined())</mergeCells>"
            })
        #expect(file.cells == [["Pond", "1"], ["", "2"], ["", "3"]])
        #expect(file.codes == ["xlsx-merged-cell", "xlsx-beyond-header"])
        #expect(file.findings.map(\.row) == [1, 2])
        #expect(file.findings[1].arguments == ["D5", "2"])
    }

    @Test("Both editions of the format, with or without prefixes, and cells in any order")
    func dialects() throws {
        let strict = try WorkbookTesting.read(
            WorkbookWriter.bytes(WorkbookWriter.rows([["a"], ["1"]])) {
                $0.namespace = "http://purl.oclc.org/ooxml/spreadsheetml/main"
            })
        #expect(strict.cells == [["1"]])
        let prefixed = """
            <x:worksheet xmlns:x="u"><x:sheetData><x:row r="1"><x:c t="str"><x:v>a</x:v></x:c></x:row>\
            <x:row r="2"><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>
            """
        #expect(
            try WorkbookTesting.read(
                WorkbookWriter.bytes("") { $0.parts["xl/worksheets/sheet1.xml"] = prefixed }
            ).cells == [["1"]])
        let data = """
            <row r="1"><c r="B1" t="str"><v>b</v></c><c r="A1" t="str"><v>a</v></c></row>\
            <row r="2"><c r="B2"><v>2</v></c><c r="A2"><v>1</v></c></row>
            """
        #expect(try WorkbookTesting.read(WorkbookWriter.bytes(data)).cells == [["1", "2"]])
    }

    @Test("Many records come in batches, with the numbers of their rows", .timeLimit(.minutes(1)))
    func batches() throws {
        var data = "<row r=\"1\"><c t=\"str\"><v>n</v></c><c t=\"str\"><v>t</v></c></row>"
        for row in 2...70_001 { data += "<row r=\"\(row)\"><c><v>\(row)</v></c><c t=\"s\"><v>0</v></c></row>" }
        let bytes = WorkbookWriter.bytes(data) { $0.strings = ["<si><t>Pica</t></si>"] }
        var options = FormatOptions()
        options.limits.expansionRatio = 1000
        var reader = try XLSXReader(bytes, options: options, submission: 7)
        #expect(reader.description.fields == ["n", "t"])
        var rows: [UInt32] = []
        var sizes: [Int] = []
        while let batch = try reader.next() {
            #expect(batch.columns[0][batch.count - 1] == "\(batch.origins.rows[batch.count - 1])")
            #expect(batch.columns[1][0] == "Pica")
            rows += batch.origins.rows
            sizes.append(batch.count)
        }
        #expect(sizes == [65_536, 4_464])
        #expect(rows == Array(2...70_001))
    }

    @Test("Every rule has its wording")
    func rules() {
        #expect(Set(xlsxRules.map(\.code)).count == 7)
        #expect(xlsxRules.allSatisfy { $0.code.hasPrefix("xlsx-") && !$0.documentation.isEmpty })
    }
}
