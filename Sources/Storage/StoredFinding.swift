import Formats
import Observations

/// A finding as the store keeps it: with its record instead of a row of a batch.
package struct StoredFinding: Sendable, Equatable {
    /// The record's place in the dataset; `nil` where the record was not accepted.
    package var ordinal: UInt32?
    /// The record as it was delivered.
    package var record: RecordID
    /// The row as a spreadsheet numbers it.
    package var row: UInt32
    /// Where the record begins in its file.
    package var position: UInt64
    /// The rule's code.
    package var code: String
    /// How much it weighs.
    package var severity: Severity
    /// The term or column; `nil` where it is about the whole record.
    package var field: String?
    /// The value as it was written, `nil` where there is none.
    package var value: String?
    /// Further facts for the wording.
    package var arguments: [String]

    /// A finding of those parts.
    package init(
        ordinal: UInt32?, record: RecordID, row: UInt32, position: UInt64, code: String, severity: Severity,
        field: String?, value: String?, arguments: [String]
    ) {
        self.ordinal = ordinal
        self.record = record
        self.row = row
        self.position = position
        self.code = code
        self.severity = severity
        self.field = field
        self.value = value
        self.arguments = arguments
    }

    /// The finding with `row` as its row, for `Rule.message(for:)`.
    package var finding: Finding {
        Finding(code: code, severity: severity, row: Int(row), field: field, value: value, arguments: arguments)
    }
}

/// The columns of a findings file.
enum FindingsLayout {
    static let fields = [
        ParquetField(name: "ordinal", type: .int64, isRequired: true),
        ParquetField(name: "submission", type: .int32, isRequired: true),
        ParquetField(name: "record", type: .int32, isRequired: true),
        ParquetField(name: "row", type: .int32, isRequired: true),
        ParquetField(name: "position", type: .int64, isRequired: true),
        ParquetField(name: "code", type: .text, isRequired: true),
        ParquetField(name: "severity", type: .text, isRequired: true),
        ParquetField(name: "field", type: .text),
        ParquetField(name: "value", type: .text),
        ParquetField(name: "arguments", type: .text),
    ]

    /// Stands between the arguments of one finding (ASCII unit separator).
    static let separator: UInt8 = 0x1F

    /// The arguments in one cell, `nil` for none. A separator within an argument becomes the picture of one (U+241F).
    static func joined(_ arguments: [String]) -> [UInt8]? {
        guard !arguments.isEmpty else { return nil }
        var cell: [UInt8] = []
        for (index, argument) in arguments.enumerated() {
            if index > 0 { cell.append(separator) }
            for byte in argument.utf8 {
                if byte == separator { cell += [0xE2, 0x90, 0x9F] } else { cell.append(byte) }
            }
        }
        return cell
    }

    /// The arguments of a cell.
    static func split(_ cell: String?) -> [String] {
        guard let cell else { return [] }
        return cell.utf8.split(separator: separator, omittingEmptySubsequences: false).map { String(Substring($0)) }
    }
}
