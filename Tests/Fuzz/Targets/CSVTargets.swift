import Formats
import Observations

extension FuzzTarget {
    /// Delimited text in any encoding and dialect. Nothing in it is an error but its encoding and its header.
    static let csv = FuzzTarget(name: "csv") { input in
        var input = input
        var options = FormatOptions()
        options.delimiter = input.pick([nil, 0x2C, 0x3B, 0x09])
        options.encoding = input.pick([nil, "utf-8", "utf-16le", "windows-1250", "iso-8859-2"])
        options.backslashEscapes = input.pick([false, true])
        options.headerRow = input.pick([nil, 0, 1, 2])
        options.limits.fieldBytes = input.pick([16 << 20, 20])
        options.limits.columns = 1000
        ReadFile.inPieces(input.rest) { source throws(ReadError) in
            try CSVReader(source, options: options, submission: 1)
        }
    }

    /// What our writer writes reads back, by either of its two ways of writing.
    static let writtenCSV = FuzzTarget(name: "written-csv") { input in
        var input = input
        let width = input.pick([1, 2, 3, 5])
        // Cells end at a NUL, so that they can hold everything else; 0xFF is a missing one, which is written as empty.
        let texts = input.parts(at: 0).map { String(decoding: $0, as: UTF8.self) }
        let rows = stride(from: 0, to: texts.count, by: width).map { start in
            (0..<width).map { start + $0 < texts.count ? texts[start + $0] : "" }
        }
        var file: [UInt8] = []
        CSVOutput.appendRow((0..<width).map { "column \($0)" }, to: &file)
        let header = file
        for row in rows { CSVOutput.appendRow(row, to: &file) }
        var columnwise = header
        CSVOutput.append(
            columns: (0..<width).map { column in TextColumn(rows.map { $0[column] }) }, rows: nil, to: &columnwise)
        demand(columnwise == file, "rows and columns are written alike")

        var options = FormatOptions()
        options.encoding = "utf-8"
        options.delimiter = 0x2C
        options.headerRow = 1
        let read = ReadFile { () throws(ReadError) in
            try CSVReader(ArraySource(file), options: options, submission: 1)
        }
        demand(read.error == nil && read.count == rows.count, "as many rows as were written")
        for column in 0..<width {
            for (row, cell) in read.column("column \(column)").enumerated() {
                demand(cell.map(withoutGuard) == Array(rows[row][column].utf8), "row \(row) is as it was written")
            }
        }
    }

    /// A cell without the `'` that keeps spreadsheets from running it.
    private static func withoutGuard(_ cell: [UInt8]) -> [UInt8] {
        cell.first == UInt8(ascii: "'") ? Array(cell.dropFirst()) : cell
    }
}
