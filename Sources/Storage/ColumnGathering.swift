import Observations

extension TextColumn {
    /// Adds the selected cells of another column.
    mutating func append(_ rows: Bitmap, of other: TextColumn) {
        precondition(rows.count == other.count)
        // Words without a gap are copied as a whole: nearly all rows of nearly all batches are selected.
        var row = 0
        while row < rows.count {
            let word = rows.words[row >> 6]
            let end = min(row + 64, rows.count)
            if word.nonzeroBitCount == end - row {
                var next = end
                while next < rows.count, rows.words[next >> 6] == .max { next += 64 }
                append(row..<min(next, rows.count), of: other)
                row = min(next, rows.count)
            } else {
                var rest = word
                while rest != 0 {
                    let selected = row + rest.trailingZeroBitCount
                    append(selected..<selected + 1, of: other)
                    rest &= rest - 1
                }
                row = end
            }
        }
    }

    /// Adds a range of another column's cells.
    mutating func append(_ rows: Range<Int>, of other: TextColumn) {
        guard !rows.isEmpty else { return }
        let start = other.range(rows.lowerBound).lowerBound
        let end = other.range(rows.upperBound - 1).upperBound
        let base = bytes.count
        precondition(base + end - start <= Int(UInt32.max), "a column holds less than 4 GiB")
        bytes.append(contentsOf: other.bytes[start..<end])
        // Wraps around where this column is shorter than the other was; every sum is below 4 GiB again.
        let shift = UInt32(truncatingIfNeeded: base - start)
        other.ends.withUnsafeBufferPointer { theirs in
            ends.append(contentsOf: theirs[rows].lazy.map { $0 &+ shift })
        }
        if rows.count == other.count, missing.count == 0 {
            missing = other.missing
        } else {
            for row in rows { missing.append(other.missing[row]) }
        }
    }

    /// Some ranges of the cells as a column of their own.
    func slices(_ ranges: [Range<Int>]) -> TextColumn {
        if ranges == [0..<count] { return self }
        var column = TextColumn(reservingRows: ranges.reduce(0) { $0 + $1.count })
        for rows in ranges { column.append(rows, of: self) }
        return column
    }

    /// The selected cells as a column of their own.
    func rows(_ selection: Bitmap) -> TextColumn {
        var column = TextColumn(reservingRows: selection.setCount)
        column.append(selection, of: self)
        return column
    }

    /// The column with some cells replaced by cells of `other`.
    ///
    /// - Parameter cells: Rows of this column in ascending order, each with the row of `other` that replaces it.
    func replacing(_ cells: [(row: Int, other: Int)], from other: TextColumn) -> TextColumn {
        var size = bytes.count
        for cell in cells { size += other.range(cell.other).count - range(cell.row).count }
        precondition(size <= Int(UInt32.max), "a column holds less than 4 GiB")
        var missing = missing
        for cell in cells { missing[cell.row] = other.missing[cell.other] }

        var ends: [UInt32] = []
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { target, filled in
            ends = [UInt32](unsafeUninitializedCapacity: count) { newEnds, endsFilled in
                withCells { source, sourceEnds in
                    other.withCells { replacements, _ in
                        // `range` checks every row; the sizes of all pieces add up to `size`.
                        var row = 0
                        for cell in cells + [(row: count, other: -1)] {
                            if row < cell.row {
                                let start = row == 0 ? 0 : Int(sourceEnds[row - 1])
                                let end = Int(sourceEnds[cell.row - 1])
                                let shift = UInt32(truncatingIfNeeded: filled - start)
                                UnsafeMutableRawBufferPointer(
                                    rebasing: UnsafeMutableRawBufferPointer(target)[filled...]
                                )
                                .copyMemory(
                                    from: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(source)[start..<end]))
                                for next in row..<cell.row { newEnds[next] = sourceEnds[next] &+ shift }
                                filled += end - start
                            }
                            guard cell.row < count else { break }
                            for byte in other.range(cell.other) {
                                target[filled] = replacements[byte]
                                filled += 1
                            }
                            newEnds[cell.row] = UInt32(filled)
                            row = cell.row + 1
                        }
                    }
                }
                endsFilled = count
            }
        }
        return TextColumn(bytes: bytes, ends: ends, missing: missing)
    }
}

extension Array {
    /// Adds the elements of `other` at the selected rows.
    mutating func append(_ rows: Bitmap, of other: [Element]) {
        precondition(rows.count == other.count)
        for (index, word) in rows.words.enumerated() {
            var rest = word
            while rest != 0 {
                append(other[index << 6 + rest.trailingZeroBitCount])
                rest &= rest - 1
            }
        }
    }
    /// The elements at the selected rows.
    func rows(_ selection: Bitmap) -> [Element] {
        var result: [Element] = []
        result.reserveCapacity(selection.setCount)
        result.append(selection, of: self)
        return result
    }
}
