import Formats
import Observations
import Testing

/// Files whose columns grow one after the other, or whose header has to be made up.
@Suite struct CSVWideTests {
    private func header(_ count: Int) -> String { (0..<count).map { "f\($0)" }.joined(separator: ",") + "\n" }

    @Test("A row that is too long for all of eight thousand columns is read in one go", .timeLimit(.minutes(1)))
    func allColumnsGrow() throws {
        let cells = (0..<8_000).map { String(repeating: "x", count: 590) + "\($0)" }
        let short = [String](repeating: "y", count: 8_000)
        let rows = [short, cells, short, cells.map { "\"\($0)\"" }]
        let text = header(8_000) + rows.map { $0.joined(separator: ",") + "\n" }.joined()
        for chunk in [100_003, .max] {
            let file = try CSVTesting.read(text, chunk: chunk)
            #expect(file.cells == [short, cells, short, cells])
            #expect(file.findings.isEmpty && file.rows == [2, 3, 4, 5])
        }
    }

    @Test("Columns that are long in one row each read right, before and after the room for them is given back")
    func oneColumnGrowsAfterTheOther() throws {
        let count = 50
        var text = header(count)
        for row in 0..<60 {
            let cells = (0..<count).map { column in
                column == row % count ? String(repeating: "z", count: 700_000 + row) : "\(row)"
            }
            text += cells.joined(separator: ",") + "\n"
        }
        let file = try CSVTesting.read(text)
        #expect(file.cells.count == 60)
        for (row, cells) in file.cells.enumerated() {
            #expect(cells[row % count]?.utf8.count == 700_000 + row)
            #expect(cells[(row + 1) % count] == "\(row)")
        }
        #expect(file.findings.isEmpty)
    }

    @Test("Thousands of columns without a name beside thousands of made-up names are named in one go")
    func unnamedColumns() throws {
        let names = (1...8_192).map { "column_\($0)" }
        let header = String(repeating: ",", count: 8_191) + "," + names.joined(separator: ",")
        let file = try CSVTesting.read(header + "\n1\n") { $0.headerRow = 1 }
        #expect(file.fields == (8_193...16_384).map { "column_\($0)" } + names)
    }

    @Test("A column without a name is called by its place, or by the next number that is free")
    func numbers() throws {
        let file = try CSVTesting.read("a,,column_2,,column_6,,,column\n1\n") { $0.headerRow = 1 }
        #expect(
            file.fields == [
                "a", "column_3", "column_2", "column_4", "column_6", "column_7", "column_8", "column",
            ])
    }
}
