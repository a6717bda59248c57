import Observations

/// Writes CSV as RFC 4180 has it, with LF line ends: quotes only where they are needed, missing cells empty.
///
/// Cells that a spreadsheet would take for a formula are guarded: one that begins with `= + - @ TAB CR` or `'` and is
/// no number gets a `'` in front. Whoever takes one `'` away from cells that begin with one has the text back.
package enum CSVOutput {
    /// Adds a row of cells with its line end. A row in which every cell is empty begins with `""`, so that it is no
    /// blank line.
    package static func appendRow(_ cells: [String?], to output: inout [UInt8]) {
        let start = output.count
        for (index, cell) in cells.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            if let cell { appendCell(cell.utf8, to: &output) }
        }
        endRow(from: start, cells: cells.count, to: &output)
    }

    /// Adds one cell, guarded and quoted where needed, without a delimiter.
    package static func appendCell(_ cell: some Collection<UInt8>, to output: inout [UInt8]) {
        let done: Void? = cell.withContiguousStorageIfAvailable {
            appendCell(UnsafeRawBufferPointer($0), to: &output)
        }
        if done == nil { Array(cell).withUnsafeBytes { appendCell($0, to: &output) } }
    }

    /// Adds one cell, guarded and quoted where needed, without a delimiter.
    package static func appendCell(_ cell: UnsafeRawBufferPointer, to output: inout [UInt8]) {
        let quote = UInt8(ascii: "\"")
        let isQuoted = cell.contains {
            $0 == quote || $0 == UInt8(ascii: ",") || $0 == ASCII.lineFeed || $0 == ASCII.carriageReturn
        }
        if isQuoted { output.append(quote) }
        if FormulaGuard.isNeeded(cell) { output.append(UInt8(ascii: "'")) }
        for byte in cell {
            if byte == quote { output.append(quote) }
            output.append(byte)
        }
        if isQuoted { output.append(quote) }
    }

    /// Adds one cell as it is, quoted where it must be beside cells between which `delimiter` stands.
    ///
    /// By bytes: a mark that an accent follows is no character of its own and still what it is to whoever reads the
    /// file.
    ///
    /// - Parameter isQuoted: whether it is quoted in any case.
    package static func appendUnguarded(
        _ cell: String.UTF8View, delimiter: UInt8, isQuoted: Bool = false, to output: inout [UInt8]
    ) {
        let quote = UInt8(ascii: "\"")
        let isSpecial = cell.contains {
            $0 == quote || $0 == delimiter || $0 == ASCII.lineFeed || $0 == ASCII.carriageReturn
        }
        guard isQuoted || isSpecial else { return output.append(contentsOf: cell) }
        output.append(quote)
        for byte in cell {
            if byte == quote { output.append(quote) }
            output.append(byte)
        }
        output.append(quote)
    }

    /// Adds rows of columns that have equally many cells.
    ///
    /// - Parameter rows: The rows to write, `nil` for all.
    package static func append(columns: [TextColumn], rows: Bitmap?, to output: inout [UInt8]) {
        guard let count = columns.first?.count, count > 0 else { return }
        precondition(columns.allSatisfy { $0.count == count } && rows.map { $0.count == count } != false)
        // Holding the pointers of all columns takes one stack frame each, so very wide tables go cell by cell.
        guard columns.count <= 128 else {
            for row in 0..<count where rows?[row] ?? true { appendWideRow(columns, row, to: &output) }
            return
        }
        var writer = CSVRowWriter()
        gather(columns[...], into: &writer) { writer in writer.write(rowCount: count, rows: rows, to: &output) }
    }

    /// Calls `body` with the cells of all columns in the writer.
    private static func gather(
        _ columns: ArraySlice<TextColumn>, into writer: inout CSVRowWriter, _ body: (inout CSVRowWriter) -> Void
    ) {
        guard let column = columns.first else { return body(&writer) }
        column.withCells { bytes, ends in
            writer.add(bytes: UnsafeRawBufferPointer(bytes), ends: ends)
            gather(columns.dropFirst(), into: &writer, body)
        }
    }

    private static func appendWideRow(_ columns: [TextColumn], _ row: Int, to output: inout [UInt8]) {
        let start = output.count
        for (index, column) in columns.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            column.bytes.withUnsafeBytes {
                appendCell(UnsafeRawBufferPointer(rebasing: $0[column.range(row)]), to: &output)
            }
        }
        endRow(from: start, cells: columns.count, to: &output)
    }

    private static func endRow(from start: Int, cells: Int, to output: inout [UInt8]) {
        if cells > 0, output.count - start == cells - 1 {
            output.insert(contentsOf: [UInt8(ascii: "\""), UInt8(ascii: "\"")], at: start)
        }
        output.append(ASCII.lineFeed)
    }
}
