import Observations
import Receipts

/// Receipts for tests. Everything in them is made up.
enum SampleReceipts {
    /// A file of which most was taken.
    static var partly: Receipt {
        var receipt = Receipt()
        receipt.project = "Garden birds of the valley"
        receipt.sequence = 12
        receipt.path = "maria/may-count.csv"
        receipt.submitter = "maria"
        receipt.arrival = Instant(seconds: 1_779_311_045)
        receipt.bytes = 20_480
        receipt.digest = String(repeating: "ab", count: 32)
        receipt.counts.accepted = 15
        receipt.counts.corrections = 3
        receipt.counts.duplicates = 2
        receipt.counts.quarantined = 2
        receipt.counts.flagged = 1
        receipt.dropped = 1
        receipt.reading = [
            .init(name: "format", value: Wording(verbatim: "csv"), reason: "the name ends with .\("csv")"),
            .init(
                name: "delimiter", value: Wording(verbatim: ";"),
                reason: "lines with \(6) of them: \(12) of the first \(12)"),
            .init(name: "header", value: "line \(1)", reason: "declared"),
        ]
        receipt.unusedColumns = ["Telefon", "Uwagi"]
        receipt.problems = [latitude, name]
        receipt.problemCount = 2
        receipt.notes = [
            .init(
                count: 1_204,
                message: .init(
                    code: "decimal-comma", wording: "{value} in {field} was read as {0}.", field: "Breite",
                    value: "52,2297", arguments: ["52.2297"]))
        ]
        receipt.earlier = [
            .init(submission: 7, path: "maria/april-count.csv", corrected: 3, unchanged: 2, withdrawn: 0)
        ]
        receipt.mend = .init(fileName: "may-count.mend.csv", rows: 2)
        receipt.index = "index.html"
        return receipt
    }

    /// A value that is wrong.
    static var latitude: Receipt.Problem {
        .init(
            row: 14, isRow: true, column: "Breite", value: "152,2", severity: .error,
            message: .init(
                code: "coordinates-in-range",
                wording: "{value} in column {0} is no {field}: it must lie between {1} and {2}. Correct the value.",
                field: "decimalLatitude", value: "152,2", arguments: ["Breite", "-90", "90"]))
    }

    /// A value that is unusual.
    ///
    /// - Parameter isRefused: whether its record has an error besides.
    static func vague(row: UInt32, isRefused: Bool) -> Receipt.Problem {
        .init(
            row: row, isRow: true, column: "Länge", value: "21", severity: .warning,
            message: .init(
                code: "coordinate-precision",
                wording: "{value} in column {0} has fewer than {1} decimals. Give the place more precisely if you can.",
                field: "decimalLongitude", value: "21", arguments: ["Länge", "2"]), isRefused: isRefused)
    }

    /// A value with a suggestion.
    static var name: Receipt.Problem {
        .init(
            row: 19, isRow: true, column: "Art", value: "Pica pika", severity: .error,
            message: .init(
                code: "in-vocabulary",
                wording: "“{value}” in column {0} is not in {1}[ (nearest entry: {2})]. Use one of its entries.",
                field: "scientificName", value: "Pica pika", arguments: ["Art", "species.csv", "Pica pica"]))
    }

    /// Values as nobody should ever send them.
    static let hostile = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "</style><script>",
        "<!--", "]]>", "&lt;b&gt;", "javascript:alert(1)", "\u{1B}[31mred\u{1B}[0m\u{1B}]0;title\u{7}",
        "\u{202E}gnp.exe",
        "=HYPERLINK(\"http://x.invalid\")", "a\u{0}b", "\u{9B}2J", "{0}{value}{field}[x]", "\u{2028}\u{2029}\r\n",
        "\u{E0041}\u{FEFF}\u{200B}", "../../../../etc/passwd", String(repeating: "x", count: 100_000),
    ]

    /// A receipt in which every fact that can come from strangers is hostile.
    static func hostile(_ value: String) -> Receipt {
        var receipt = partly
        receipt.project = value
        receipt.path = value
        receipt.submitter = value
        receipt.digest = value
        receipt.reading = [.init(name: value, value: Wording(verbatim: value), reason: "the name ends with .\(value)")]
        receipt.unusedColumns = [value]
        receipt.missingColumns = [value]
        receipt.parts = [
            .init(
                path: value, records: 1,
                outcome: .readInPart(problem: "“\(value)” is cut off", remedy: "Use one of \(value).")),
            .init(path: value, records: 1, outcome: .held(reason: "“\(value)” is too much")),
            .init(path: value, records: 0, outcome: .repeats(submission: 1, path: value)),
        ]
        receipt.problems = [Severity.error, .warning, .info].map { severity in
            .init(
                part: value, row: 3, isRow: true, column: value, value: value, severity: severity,
                message: .init(
                    code: value, wording: "“{value}” in column {0} is not in {1}[ (nearest entry: {2})].", field: value,
                    value: value, arguments: [value, value, value]))
        }
        receipt.notes = [
            .init(
                count: 1,
                message: .init(
                    code: value, wording: "{value} in {field} was read as {0}.", field: value, value: value,
                    arguments: [value]))
        ]
        receipt.earlier = [.init(submission: 1, path: value, corrected: 1, unchanged: 1, withdrawn: 1)]
        receipt.mend = .init(fileName: value, rows: 1)
        receipt.index = value
        receipt.addenda = [
            .init(part: value, at: receipt.arrival, cause: "\(value)", before: OutcomeCounts(), after: receipt.counts)
        ]
        return receipt
    }
}
