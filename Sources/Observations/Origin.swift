/// What a position in a file counts.
package enum PositionUnit: String, Sendable {
    /// Lines, from 1 (CSV, XML, NDJSON).
    case line
    /// Bytes, from 0 (JSON documents).
    case byteOffset
}

/// Where the rows of a batch come from: three columns of equal length.
package struct Origins: Sendable, Equatable {
    /// The submission's sequence number in the ledger, 0 while it has none (`transect preview`).
    package var submission: UInt32
    /// Record numbers within the submission, from 1. Together with the submission this names a record for ever.
    package var records: [UInt32]
    /// The row as a spreadsheet numbers it (CSV: header and empty lines counted), else the record's ordinal from 1.
    package var rows: [UInt32]
    /// Where the record begins, in `unit`s.
    package var positions: [UInt64]
    /// What `positions` counts.
    package var unit: PositionUnit

    /// Origins without rows yet.
    package init(submission: UInt32 = 0, unit: PositionUnit = .line) {
        self.submission = submission
        records = []
        rows = []
        positions = []
        self.unit = unit
    }

    /// The number of rows.
    package var count: Int { records.count }

    /// Adds a row's origin.
    package mutating func append(record: UInt32, row: UInt32, position: UInt64) {
        records.append(record)
        rows.append(row)
        positions.append(position)
    }
}

/// The name of a published record: sequence number and record number of its first acceptance, `12-345`.
package struct RecordID: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The sequence number of the submission in which the record was first accepted.
    package let submission: UInt32
    /// The record's number within that submission, from 1.
    package let record: UInt32

    /// The name made of its two numbers.
    package init(submission: UInt32, record: UInt32) {
        self.submission = submission
        self.record = record
    }

    /// Reads `12-345`; anything else is `nil`.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let submission = UInt32(parts[0]), let record = UInt32(parts[1]),
            "\(submission)-\(record)" == text
        else { return nil }
        self.init(submission: submission, record: record)
    }

    package var description: String { "\(submission)-\(record)" }

    package static func < (left: RecordID, right: RecordID) -> Bool {
        (left.submission, left.record) < (right.submission, right.record)
    }
}
