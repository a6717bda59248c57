import Observations

/// The cells of a column that get another text, in ascending order of rows.
///
/// A column whose cells are all right as they stand is passed on as it is, sharing its memory; only where there is an
/// edit is it written anew, and then what lies between two edits is copied as one piece.
struct CellEdits {
    private var rows: [Int32] = []
    /// The end of each edit's text in `text`, or -1 for a cell that becomes missing.
    private var ends: [Int32] = []
    private var text: [UInt8] = []

    var isEmpty: Bool { rows.isEmpty }

    mutating func replace(_ row: Int, by cell: UnsafeBufferPointer<UInt8>) {
        text.append(contentsOf: cell)
        rows.append(Int32(row))
        ends.append(Int32(text.count))
    }

    mutating func replace(_ row: Int, by cell: [UInt8]) {
        text.append(contentsOf: cell)
        rows.append(Int32(row))
        ends.append(Int32(text.count))
    }

    mutating func makeMissing(_ row: Int) {
        rows.append(Int32(row))
        ends.append(-1)
    }

    /// The column with the edits, and with the missing cells of `missing` besides.
    func applied(to column: TextColumn, missing: Bitmap) -> TextColumn {
        if isEmpty { return TextColumn(bytes: column.bytes, ends: column.ends, missing: missing) }
        let rowCount = column.count
        var bytes: [UInt8] = []
        bytes.reserveCapacity(column.bytes.count + text.count)
        var newEnds: [UInt32] = []
        newEnds.reserveCapacity(rowCount)
        var missingWords = missing.words
        column.bytes.withUnsafeBufferPointer { source in
            column.ends.withUnsafeBufferPointer { sourceEnds in
                var nextRow = 0
                var textStart = 0
                func copy(upTo row: Int) {
                    if row == nextRow { return }
                    let from = nextRow == 0 ? 0 : Int(sourceEnds[nextRow - 1])
                    let to = Int(sourceEnds[row - 1])
                    let shift = bytes.count - from
                    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[from..<to]))
                    for place in nextRow..<row { newEnds.append(UInt32(Int(sourceEnds[place]) + shift)) }
                }
                var edit = 0
                while edit < rows.count {
                    // Edits of neighbouring rows lie next to one another: they are copied as one piece.
                    let first = edit
                    let firstRow = Int(rows[edit])
                    copy(upTo: firstRow)
                    let shift = bytes.count - textStart
                    var textEnd = textStart
                    while edit < rows.count, Int(rows[edit]) == firstRow + edit - first {
                        if ends[edit] < 0 {
                            let row = Int(rows[edit])
                            missingWords[row >> 6] |= 1 << UInt64(row & 63)
                        } else {
                            textEnd = Int(ends[edit])
                        }
                        newEnds.append(UInt32(textEnd + shift))
                        edit += 1
                    }
                    bytes.append(contentsOf: text[textStart..<textEnd])
                    textStart = textEnd
                    nextRow = firstRow + edit - first
                }
                copy(upTo: rowCount)
            }
        }
        return TextColumn(bytes: bytes, ends: newEnds, missing: Bitmap(count: rowCount, words: missingWords))
    }
}
