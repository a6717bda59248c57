import Observations

/// How old the state of a record is, by a column of its own: a number that grows, or a date.
package struct RevisionRule: Sendable, Equatable {
    /// The column that holds the revision.
    package let column: Int
    /// Whether four digits alone are a year (`eventDate`) rather than a number.
    package let readsYears: Bool

    /// A rule for a column of canonical text: of type integer or number, date, datetime or, with `readsYears`,
    /// eventDate.
    package init(column: Int, readsYears: Bool = false) {
        self.column = column
        self.readsYears = readsYears
    }

    /// One number per row that grows with the revision, `Int64.min` where the cell is missing or unreadable. Numbers
    /// compare by 17 significant digits; dates and instants by microseconds in UTC, a date being its beginning.
    package func revisions(of batch: ObservationBatch) -> [Int64] {
        let column = batch.columns[column]
        var revisions = [Int64](repeating: .min, count: batch.count)
        column.withCells { bytes, ends in
            var start = 0
            for row in 0..<ends.count {
                let end = Int(ends[row])
                let cell = UnsafeBufferPointer(rebasing: bytes[start..<end])
                start = end
                // A missing cell has no bytes.
                if !cell.isEmpty { revisions[row] = revision(of: cell) ?? .min }
            }
        }
        return revisions
    }

    private func revision(of cell: UnsafeBufferPointer<UInt8>) -> Int64? {
        // Four digits and a hyphen begin a date, and no number.
        let startsWithYear = cell.count >= 4 && cell[..<4].allSatisfy { $0 &- 48 <= 9 }
        if startsWithYear, cell.count > 4 ? cell[4] == UInt8(ascii: "-") : readsYears {
            var reader = RevisionInstant(cell)
            return reader.microseconds()
        }
        return RevisionNumber.order(of: cell)
    }
}
