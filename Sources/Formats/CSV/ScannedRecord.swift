/// One record as the careful scanner found it. Reused from record to record.
struct ScannedRecord: Sendable {
    /// The text of all kept cells, unquoted, one after the other.
    var text: [UInt8] = []
    /// The end of every kept cell in `text`.
    var ends: [Int] = []
    /// How many cells there are, kept or not.
    var cellCount = 0
    /// Whether a cell that was not kept holds any text.
    var hasTextBeyond = false
    /// Whether any cell was written in quotes.
    var hasQuotes = false
    /// The cells that go on after their closing quote, and whether each spans several lines.
    var strayQuotes: [(cell: Int, spansLines: Bool)] = []
    /// The cells that are longer than the limit. Their text was left out.
    var longCells: [Int] = []
    /// The cell whose quote is never closed.
    var openQuote: Int?
    /// Whether the record is longer than the limit. It then has no cells.
    var isTooLong = false
    /// How many line ends it takes, its own included.
    var lineEnds: UInt64 = 0
    /// Where the next record begins.
    var next = 0
    /// Whether the rest of the line at `next` belongs to this record and is to be left out.
    var leavesLine = false

    /// Whether there is nothing in the row: an empty line, or delimiters only.
    var isBlank: Bool { text.isEmpty && !hasQuotes && !hasTextBeyond && longCells.isEmpty && !isTooLong }

    /// Whether the row is a line of blanks without a delimiter. Where there are several columns nothing is written in it.
    var isLineOfBlanks: Bool {
        cellCount == 1 && !hasQuotes && openQuote == nil && longCells.isEmpty && !isTooLong
            && text.allSatisfy { $0 == ASCII.space || $0 == ASCII.tab }
    }

    /// Where the text of a kept cell lies.
    func range(_ cell: Int) -> Range<Int> { (cell == 0 ? 0 : ends[cell - 1])..<ends[cell] }

    /// A kept cell as a string; what is no UTF-8 becomes U+FFFD.
    func string(_ cell: Int) -> String { String(decoding: text[range(cell)], as: UTF8.self) }
}
