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

    /// Rows in columns of equal length.
    package init(_ columns: [TextColumn], rows: Bitmap? = nil) {
        self.columns = columns
        self.rows = rows
    }

    /// How many rows are published.
    package var publishedCount: Int { rows?.setCount ?? columns.first?.count ?? 0 }
}
