import Formats
import Storage

/// Where in its file a record stands, as its sender finds it: `row 4`, as a spreadsheet numbers it, or `record 3` where the
/// file is no table.
struct RecordPlace: CustomStringConvertible {
    /// The number of the row or the record.
    let number: UInt32
    /// Whether rows are counted.
    let isRow: Bool

    /// The place of a record.
    ///
    /// - Parameter format: how the file was read; `nil` where nobody knows, which is taken for a table.
    init(row: UInt32, record: UInt32, in format: FormatDescription?) {
        isRow = format?.format.isTable ?? true
        number = isRow ? row : record
    }

    var description: String { "\(isRow ? "row" : "record") \(number)" }
}

extension StoredFinding {
    /// Where in the file of its submission the record stands.
    func place(in submission: Submission) -> RecordPlace {
        RecordPlace(row: row, record: record.record, in: submission.format)
    }
}
