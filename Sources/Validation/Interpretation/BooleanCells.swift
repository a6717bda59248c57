import Observations

extension FieldCells {
    /// Reads the usable cells as `true` or `false`; other words for them are rewritten.
    mutating func readBooleans(_ words: WordIndex) {
        let (source, rows) = (column, usable)
        var edits = CellEdits()
        let canonical = [Array("false".utf8), Array("true".utf8)]
        let names = ["false", "true"]
        source.forEachCell(in: rows) { row, bytes, start, end in
            let cell = UnsafeBufferPointer(rebasing: bytes[start..<end])
            guard let meaning = words.meaning(of: cell) else {
                fail(row, .type)
                return
            }
            if !cell.elementsEqual(canonical[Int(meaning)]) {
                edits.replace(row, by: canonical[Int(meaning)])
                tally.count(.booleanWord, row, cell, became: names[Int(meaning)])
            }
        }
        if !edits.isEmpty { column = edits.applied(to: column, missing: column.missing) }
    }
}
