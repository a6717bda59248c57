import Formats
import Observations

/// What a row of a segment says about its record.
package enum VersionKind: Int32, Sendable {
    /// This is the record's content from here on, and it is in the dataset.
    case content = 0
    /// The record is out of the dataset from here on; its content stays known.
    case withdrawn = 1
    /// The record is in the dataset again, with the content that it had.
    case restored = 2
}

/// The columns of a segment: three numbers, in corrections segments a fourth, then one column of text per term.
enum SegmentLayout {
    /// The place in the dataset.
    static let ordinal = 0
    /// Where the content comes from: the submission …
    static let submission = 1
    /// … and the record within it.
    static let record = 2
    /// What the row says (`VersionKind`). The markers, all that is not content, lie in corrections segments, have no
    /// cells and speak of their place alone.
    static let state = 3

    /// No term is named like one of the numbers, since their names begin with a dot.
    static func fields(_ terms: [Term], withStates: Bool) -> [ParquetField] {
        var fields = [
            ParquetField(name: ".ordinal", type: .int64, isRequired: true),
            ParquetField(name: ".submission", type: .int32, isRequired: true),
            ParquetField(name: ".record", type: .int32, isRequired: true),
        ]
        if withStates { fields.append(ParquetField(name: ".state", type: .int32, isRequired: true)) }
        return fields + terms.map { ParquetField(name: $0.name, type: .text, isRequired: false) }
    }
}

/// Rows of a segment in memory.
struct SegmentRows: Sendable {
    var ordinals: [Int64] = []
    var submissions: [Int32] = []
    var records: [Int32] = []
    /// For writing corrections; rows that are read have none.
    var states: [Int32] = []
    var columns: [TextColumn]

    init(columns: [TextColumn]) { self.columns = columns }

    var count: Int { ordinals.count }
    var byteCount: Int { columns.reduce(0) { $0 + $1.bytes.count } }

    func parquet(withStates: Bool) -> [ParquetValues] {
        var numbers: [ParquetValues] = [
            .int64(ordinals, missing: nil), .int32(submissions, missing: nil), .int32(records, missing: nil),
        ]
        if withStates { numbers.append(.int32(states, missing: nil)) }
        return numbers + columns.map(ParquetValues.text)
    }

    /// Where the content of a row comes from.
    func origin(_ row: Int) -> RecordID {
        RecordID(submission: UInt32(bitPattern: submissions[row]), record: UInt32(bitPattern: records[row]))
    }
}
