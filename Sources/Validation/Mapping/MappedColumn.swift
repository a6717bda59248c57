import Observations

/// The name that people know a column by: its header in their file.
enum ColumnLabel: Sendable {
    case fixed(String)
    /// After an unpivot every row comes from a column of its own.
    case perRow(TextColumn)

    func name(_ row: Int) -> String {
        switch self {
        case .fixed(let name): name
        case .perRow(let names): names[row] ?? ""
        }
    }
}

/// A column under a term of the dataset, before types.
struct MappedColumn {
    /// The cells as mapping leaves them.
    var column: TextColumn
    /// The cells as they were written, for messages.
    var written: TextColumn
    var label: ColumnLabel
    /// The cells that have no value because mapping could not read them, one bit a row.
    var unread: [UInt64]?
    var tally = NoteTally()

    init(_ column: TextColumn, label: ColumnLabel) {
        self.column = column
        written = column
        self.label = label
    }

    mutating func markUnread(_ row: Int) {
        var words = unread ?? [UInt64](repeating: 0, count: column.missing.words.count)
        words[row >> 6] |= 1 << UInt64(row & 63)
        unread = words
    }
}
