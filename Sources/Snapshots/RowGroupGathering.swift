import Observations

/// Collects published rows until there are enough for a row group of a Parquet file.
///
/// Rows come in pieces that follow the segments of the store, and so the nights in which they came. Where row groups end
/// must depend on the content alone: the same events, spread over more nights, give the same bytes.
struct RowGroupGathering {
    private let limit: PieceLimit
    private var columns: [TextColumn] = []

    init(limit: PieceLimit) { self.limit = limit }

    /// How many rows wait.
    var count: Int { columns.first?.count ?? 0 }

    /// Whether what waits is a row group. The last one of a file is written without being full.
    var isFull: Bool { limit.isReached(by: columns) }

    /// Whether a piece is one row group as it is, if nothing waits before it.
    func isWhole(_ piece: TablePiece) -> Bool {
        count == 0 && piece.rows == nil && piece.columns.first?.count == limit.rows
            && PieceLimit.bytes(in: piece.columns) < limit.bytes
    }

    /// Takes published rows of a piece, from row `start` on, until the group is full or the piece is at its end; gives
    /// the row behind the last that was looked at. To be called while the group is not full.
    mutating func take(_ piece: TablePiece, from start: Int) -> Int {
        let end = piece.columns.first?.count ?? 0
        if columns.isEmpty { columns = piece.columns.map { _ in TextColumn() } }
        guard let published = piece.rows else {
            let taken = start..<filling(piece, from: start, to: min(end, start + limit.rows - count))
            for index in columns.indices { columns[index].append(rows: taken, of: piece.columns[index]) }
            return taken.upperBound
        }
        var row = start
        while row < end, !isFull {
            if published[row] {
                for index in columns.indices { columns[index].append(cell: row, of: piece.columns[index]) }
            }
            row += 1
        }
        return row
    }

    /// The row behind the one whose bytes fill the group; `end` where none does. Ends ascend, so that halving finds it.
    private func filling(_ piece: TablePiece, from start: Int, to end: Int) -> Int {
        let room = limit.bytes - PieceLimit.bytes(in: columns)
        var low = start
        var high = end
        while low < high {
            let middle = (low + high) / 2
            let bytes = piece.columns.reduce(0) { $0 + Int($1.ends[middle]) - $1.range(start).lowerBound }
            if bytes < room { low = middle + 1 } else { high = middle }
        }
        return min(low + 1, end)
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
