import Observations

/// How much of a table is held in memory at once, as a row group of a Parquet file or as a piece of rows: a number of
/// rows, or a number of bytes where rows are long. Content alone decides, so that the same rows give the same pieces.
package struct PieceLimit: Sendable {
    /// The most rows.
    let rows: Int
    /// The row with which the cells have so many bytes is the last.
    let bytes: Int

    /// A limit of those parts, both at least 1.
    package init(rows: Int, bytes: Int) {
        self.rows = rows
        self.bytes = bytes
    }

    /// What is used. Rows of less than 2 KiB, which nearly all datasets have, never come to the limit of bytes; with
    /// longer ones memory stays bounded, and no column comes near the 4 GiB that it can hold.
    package static let usual = PieceLimit(rows: 65_536, bytes: 128 << 20)

    /// Whether rows are enough for a piece.
    func isReached(by columns: [TextColumn]) -> Bool {
        (columns.first?.count ?? 0) >= rows || Self.bytes(in: columns) >= bytes
    }

    /// The bytes of all cells.
    static func bytes(in columns: [TextColumn]) -> Int { columns.reduce(0) { $0 + $1.bytes.count } }
}
