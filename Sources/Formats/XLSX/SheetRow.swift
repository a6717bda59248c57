/// A row of a sheet with the cells that are written in it. Reused from row to row.
struct SheetRow {
    /// A cell that is written.
    struct Cell {
        /// Its column, from 0.
        var column: Int
        /// Where its text lies in `text`.
        var range: Range<Int>
        /// Whether it has no value though it should have one.
        var isMissing = false
    }

    /// What was found about a cell.
    struct Remark {
        var rule: XLSXRule
        var column: Int
        var value: String?
        var arguments: [String] = []
    }

    /// The row's number as the program shows it, from 1.
    var number = 0
    /// Whether the program hides it.
    var isHidden = false
    /// The text of all cells.
    var text: [UInt8] = []
    /// The cells by column.
    var cells: [Cell] = []
    var remarks: [Remark] = []

    /// Whether nothing is written in the row.
    var isBlank: Bool { text.isEmpty && !cells.contains { $0.isMissing } }

    /// Begins a new row.
    mutating func begin(_ number: Int, isHidden: Bool) {
        self.number = number
        self.isHidden = isHidden
        text.removeAll(keepingCapacity: true)
        cells.removeAll(keepingCapacity: true)
        remarks.removeAll(keepingCapacity: true)
    }

    /// A cell as a string.
    func string(_ cell: Cell) -> String { String(decoding: text[cell.range], as: UTF8.self) }

    /// All cells up to the last one with text, as strings. Those that are not written are empty.
    func strings() -> [String] {
        guard let last = cells.last(where: { !$0.range.isEmpty }) else { return [] }
        var strings = [String](repeating: "", count: last.column + 1)
        for cell in cells where cell.column <= last.column { strings[cell.column] = string(cell) }
        return strings
    }
}

/// Columns and cells by the names that a spreadsheet gives them.
enum CellName {
    /// The columns that a sheet can have: up to XFD.
    static let columnLimit = 16_384
    /// The rows that a sheet can have.
    static let rowLimit = 1_048_576

    /// Column and row, both as written (`B7` is 1 and 7); `nil` for anything else.
    @inline(__always)
    static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> (column: Int, row: Int)? {
        var column = 0
        var place = 0
        while place < bytes.count, bytes[place] &- UInt8(ascii: "A") < 26 {
            guard place < 3 else { return nil }
            column = column &* 26 &+ Int(bytes[place] &- UInt8(ascii: "A")) &+ 1
            place &+= 1
        }
        guard place > 0, place < bytes.count,
            let row = WorkbookAttributes.number(UnsafeBufferPointer(rebasing: bytes[place...])), row > 0,
            row <= rowLimit, column <= columnLimit
        else { return nil }
        return (column &- 1, row)
    }

    /// The letters of a column, counted from 0.
    static func column(_ column: Int) -> String {
        var letters = ""
        var rest = column + 1
        while rest > 0 {
            letters = String(Unicode.Scalar(UInt8(ascii: "A") + UInt8((rest - 1) % 26))) + letters
            rest = (rest - 1) / 26
        }
        return letters
    }
}
