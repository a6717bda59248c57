import Formats
import Observations
import Snapshots
import Storage

/// Writes findings page by page.
package struct FindingLines {
    private let format: ListFormat
    private var submission: UInt32?
    private var isEmpty = true

    /// Writes in some format.
    package init(_ format: ListFormat) { self.format = format }

    /// What comes first.
    package var beginning: [UInt8] {
        switch format {
        case .text: return []
        case .csv:
            var bytes: [UInt8] = []
            CSVOutput.appendRow(
                [
                    "submission", "path", "submitter", "row", "record", "term", "value", "severity", "check", "message",
                ], to: &bytes)
            return bytes
        case .json: return Array("[".utf8)
        }
    }

    /// A page.
    package mutating func page(_ findings: [ListedFinding]) -> [UInt8] {
        var bytes: [UInt8] = []
        for finding in findings {
            switch format {
            case .text: appendText(finding, to: &bytes)
            case .csv: FindingLines.appendRow(finding, to: &bytes)
            case .json:
                bytes += Array((isEmpty ? "\n" : ",\n").utf8) + finding.json.document.dropLast()
            }
            isEmpty = false
        }
        return bytes
    }

    /// What comes last.
    package var end: [UInt8] {
        switch format {
        case .text: Array(isEmpty ? "Nothing was found.\n".utf8 : "".utf8)
        case .csv: []
        case .json: Array(isEmpty ? "]\n".utf8 : "\n]\n".utf8)
        }
    }

    /// A line for the finding, below one for its submission.
    private mutating func appendText(_ listed: ListedFinding, to bytes: inout [UInt8]) {
        let finding = listed.finding
        if submission != finding.record.submission {
            submission = finding.record.submission
            let from = listed.submission.submitter
            bytes += Array(
                "Submission \(finding.record.submission): \(listed.submission.path.onOneLine)"
                    .utf8)
            bytes += Array((from.isEmpty ? "\n" : " (submitter \(from.onOneLine))\n").utf8)
        }
        let detail = fieldAndValue(finding.field, finding.value)
        let line = "\(listed.place)\(detail): \(listed.message) (\(finding.code), \(finding.severity.rawValue))"
        bytes += Array("  \(line.onOneLine)\n".utf8)
    }

    private static func appendRow(_ listed: ListedFinding, to bytes: inout [UInt8]) {
        let finding = listed.finding
        CSVOutput.appendRow(
            [
                String(finding.record.submission), listed.submission.path, listed.submission.submitter,
                String(finding.row), String(finding.record.record), finding.field, finding.value,
                finding.severity.rawValue, finding.code, listed.message,
            ], to: &bytes)
    }
}

extension ListedFinding {
    /// For programs.
    fileprivate var json: JSONValue {
        .object(
            ("submission", .integer(Int(finding.record.submission))), ("path", .string(submission.path)),
            ("submitter", .string(submission.submitter)), ("row", .integer(Int(finding.row))),
            ("record", .integer(Int(finding.record.record))), ("term", finding.field.map { .string($0) }),
            ("value", finding.value.map { .string($0) }), ("severity", .string(finding.severity.rawValue)),
            ("check", .string(finding.code)), ("message", .string(message)))
    }
}
