import Foundation
import Observations
import Receipts
import Testing

/// Pages for `scripts/receipt-pictures`, which looks at them in a browser. Everything in them is made up.
@Suite("Pages to look at in a browser")
struct PicturePages {
    private static let folder = ProcessInfo.processInfo.environment["TRANSECT_RECEIPT_PAGES"]

    @Test("Receipts and pages of contributors are written for the browser", .enabled(if: folder != nil))
    func write() throws {
        let folder = URL(fileURLWithPath: try #require(Self.folder))
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        func write(_ name: String, _ html: String) throws {
            try Data(html.utf8).write(to: folder.appendingPathComponent(name))
        }
        for (tag, receipt) in [("pl", Self.polish), ("es", Self.spanish), ("de", Self.german)] {
            let language = try #require(Language(tag: tag))
            try write("receipt-\(tag).html", receipt.html(in: language))
            try write("contributor-\(tag).html", Self.contributor(receipt).html(in: language))
            try write("refused-\(tag).html", Self.refused(receipt).html(in: language))
            for (number, value) in SampleReceipts.hostile.enumerated() {
                try write("hostile-\(tag)-\(number).html", SampleReceipts.hostile(value).html(in: language))
            }
        }
    }

    private static func receipt(
        project: String, path: String, submitter: String, columns: (latitude: String, species: String, date: String),
        unused: [String]
    ) -> Receipt {
        var receipt = SampleReceipts.partly
        receipt.project = project
        receipt.path = path
        receipt.submitter = submitter
        receipt.counts.accepted = 131
        receipt.counts.corrections = 12
        receipt.counts.duplicates = 8
        receipt.counts.quarantined = 3
        receipt.counts.flagged = 1
        receipt.dropped = 0
        receipt.unusedColumns = unused
        receipt.notes[0].message.field = columns.latitude
        receipt.problems = [
            .init(
                row: 14, isRow: true, column: columns.latitude, value: "522,297", severity: .error,
                message: .init(
                    code: "coordinates-in-range",
                    wording: "{value} in column {0} is no {field}: it must lie between {1} and {2}. Correct the value.",
                    field: "decimalLatitude", value: "522,297", arguments: [columns.latitude, "-90", "90"])),
            .init(
                row: 31, isRow: true, column: columns.species, value: "Pica pcia", severity: .error,
                message: .init(
                    code: "in-vocabulary",
                    wording: "“{value}” in column {0} is not in {1}[ (nearest entry: {2})]. Use one of its entries.",
                    field: "scientificName", value: "Pica pcia",
                    arguments: [columns.species, "species.csv", "Pica pica"])),
            .init(
                row: 58, isRow: true, column: columns.date, value: "31.04.2026", severity: .error,
                message: .init(
                    code: "type-event-date",
                    wording: "“{value}” in column {0} is not a date that can be read. Write it like {1}, "
                        + "or ask the project in which other ways it reads dates.", field: "eventDate",
                    value: "31.04.2026",
                    arguments: [columns.date, "dd.MM.yyyy"])),
            .init(
                row: 90, isRow: true, column: columns.latitude, value: "52", severity: .warning,
                message: .init(
                    code: "coordinate-precision",
                    wording:
                        "{value} in column {0} has fewer than {1} decimals. Give the place more precisely if you can.",
                    field: "decimalLatitude", value: "52", arguments: [columns.latitude, "2"])),
        ]
        receipt.problemCount = 4
        receipt.mend = .init(fileName: "may-count.mend.csv", rows: 3)
        return receipt
    }

    private static let polish = receipt(
        project: "Ptaki w ogrodach doliny", path: "maria/liczenie-maj.csv", submitter: "maria",
        columns: ("szerokość", "gatunek", "data"), unused: ["telefon", "uwagi"])
    private static let spanish = receipt(
        project: "Aves de los jardines del valle", path: "maria/conteo-mayo.csv", submitter: "maria",
        columns: ("latitud", "especie", "fecha"), unused: ["teléfono", "notas"])
    private static let german = receipt(
        project: "Gartenvögel im Tal", path: "maria/zählung-mai.csv", submitter: "maria",
        columns: ("Breite", "Art", "Datum"), unused: ["Telefon", "Notizen"])

    private static func refused(_ receipt: Receipt) -> Receipt {
        var refused = Receipt()
        refused.project = receipt.project
        refused.path = "maria/IMG_2041.jpg"
        refused.submitter = receipt.submitter
        refused.sequence = 13
        refused.arrival = receipt.arrival
        refused.bytes = 3_145_728
        refused.digest = receipt.digest
        let kind: Wording = "a photo (JPEG), not a table"
        refused.outcome = .refused(
            problem: "the file is \(kind)",
            remedy: "Send the records as a table (.xlsx or CSV), and pictures the way your project asks for them.")
        refused.index = receipt.index
        return refused
    }

    private static func contributor(_ receipt: Receipt) -> ContributorSummary {
        var summary = ContributorSummary()
        summary.project = receipt.project
        summary.submitter = receipt.submitter
        let day: Int64 = 86_400
        var april = OutcomeCounts()
        april.accepted = 1_204
        summary.submissions = [
            .init(
                sequence: 13, path: "maria/IMG_2041.jpg", arrival: receipt.arrival,
                outcome: refused(receipt).outcome, counts: OutcomeCounts(), receipt: "refused.html"),
            .init(
                sequence: 12, path: receipt.path, arrival: receipt.arrival, outcome: .taken, counts: receipt.counts,
                receipt: "receipt.html", mendFile: "may-count.mend.csv"),
            .init(
                sequence: 7, path: "maria/2026-04.csv", arrival: Instant(seconds: receipt.arrival.seconds - 30 * day),
                outcome: .taken, counts: april, receipt: "april.html"),
        ]
        summary.published = .init(version: 4, records: 1_335, decidedSubjects: 212)
        return summary
    }
}
