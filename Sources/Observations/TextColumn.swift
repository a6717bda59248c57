/// A column of text cells: all bytes in one buffer, the end of every cell, and a bit for "missing".
///
///     bytes    P i c a   p i c a | 3 | (nothing)
///     ends                      9  10  10
///     missing                   0   0   1
///
/// Missing (a JSON `null`, an absent field, a declared missing value) and empty (`""`) are different things.
/// The bytes are UTF-8. One column holds less than 4 GiB.
package struct TextColumn: Sendable, Equatable {
    /// The UTF-8 bytes of all cells, one after the other.
    package var bytes: [UInt8]
    /// For every cell the offset in `bytes` just behind its last byte.
    package var ends: [UInt32]
    /// The cells that have no value. A missing cell has no bytes.
    package var missing: Bitmap

    /// An empty column with room for `rows` cells and `bytes` bytes.
    package init(reservingRows rows: Int = 0, bytes byteCount: Int = 0) {
        bytes = []
        bytes.reserveCapacity(byteCount)
        ends = []
        ends.reserveCapacity(rows)
        missing = Bitmap()
    }

    /// A column over ready buffers; `missing.count` and `ends.count` are the number of rows.
    package init(bytes: [UInt8], ends: [UInt32], missing: Bitmap) {
        precondition(ends.count == missing.count && Int(ends.last ?? 0) == bytes.count)
        self.bytes = bytes
        self.ends = ends
        self.missing = missing
    }

    /// A column of `rows` missing cells.
    package init(missingRows rows: Int) {
        bytes = []
        ends = [UInt32](repeating: 0, count: rows)
        missing = Bitmap(repeating: true, count: rows)
    }

    /// A column made of strings, `nil` being missing. For tests and small tables.
    package init(_ cells: [String?]) {
        self.init(reservingRows: cells.count)
        for cell in cells {
            if let cell { append(cell.utf8) } else { appendMissing() }
        }
    }

    /// The number of cells.
    @inlinable
    package var count: Int { ends.count }

    /// The range of a cell's bytes in `bytes`.
    @inlinable
    package func range(_ row: Int) -> Range<Int> {
        (row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row])
    }

    /// A cell's text, or `nil` where it is missing. Allocates: not for hot loops.
    package subscript(row: Int) -> String? {
        missing[row] ? nil : String(decoding: bytes[range(row)], as: UTF8.self)
    }

    /// Adds a cell with a value.
    @inlinable
    package mutating func append(_ cell: some Collection<UInt8>) {
        bytes.append(contentsOf: cell)
        ends.append(UInt32(bytes.count))
        missing.append(false)
    }

    /// Adds a cell with a value that lies in a raw buffer.
    @inlinable
    package mutating func append(_ cell: UnsafeRawBufferPointer) {
        bytes.append(contentsOf: cell)
        ends.append(UInt32(bytes.count))
        missing.append(false)
    }

    /// Adds a cell that has no value.
    @inlinable
    package mutating func appendMissing() {
        ends.append(UInt32(bytes.count))
        missing.append(true)
    }

    /// Adds the same cell again as it stands in another column.
    @inlinable
    package mutating func append(cell row: Int, of other: TextColumn) {
        if other.missing[row] { appendMissing() } else { append(other.bytes[other.range(row)]) }
    }

    /// Some of the cells that follow one another.
    package func cells(_ rows: Range<Int>) -> TextColumn {
        let start = rows.lowerBound == 0 ? 0 : ends[rows.lowerBound - 1]
        let end = rows.isEmpty ? start : ends[rows.upperBound - 1]
        var missing = Bitmap(repeating: false, count: rows.count)
        for (place, row) in rows.enumerated() where self.missing[row] { missing[place] = true }
        return TextColumn(
            bytes: Array(bytes[Int(start)..<Int(end)]), ends: ends[rows].map { $0 - start }, missing: missing)
    }

    /// Calls `body` with the bytes, the ends and the missing words, for loops that must not pay for each cell.
    ///
    /// Cell `row` is `bytes[row == 0 ? 0 : ends[row - 1] ..< ends[row]]`.
    @inlinable
    package func withCells<Result>(
        _ body: (_ bytes: UnsafeBufferPointer<UInt8>, _ ends: UnsafeBufferPointer<UInt32>) throws -> Result
    ) rethrows -> Result {
        try bytes.withUnsafeBufferPointer { bytes in
            try ends.withUnsafeBufferPointer { ends in try body(bytes, ends) }
        }
    }
}
