import Formats
import Observations
import Snapshots
import Storage

/// Findings grouped by check, with how often each spoke, and an example.
package struct FindingCounts {
    private struct Group {
        var check: String
        var severity: Severity
        var findings = 0
        /// How many submissions it is about. Findings about one submission lie together.
        var submissions = 0
        var latest: UInt32?
        var example: String
    }

    private var groups: [String: Group] = [:]

    /// Counts nothing yet.
    package init() {}

    /// Counts a page.
    package mutating func add(_ findings: [ListedFinding]) {
        for listed in findings {
            let finding = listed.finding
            let name = "\(finding.severity.rawValue) \(finding.code)"
            var group =
                groups[name]
                ?? Group(check: finding.code, severity: finding.severity, example: FindingCounts.example(listed))
            group.findings += 1
            if group.latest != finding.record.submission { group.submissions += 1 }
            group.latest = finding.record.submission
            groups[name] = group
        }
    }

    private static func example(_ listed: ListedFinding) -> String {
        let detail = fieldAndValue(listed.finding.field, listed.finding.value)
        return "submission \(listed.finding.record.submission), \(listed.place)\(detail): \(listed.message)"
    }

    /// By weight, then by number, then by name.
    private var sorted: [Group] {
        groups.values.sorted {
            if $0.severity != $1.severity { return $0.severity > $1.severity }
            return $0.findings != $1.findings ? $0.findings > $1.findings : $0.check < $1.check
        }
    }

    /// For people: header first; empty where there is none.
    package var rows: [[String]] {
        guard !groups.isEmpty else { return [] }
        return [["findings", "submissions", "severity", "check", "first"]]
            + sorted.map {
                [
                    String($0.findings), String($0.submissions), $0.severity.rawValue, $0.check, $0.example.onOneLine,
                ]
            }
    }

    /// As CSV.
    package var csv: [UInt8] {
        var bytes: [UInt8] = []
        CSVOutput.appendRow(["check", "severity", "findings", "submissions", "first"], to: &bytes)
        for group in sorted {
            CSVOutput.appendRow(
                [
                    group.check, group.severity.rawValue, String(group.findings), String(group.submissions),
                    group.example,
                ], to: &bytes)
        }
        return bytes
    }

    /// For programs.
    package var json: String {
        let value = JSONValue.array(
            sorted.map {
                .object(
                    ("check", .string($0.check)), ("severity", .string($0.severity.rawValue)),
                    ("findings", .integer($0.findings)), ("submissions", .integer($0.submissions)),
                    ("first", .string($0.example)))
            })
        return String(decoding: value.document, as: UTF8.self)
    }
}
