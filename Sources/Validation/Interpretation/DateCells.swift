import Observations

extension FieldCells {
    /// Reads the usable cells as dates; what is written in another way than ISO 8601 is rewritten.
    mutating func readDates(_ reader: DateReader) -> DayColumn {
        let rowCount = column.count
        let (source, rows) = (column, usable)
        var edits = CellEdits()
        var scratch: [UInt8] = []
        let takesPlainDays = reader.takesPlainDays
        let values = [EventInterval](unsafeUninitializedCapacity: rowCount) { values, count in
            values.initialize(repeating: EventInterval(day: 0))
            count = rowCount
            source.forEachCell(in: rows) { row, bytes, start, end in
                let cell = UnsafeBufferPointer(rebasing: bytes[start..<end])
                if takesPlainDays, let day = RFC3339.date(cell) {
                    values[row] = EventInterval(day: day)
                } else if let interval = readDate(row, cell, reader, &edits, &scratch) {
                    values[row] = interval
                }
            }
        }
        if !edits.isEmpty { column = edits.applied(to: column, missing: column.missing) }
        return DayColumn(values: values, valid: usable)
    }

    /// One date that is not a plain day.
    private mutating func readDate(
        _ row: Int, _ cell: UnsafeBufferPointer<UInt8>, _ reader: DateReader, _ edits: inout CellEdits,
        _ scratch: inout [UInt8]
    ) -> EventInterval? {
        switch reader.read(cell, into: &scratch) {
        case .days(let interval, let note):
            if let note {
                edits.replace(row, by: scratch)
                tally.count(note, row, cell, became: String(decoding: scratch, as: UTF8.self))
            }
            return interval
        case .ambiguous: fail(row, .ambiguousDate)
        case .undeclared: fail(row, .undeclaredOrder)
        case .reversed: fail(row, .reversed)
        case .invalid: fail(row, .type)
        }
        return nil
    }
}
