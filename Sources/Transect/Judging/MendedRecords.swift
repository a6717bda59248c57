import Formats
import Observations

/// Reads a file for mending: takes away the column that said what to mend, and the guards of its cells. Which records its
/// rows name stays with them as marks (`MendMarks`).
struct MendedRecords: RecordReader {
    private var reader: any RecordReader
    /// The column that says what to mend, the first of the file: `12-5: …`. The name is that of a record.
    static let column = "transect:mend"

    init(_ reader: any RecordReader) { self.reader = reader }

    var description: FormatDescription {
        var description = reader.description
        description.fields.removeAll { $0 == MendedRecords.column }
        return description
    }

    mutating func next() throws(ReadError) -> RecordBatch? {
        guard var batch = try reader.next() else { return nil }
        if let place = batch.fields.firstIndex(of: MendedRecords.column) {
            batch.fields.remove(at: place)
            let names = batch.columns.remove(at: place)
            batch.findings += (0..<names.count).compactMap { row in
                names[row].flatMap { MendMarks.mark($0, row: row) }
            }
        }
        for index in batch.columns.indices where MendedRecords.mayBeGuarded(batch.columns[index]) {
            batch.columns[index] = MendedRecords.unguarded(batch.columns[index])
        }
        return batch
    }

    private static func mayBeGuarded(_ column: TextColumn) -> Bool { column.bytes.contains(UInt8(ascii: "'")) }

    /// The cells as they were before they were guarded against being run as formulas.
    private static func unguarded(_ column: TextColumn) -> TextColumn {
        var result = TextColumn(reservingRows: column.count, bytes: column.bytes.count)
        for row in 0..<column.count {
            guard let cell = column[row] else {
                result.appendMissing()
                continue
            }
            result.append(FormulaGuard.unguarded(cell).utf8)
        }
        return result
    }
}
