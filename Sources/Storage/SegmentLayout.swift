import Formats
import Observations

/// The columns of a segment: three numbers, then one column of text per term.
enum SegmentLayout {
    /// The place in the dataset.
    static let ordinal = 0
    /// Where the content comes from: the submission …
    static let submission = 1
    /// … and the record within it.
    static let record = 2
    /// The first column of text. No term is named like one of the three, since their names begin with a dot.
    static let firstTerm = 3

    static func fields(_ terms: [Term]) -> [ParquetField] {
        [
            ParquetField(name: ".ordinal", type: .int64, isRequired: true),
            ParquetField(name: ".submission", type: .int32, isRequired: true),
            ParquetField(name: ".record", type: .int32, isRequired: true),
        ] + terms.map { ParquetField(name: $0.name, type: .text, isRequired: false) }
    }
}

/// Rows of a segment in memory.
struct SegmentRows: Sendable {
    var ordinals: [Int64] = []
    var submissions: [Int32] = []
    var records: [Int32] = []
    var columns: [TextColumn]

    init(columns: [TextColumn]) { self.columns = columns }

    var count: Int { ordinals.count }
    var byteCount: Int { columns.reduce(0) { $0 + $1.bytes.count } }

    var parquet: [ParquetValues] {
        [.int64(ordinals, missing: nil), .int32(submissions, missing: nil), .int32(records, missing: nil)]
            + columns.map(ParquetValues.text)
    }

    /// Where the content of a row comes from.
    func origin(_ row: Int) -> RecordID {
        RecordID(submission: UInt32(bitPattern: submissions[row]), record: UInt32(bitPattern: records[row]))
    }
}
