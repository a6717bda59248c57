import Formats
import Observations

/// A flat table of a snapshot: its name, what it holds, its columns and its key.
package struct PublishedTable: Sendable, Equatable {
    /// The name, which is the file's name without ending (`consensus`).
    package let name: String
    /// What it holds, in a few words.
    package let title: String
    /// Its columns, in order.
    package let fields: [PublishedField]
    /// The columns whose values name a row; may be empty.
    package let primaryKey: [String]

    /// A table of those parts.
    package init(name: String, title: String, fields: [PublishedField], primaryKey: [String] = []) {
        self.name = name
        self.title = title
        self.fields = fields
        self.primaryKey = primaryKey
    }
}

/// Some rows of a table, in columns.
package struct TablePiece: Sendable {
    /// One column of raw values per field.
    package var columns: [TextColumn]
    /// The rows that are published; `nil` for all.
    package var rows: Bitmap?
    /// The published rows as they stand in the CSV file, where that has been worked out ahead.
    private(set) var csv: [UInt8]?

    /// Rows in columns of equal length.
    package init(_ columns: [TextColumn], rows: Bitmap? = nil) {
        self.columns = columns
        self.rows = rows
    }

    /// Works out beforehand, perhaps on another thread, how the rows stand in the CSV file.
    package mutating func writeAhead() { csv = encoded() }

    /// The published rows as they stand in the CSV file.
    func encoded() -> [UInt8] {
        if let csv { return csv }
        var bytes: [UInt8] = []
        // Delimiters, quotes and guards are few beside the cells.
        bytes.reserveCapacity(columns.reduce(0) { $0 + $1.bytes.count + $1.count } / 16 * 17)
        CSVOutput.append(columns: columns, rows: rows, to: &bytes)
        return bytes
    }

    /// How many rows are published.
    package var publishedCount: Int { rows?.setCount ?? columns.first?.count ?? 0 }
}
