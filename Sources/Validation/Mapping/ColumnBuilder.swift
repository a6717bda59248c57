import Observations

/// Builds a column cell by cell without paying for a call into another module each time.
struct ColumnBuilder {
    private var bytes: [UInt8] = []
    private var ends: [UInt32] = []
    private var missing: [UInt64] = []

    init(rows: Int, bytes byteCount: Int) {
        bytes.reserveCapacity(byteCount)
        ends.reserveCapacity(rows)
    }

    /// Adds bytes to the cell that the next `endCell` closes.
    mutating func write(_ part: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: part) }
    /// Adds bytes to the cell that the next `endCell` closes.
    mutating func write(_ part: [UInt8]) { bytes.append(contentsOf: part) }

    /// Closes a cell; one that is missing must have got no bytes.
    mutating func endCell(isMissing: Bool = false) {
        if ends.count & 63 == 0 { missing.append(0) }
        if isMissing { missing[ends.count >> 6] |= 1 << UInt64(ends.count & 63) }
        ends.append(UInt32(bytes.count))
    }

    consuming func finish() -> TextColumn {
        TextColumn(bytes: bytes, ends: ends, missing: Bitmap(count: ends.count, words: missing))
    }
}

extension TextColumn {
    /// The cells of some rows, in that order.
    func gathering(_ rows: [Int32]) -> TextColumn {
        var builder = ColumnBuilder(rows: rows.count, bytes: bytes.count)
        let missingWords = missing.words
        bytes.withUnsafeBufferPointer { bytes in
            ends.withUnsafeBufferPointer { ends in
                for row in rows.lazy.map({ Int($0) }) {
                    builder.write(
                        UnsafeBufferPointer(rebasing: bytes[(row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row])]))
                    builder.endCell(isMissing: missingWords[row >> 6] >> UInt64(row & 63) & 1 == 1)
                }
            }
        }
        return builder.finish()
    }

    /// A column of `rows` equal cells.
    static func repeating(_ text: String, rows: Int) -> TextColumn {
        let cell = Array(text.utf8)
        var builder = ColumnBuilder(rows: rows, bytes: rows * cell.count)
        for _ in 0..<rows {
            builder.write(cell)
            builder.endCell(isMissing: cell.isEmpty)
        }
        return builder.finish()
    }
}
