import Formats
import Observations

/// The findings of a row group that were asked for, as columns: what is only counted is never made into values.
package struct FindingRows: Sendable {
    /// The rows of the group that were asked for.
    package private(set) var rows: [Int] = []
    private let ordinals: [Int64]
    private let submissions: [Int32]
    private let records: [Int32]
    private let fileRows: [Int32]
    private let positions: [Int64]
    private let codes: TextColumn
    private let severities: [Severity]
    private let fields: TextColumn
    private let values: TextColumn
    private let arguments: TextColumn

    /// The columns of a findings file; `nil` where they are others.
    init?(_ columns: [ParquetValues]) {
        guard columns.count == FindingsLayout.fields.count, case .int64(let ordinals, _) = columns[0],
            case .int32(let submissions, _) = columns[1], case .int32(let records, _) = columns[2],
            case .int32(let rows, _) = columns[3], case .int64(let positions, _) = columns[4],
            case .text(let codes) = columns[5], case .text(let severities) = columns[6],
            case .text(let fields) = columns[7], case .text(let values) = columns[8],
            case .text(let arguments) = columns[9]
        else { return nil }
        self.ordinals = ordinals
        self.submissions = submissions
        self.records = records
        fileRows = rows
        self.positions = positions
        self.codes = codes
        self.severities = severities.compactMapCells { Severity(rawValue: $0) }
        self.fields = fields
        self.values = values
        self.arguments = arguments
        guard self.severities.count == ordinals.count else { return nil }
    }

    /// Leaves those rows that are asked for.
    mutating func select(_ isWanted: (_ submission: UInt32, _ ordinal: Int64) -> Bool) {
        rows = ordinals.indices.filter { isWanted(submission($0), ordinals[$0]) }
    }

    /// The submission of the record.
    package func submission(_ row: Int) -> UInt32 { UInt32(bitPattern: submissions[row]) }

    /// The record's number in its submission.
    package func recordNumber(_ row: Int) -> UInt32 { UInt32(bitPattern: records[row]) }

    /// The row as a spreadsheet numbers it.
    package func fileRow(_ row: Int) -> UInt32 { UInt32(bitPattern: fileRows[row]) }

    /// The record as it was delivered.
    package func record(_ row: Int) -> RecordID {
        RecordID(submission: submission(row), record: recordNumber(row))
    }

    /// Whether the record was quarantined for it.
    package func isRefusal(_ row: Int) -> Bool { ordinals[row] < 0 && severities[row] == .error }

    /// The code of the finding's rule.
    package func code(_ row: Int) -> String { codes[row] ?? "" }

    /// What a finding says but for the record that it is about: its weight, rule, column and value, as bytes that are equal
    /// where it says the same.
    ///
    /// - Parameter namesColumn: whether the first argument is the column as the file calls it, which then stands for the
    ///   term.
    package func problem(_ row: Int, namesColumn: Bool) -> [UInt8] {
        var problem = Array(severities[row].rawValue.utf8)
        problem.append(FindingRows.end)
        append(codes.bytes[codes.range(row)], to: &problem)
        if namesColumn, !arguments.missing[row] {
            append(arguments.bytes[arguments.range(row)].prefix { $0 != FindingsLayout.separator }, to: &problem)
        } else {
            append(fields.missing[row] ? nil : fields.bytes[fields.range(row)], to: &problem)
        }
        append(values.missing[row] ? nil : values.bytes[values.range(row)], to: &problem)
        return problem
    }

    // Bytes that are in no UTF-8: behind a part, and for a part that is not there.
    private static let end: UInt8 = 0xFF
    private static let nothing: UInt8 = 0xFE

    private func append(_ part: ArraySlice<UInt8>?, to problem: inout [UInt8]) {
        if let part { problem += part } else { problem.append(FindingRows.nothing) }
        problem.append(FindingRows.end)
    }

    /// The finding in a row.
    package subscript(row: Int) -> StoredFinding {
        StoredFinding(
            ordinal: ordinals[row] < 0 ? nil : UInt32(truncatingIfNeeded: ordinals[row]),
            record: record(row), row: fileRow(row), position: UInt64(bitPattern: positions[row]),
            code: codes[row] ?? "", severity: severities[row], field: fields[row], value: values[row],
            arguments: FindingsLayout.split(arguments[row]))
    }
}

extension TextColumn {
    /// What the cells that have a value become.
    fileprivate func compactMapCells<Value>(_ become: (String) -> Value?) -> [Value] {
        (0..<count).compactMap { self[$0].flatMap(become) }
    }
}
