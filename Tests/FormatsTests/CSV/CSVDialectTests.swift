import Formats
import Testing

@Suite("Finding out how a CSV file is written")
struct CSVDialectTests {
    private func detail(_ name: String, _ file: CSVTesting.File) -> FormatDescription.Detail? {
        file.description.details.first { $0.name == name }
    }

    @Test(
        "The delimiter is sniffed",
        arguments: [
            ("a,b,c\n1,2,3\n", ","), ("a;b;c\n1;2;3\n", ";"), ("a\tb\n1\t2\n", "tab"), ("a|b\n1|2\n", "|"),
            // decimal commas, and commas in text
            ("x;y;z\n1,5;2,5;3\n1,5;2,5;4\n", ";"), ("Datum; Art, Name; Zahl\n1.5.2026; Amsel, Turdus; 2\n", ";"),
            ("1,5;2,5\n3,5;4,5\n", ";"),
            // delimiters in quotes do not count
            ("\"a;b;c;d\",e\n\"1;2;3;4\",5\n", ","), ("a\n1\n", ","), ("only one column\nx\n", ","),
            // ragged rows
            ("a,b,c,d\n1\n1,2\n1,2,3\nx;y,2,3,4\n", ","),
        ])
    func delimiter(text: String, expected: String) throws {
        #expect(detail("delimiter", try CSVTesting.read(text))?.value == expected)
    }

    @Test("A delimiter's name leads back to its byte", arguments: [",", ";", "|", "\t", " "] as [Unicode.Scalar])
    func name(delimiter: Unicode.Scalar) throws {
        let byte = UInt8(ascii: delimiter)
        let file = try CSVTesting.read("a\(delimiter)b\n1\(delimiter)2\n") { $0.delimiter = byte }
        #expect(file.description.delimiter == byte)
        #expect(FormatDescription(format: .json).delimiter == nil)
    }

    @Test("The reason is told in words")
    func reasons() throws {
        let file = try CSVTesting.read("a;b;c\n1;2;3\n4;5;6\n7;8\n")
        #expect(detail("delimiter", file)?.reason.description == "lines with 2 of them: 3 of the first 4")
        #expect(detail("encoding", file)?.value == "utf-8")
        #expect(detail("header", file)?.value == "line 1")
        let declared = try CSVTesting.read("a;b\n1;2\n") { $0.delimiter = UInt8(ascii: ",") }
        #expect(declared.fields == ["a;b"])
        #expect(detail("delimiter", declared)?.reason == "declared")
    }

    @Test(
        "Excel's line sep=; tells the delimiter, and is a line but no row",
        arguments: ["sep=;\r\n", "\"sep=;\"\n", "SEP=;\n"])
    func separatorLine(line: String) throws {
        let file = try CSVTesting.read(line + "a,b;c\r\n1;2\r\n")
        #expect(file.fields == ["a,b", "c"])
        #expect(file.cells == [["1", "2"]])
        #expect(file.rows == [2])
        #expect(file.lines == [3])
        #expect(detail("delimiter", file)?.reason == "the first line says so")
        #expect(try CSVTesting.read("sep=;").cells.isEmpty)
        #expect(try CSVTesting.read("sep=a,b\n1,2\n").fields == ["sep=a", "b"])
        #expect(try CSVTesting.read(line + "a,b\n1,2\n") { $0.delimiter = UInt8(ascii: ",") }.fields == ["a", "b"])
    }

    @Test("Without a header the columns get numbers; numbers and dates alone are no header")
    func noHeader() throws {
        let file = try CSVTesting.read("1,2026-05-01\n2,2026-05-02,x\n")
        #expect(file.fields == ["column_1", "column_2", "column_3"])
        #expect(file.cells == [["1", "2026-05-01", nil], ["2", "2026-05-02", "x"]])
        #expect(file.rows == [1, 2])
        #expect(detail("header", file)?.value == "none")
        #expect(file.description.madeUpNames == file.fields)
        let declared = try CSVTesting.read("a,b\nc,d\n") { $0.headerRow = 0 }
        #expect(declared.cells == [["a", "b"], ["c", "d"]] && declared.description.madeUpNames.isEmpty)
    }

    @Test("A header is assumed unless all of it looks like data, and so does the next row")
    func assumedHeader() throws {
        #expect(try CSVTesting.read("species,2025\nPica pica,3\n").fields == ["species", "2025"])
        #expect(try CSVTesting.read("2024;2025\nx;y\n").fields == ["2024", "2025"])
        #expect(try CSVTesting.read("1,2\n") { $0.headerRow = 1 }.fields == ["1", "2"])
        #expect(try CSVTesting.read("1,2\n").cells == [["1", "2"]])
    }

    @Test("A declared header row leaves out the lines before it, whatever they hold")
    func declaredHeaderRow() throws {
        let file = try CSVTesting.read("My \"list\n\nfrom, May\na;b\n1;2\n") { $0.headerRow = 4 }
        #expect(file.fields == ["a", "b"])
        #expect(file.cells == [["1", "2"]])
        #expect(file.rows == [5])
        #expect(file.lines == [5])
        let error = #expect(throws: ReadError.self) { try CSVTesting.read("a\n1\n") { $0.headerRow = 7 } }
        #expect(error?.kind == .records)
    }

    @Test("Unnamed and repeated headers survive and never collide with real ones")
    func headerNames() throws {
        #expect(try CSVTesting.read("a,,a,\n1,2,3,4\n").fields == ["a", "column_2", "a_2", "column_4"])
        #expect(
            try CSVTesting.read("name,name,name_2,name\nw,x,y,z\n").fields == ["name", "name_3", "name_2", "name_4"])
        #expect(try CSVTesting.read("column_2,,x\nw,x,y\n").fields == ["column_2", "column_3", "x"])
        #expect(try CSVTesting.read(" a ,\u{A0}b\t,\"c\nd\"\n1,2,3\n").fields == ["a", "b", "c\nd"])
        #expect(try CSVTesting.read("a,,a,\n1,2,3,4\n").description.madeUpNames == ["column_2", "a_2", "column_4"])
        #expect(try CSVTesting.read(" a ,column_2\n1,2\n").description.madeUpNames.isEmpty)
        let many = [String](repeating: "x", count: 500).joined(separator: ",")
        #expect(Set(try CSVTesting.read(many + "\n").fields).count == 500)
    }
}
