import Formats
import Observations
import Testing

@Suite("Writing CSV")
struct CSVOutputTests {
    private func cell(_ text: String) -> String {
        var output: [UInt8] = []
        CSVOutput.appendCell(text.utf8, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    private func text(_ columns: [TextColumn], rows: Bitmap? = nil) -> String {
        var output: [UInt8] = []
        CSVOutput.append(columns: columns, rows: rows, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    @Test("Quotes stand only where they are needed")
    func quotes() {
        #expect(cell("Pica pica") == "Pica pica")
        #expect(cell("a,b") == "\"a,b\"")
        #expect(cell("a\nb") == "\"a\nb\"")
        #expect(cell("a\rb") == "\"a\rb\"")
        #expect(cell("a\"b") == "\"a\"\"b\"")
        #expect(cell("\"") == "\"\"\"\"")
        #expect(cell(" a;b ") == " a;b ")
        #expect(cell("") == "")
    }

    @Test(
        "Cells that would be formulas get an apostrophe in front",
        arguments: [
            "=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-", "+", "-x", "--1", "-1,5", "+1.2.3", "\tx", "'quoted'", "'",
            "-1e",
            "-.", "+48 22 555", "-0x10",
        ])
    func guarded(text: String) {
        #expect(cell(text).hasPrefix(text.contains(",") || text.contains("\r") ? "\"'" : "'"))
        #expect(self.text([TextColumn([text, "x"]), TextColumn(["0123456789abcdef", "y"])]).hasPrefix(cell(text)))
    }

    @Test("Numbers are no formulas", arguments: ["-1", "+1", "-1.5", "+.5", "-1.", "-1e5", "+1.5E-10", "-0"])
    func numbers(text: String) {
        #expect(cell(text) == text)
        #expect(self.text([TextColumn([text]), TextColumn(["0123456789abcdef"])]).hasPrefix(text + ","))
    }

    @Test("A carriage return in front is guarded and quoted")
    func carriageReturn() {
        #expect(cell("\rx") == "\"'\rx\"")
    }

    @Test("Missing cells are empty; a row of empty cells is no blank line")
    func missing() {
        #expect(text([TextColumn(["a", nil, ""]), TextColumn([nil, nil, "b"])]) == "a,\n\"\",\n,b\n")
        #expect(text([TextColumn([nil, "x"])]) == "\"\"\nx\n")
        var output: [UInt8] = []
        CSVOutput.appendRow([nil, nil], to: &output)
        CSVOutput.appendRow(["a", "b,c"], to: &output)
        CSVOutput.appendRow([""], to: &output)
        #expect(String(decoding: output, as: UTF8.self) == "\"\",\na,\"b,c\"\n\"\"\n")
    }

    @Test("Only the selected rows are written")
    func selection() {
        var rows = Bitmap(repeating: false, count: 200)
        rows[0] = true
        rows[63] = true
        rows[199] = true
        let column = TextColumn((0..<200).map { "\($0)" })
        #expect(text([column], rows: rows) == "0\n63\n199\n")
        #expect(text([column], rows: Bitmap(repeating: false, count: 200)).isEmpty)
        #expect(text([]).isEmpty && text([TextColumn([])]).isEmpty)
    }

    @Test("Columns written at once are the same as cells written one by one", arguments: UInt64(0)..<40)
    func fastEqualsSlow(seed: UInt64) {
        var random = CSVTesting.Random(seed)
        let pieces = [
            "a", "Turdus merula", ",", "\"", "\n", "\r", "=", "-", "é", "🐦", "12.5", "'", " ", "0123456789abcdef",
        ]
        let rowCount = random.below(1_500)
        let columnCount = random.pick([1, 2, 5, 11, 130])
        let plain = random.below(2) == 0
        let cells: [[String?]] = (0..<columnCount).map { _ in
            let choices = plain && random.below(2) == 0 ? ["a", "Turdus merula", "12.5", "-3"] : pieces
            return (0..<(columnCount > 100 ? rowCount / 20 : rowCount)).map { _ in
                random.below(10) == 0 ? nil : (0..<random.below(5)).map { _ in random.pick(choices) }.joined()
            }
        }
        let count = cells[0].count
        var rows = Bitmap(repeating: true, count: count)
        for row in 0..<count where random.below(5) == 0 { rows[row] = false }
        var expected: [UInt8] = []
        for row in rows.setRows { CSVOutput.appendRow(cells.map { $0[row] }, to: &expected) }
        var found: [UInt8] = []
        CSVOutput.append(columns: cells.map { TextColumn($0) }, rows: rows, to: &found)
        #expect(found == expected)
    }

    @Test("What is written reads the same once the guard is taken off", arguments: UInt64(50)..<70)
    func roundTrip(seed: UInt64) throws {
        var random = CSVTesting.Random(seed)
        let pieces = ["a", "Turdus merula", ",", "\"", "\n", "\r", "=", "-1", "é", "🐦", "'", " ", ";"]
        let cells: [[String]] = (0..<4).map { _ in
            (0..<500).map { _ in (0..<random.below(6)).map { _ in random.pick(pieces) }.joined() }
        }
        var output = Array("a,b,c,d\n".utf8)
        CSVOutput.append(columns: cells.map { TextColumn($0) }, rows: nil, to: &output)
        let file = try CSVTesting.read(output)
        #expect(file.findings.isEmpty)
        for column in 0..<4 {
            let found = file.cells.map { row in row[column].map { $0.utf8.first == 0x27 ? String($0.dropFirst()) : $0 }
            }
            #expect(found == cells[column])
        }
    }
}
