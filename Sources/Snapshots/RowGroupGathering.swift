import Observations

/// Collects published rows until there are enough for a row group of a Parquet file.
///
/// Rows come in pieces that follow the segments of the store, and so the nights in which they came. Where row groups end
/// must depend on the content alone: the same events, spread over more nights, give the same bytes.
struct RowGroupGathering {
    /// Published rows in a row group; the last one of a file has fewer.
    static let rowsPerGroup = 65_536

    private var columns: [TextColumn] = []

    /// How many rows wait.
    var count: Int { columns.first?.count ?? 0 }

    /// Takes published rows of a piece, from row `start` on, until the group is full or the piece is at its end; gives
    /// the row behind the last that was looked at.
    mutating func take(_ piece: TablePiece, from start: Int) -> Int {
        let end = piece.columns.first?.count ?? 0
        if columns.isEmpty { columns = piece.columns.map { _ in TextColumn() } }
        guard let published = piece.rows else {
            let taken = start..<min(end, start + Self.rowsPerGroup - count)
            for index in columns.indices { columns[index].append(rows: taken, of: piece.columns[index]) }
            return taken.upperBound
        }
        var row = start
        while row < end, count < Self.rowsPerGroup {
            if published[row] {
                for index in columns.indices { columns[index].append(cell: row, of: piece.columns[index]) }
            }
            row += 1
        }
        return row
    }

    /// Gives away what waits.
    mutating func removeAll() -> [TextColumn] {
        defer { columns = [] }
        return columns
    }
}

extension TextColumn {
    /// Adds some neighbouring cells of another column.
    fileprivate mutating func append(rows: Range<Int>, of other: TextColumn) {
        guard let first = rows.first, let last = rows.last else { return }
        let source = other.range(first).lowerBound..<other.range(last).upperBound
        let start = bytes.count
        bytes.append(contentsOf: other.bytes[source])
        ends.reserveCapacity(ends.count + rows.count)
        for row in rows {
            ends.append(UInt32(Int(other.ends[row]) - source.lowerBound + start))
            missing.append(other.missing[row])
        }
    }
}
