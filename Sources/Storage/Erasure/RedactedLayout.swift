import FoundationEssentials
import Formats
import Observations

/// How the archive keeps a file from which somebody's data are gone: its records as they were read, nothing
/// interpreted, as Parquet. Then the reader's way through the original's format is part of the copy, and no other
/// record can change.
///
///     .record .row .position   where each record was in the original
///     .erased                  the row is kept, so that the numbers of the others stay, and has no values
///     .contributor             what stands for the contributor's name, where that was erased
///     .term                    the term that it stands under
///     .findings                what the reader found about the record, as JSON
///     =Name, =Date …           the fields of the original, each name behind an equals sign
enum RedactedLayout {
    static let numbers = [
        ParquetField(name: ".record", type: .int64, isRequired: true),
        ParquetField(name: ".row", type: .int64, isRequired: true),
        ParquetField(name: ".position", type: .int64, isRequired: true),
        ParquetField(name: ".erased", type: .boolean, isRequired: true),
        ParquetField(name: ".contributor", type: .text),
        ParquetField(name: ".term", type: .text),
        ParquetField(name: ".findings", type: .text),
    ]

    static func fields(_ names: [String]) -> [ParquetField] {
        numbers + names.map { ParquetField(name: "=" + $0, type: .text) }
    }

    /// The key in the file's footer under which `RedactedFacts` stand.
    static let key = "transect.redacted"
}

/// What a redacted copy says about the original as a whole.
struct RedactedFacts: Codable {
    /// Why the original could not be read to its end.
    struct Problem: Codable {
        var kind: String
        var problem: Wording.Fact
        var line: UInt64?
        var offset: UInt64?
        var remedy: Wording.Fact
    }

    var format: StoredFormat
    var unit: String
    var problem: Problem?
}

/// A finding of a reader as JSON.
struct StoredReaderFinding: Codable {
    var code: String
    var severity: String
    var field: String?
    var value: String?
    var arguments: [String]?

    init(_ finding: Finding) {
        code = finding.code
        severity = finding.severity.rawValue
        field = finding.field
        value = finding.value
        arguments = finding.arguments.isEmpty ? nil : finding.arguments
    }

    func finding(row: Int) -> Finding? {
        Severity(rawValue: severity).map {
            Finding(code: code, severity: $0, row: row, field: field, value: value, arguments: arguments ?? [])
        }
    }
}
