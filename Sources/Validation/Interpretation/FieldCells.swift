import Observations

/// One column on its way from the cells that were written to canonical text.
struct FieldCells {
    /// The cells as they are now.
    var column: TextColumn
    /// The cells that have a value which could be read so far, one bit a row, packed like a `Bitmap`'s words.
    var usable: [UInt64]
    /// Cells that could not be read, with why, in ascending order of rows.
    var failures: [CellFailure] = []
    var tally = NoteTally()

    /// The bits of the rows that are not missing.
    static func present(_ column: TextColumn) -> [UInt64] {
        var words = column.missing.words
        for index in words.indices { words[index] = ~words[index] }
        return Bitmap(count: column.count, words: words).words
    }

    mutating func fail(_ row: Int, _ kind: CellFailure.Kind) {
        failures.append(CellFailure(row: row, kind: kind))
        usable[row >> 6] &= ~(1 << UInt64(row & 63))
    }
}

/// A cell that could not be read as what the field asks for.
struct CellFailure {
    enum Kind {
        case type
        case tooGreat
        case ambiguousNumber
        case undeclaredMarks
        case ambiguousDate
        case undeclaredOrder
        case reversed
    }

    var row: Int
    var kind: Kind
}

/// The numbers of a column: the value of every row, meaningful where `valid` has its bit.
struct NumberColumn: Sendable {
    var values: [Double]
    var valid: [UInt64]
}

/// The days of a column: an interval for every row, meaningful where `valid` has its bit.
struct DayColumn: Sendable {
    var values: [EventInterval]
    var valid: [UInt64]
}

extension TextColumn {
    /// Calls `body` for every row with a set bit, with the cell's range in `bytes`. Inlined into its loops.
    @inline(__always)
    func forEachCell(
        in rows: [UInt64], _ body: (_ row: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Void
    ) {
        bytes.withUnsafeBufferPointer { bytes in
            ends.withUnsafeBufferPointer { ends in
                for (index, word) in rows.enumerated() {
                    var rest = word
                    let base = index << 6
                    while rest != 0 {
                        let row = base &+ rest.trailingZeroBitCount
                        rest &= rest &- 1
                        body(row, bytes, row == 0 ? 0 : Int(ends[row &- 1]), Int(ends[row]))
                    }
                }
            }
        }
    }
}
