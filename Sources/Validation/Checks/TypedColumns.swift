import Observations

/// The columns of a batch as checks read them: text, and numbers and days where a check needs them, each parsed once.
struct TypedColumns {
    let rowCount: Int
    /// Canonical text, one column per term.
    let texts: [TextColumn]
    /// The cells that have a value which could be read, one bit a row.
    let usable: [[UInt64]]
    /// The cells that have no value because mapping could not read them, which are not blank.
    let unread: [[UInt64]?]
    private(set) var numbers: [NumberColumn?]
    private(set) var days: [DayColumn?]

    init(
        rowCount: Int, texts: [TextColumn], usable: [[UInt64]], unread: [[UInt64]?], numbers: [NumberColumn?],
        days: [DayColumn?]
    ) {
        self.rowCount = rowCount
        self.texts = texts
        self.usable = usable
        self.unread = unread
        self.numbers = numbers
        self.days = days
    }

    /// Makes a view ready. Fields that are not declared as numbers or dates are read by the plain grammars; what cannot
    /// be read has no value here.
    mutating func prepare(_ need: ColumnNeed) {
        switch need.view {
        case .text: break
        case .number: if numbers[need.column] == nil { numbers[need.column] = readNumbers(need.column) }
        case .days: if days[need.column] == nil { days[need.column] = readDays(need.column) }
        }
    }

    /// The numbers of a column that was prepared.
    func number(_ column: Int) -> NumberColumn {
        numbers[column] ?? NumberColumn(values: [], valid: [UInt64](repeating: 0, count: wordCount))
    }

    /// The days of a column that was prepared.
    func day(_ column: Int) -> DayColumn {
        days[column] ?? DayColumn(values: [], valid: [UInt64](repeating: 0, count: wordCount))
    }

    /// The rows whose cell is blank.
    func blank(_ column: Int) -> [UInt64] {
        var words = texts[column].missing.words
        if let unread = unread[column] { for index in words.indices { words[index] &= ~unread[index] } }
        return words
    }

    var wordCount: Int { (rowCount + 63) / 64 }

    private func readNumbers(_ column: Int) -> NumberColumn {
        var values = [Double](repeating: 0, count: rowCount)
        var valid = usable[column]
        texts[column].forEachCell(in: usable[column]) { row, bytes, start, end in
            if let value = PlainNumber.value(of: bytes, start, end) {
                values[row] = value
            } else {
                valid[row >> 6] &= ~(1 << UInt64(row & 63))
            }
        }
        return NumberColumn(values: values, valid: valid)
    }

    private func readDays(_ column: Int) -> DayColumn {
        var values = [EventInterval](repeating: EventInterval(day: 0), count: rowCount)
        var valid = usable[column]
        texts[column].forEachCell(in: usable[column]) { row, bytes, start, end in
            if let interval = EventDate.parse(UnsafeBufferPointer(rebasing: bytes[start..<end])) {
                values[row] = interval
            } else {
                valid[row >> 6] &= ~(1 << UInt64(row & 63))
            }
        }
        return DayColumn(values: values, valid: valid)
    }
}

/// The rows that are in both.
func both(_ left: [UInt64], _ right: [UInt64]) -> [UInt64] { zip(left, right).map { $0 & $1 } }

/// The rows that are in either.
func either(_ left: [UInt64], _ right: [UInt64]) -> [UInt64] { zip(left, right).map { $0 | $1 } }
