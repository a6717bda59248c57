import Foundation
import Testing
import Transect

/// Files as spreadsheet programs of ten locales save them, in every encoding that they offer: one and the same record.
@Suite struct LocaleFileTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        var locale: String
        var delimiter: String
        /// A number, a whole number, a long date, a boolean and a text, as they are written there.
        var cells: [String]
        var text: String
        var encoding = String.Encoding.windowsCP1252

        var testDescription: String { locale }
    }

    static let samples = [
        Sample(
            locale: "pl", delimiter: ";", cells: ["1 234,5", "1\u{A0}234", "piątek, 1 maja 2026", "PRAWDA", "Łódź"],
            text: "Łódź", encoding: .windowsCP1250),
        Sample(
            locale: "it", delimiter: ";", cells: ["1.234,5", "1.234", "venerdì 1 maggio 2026", "VERO", "Città"],
            text: "Città"),
        Sample(
            locale: "es", delimiter: ";",
            cells: ["1.234,5", "1.234", "viernes, 1 de mayo de 2026", "VERDADERO", "Peñón"],
            text: "Peñón"),
        Sample(
            locale: "nl", delimiter: ";", cells: ["1.234,5", "1.234", "vrijdag 1 mei 2026", "WAAR", "Coöperatie"],
            text: "Coöperatie"),
        Sample(
            locale: "de", delimiter: ";", cells: ["1.234,5", "1.234", "Freitag, 1. Mai 2026", "WAHR", "Größe"],
            text: "Größe"),
        Sample(
            locale: "fr", delimiter: ";", cells: ["1\u{A0}234,5", "1 234", "vendredi 1 mai 2026", "VRAI", "Forêt"],
            text: "Forêt"),
        Sample(
            locale: "en-GB", delimiter: ",",
            cells: ["\"1,234.5\"", "\"1,234\"", "\"Friday, 1 May 2026\"", "TRUE", "Café"], text: "Café"),
        Sample(
            locale: "pt", delimiter: ";",
            cells: ["1.234,5", "1.234", "sexta-feira, 1 de maio de 2026", "VERDADEIRO", "São"], text: "São"),
        Sample(
            locale: "de-CH", delimiter: ";", cells: ["1’234.5", "1'234", "Freitag, 1. Mai 2026", "WAHR", "Zürich"],
            text: "Zürich"),
        Sample(
            locale: "es-MX", delimiter: ",",
            cells: ["\"1,234.5\"", "\"1,234\"", "\"viernes, 1 de mayo de 2026\"", "VERDADERO", "Peñón"],
            text: "Peñón"),
    ]

    @Test(
        "Whatever the encoding, with or without a byte order mark, with sep= or old line ends: the values are the same",
        arguments: samples)
    func encodings(sample: Sample) async throws {
        let project = try SmallProject(
            """
            contributors: {submitter: none}
            sources: [{files: "*.*", locale: \(sample.locale)}]
            fields: {n: {type: number}, i: {type: integer}, date: {type: eventDate}, b: {type: boolean}, text: {}}

            """)
        let rows = [["n", "i", "date", "b", "text"], sample.cells]
        func table(_ delimiter: String, _ end: String) -> String {
            rows.map { $0.joined(separator: delimiter) + end }.joined()
        }
        let plain = table(sample.delimiter, "\r\n")
        let ansi = try #require(plain.data(using: sample.encoding))
        let files: [String: Data] = [
            "ansi.csv": ansi, "bom.csv": Data([0xEF, 0xBB, 0xBF]) + Data(plain.utf8), "utf8.csv": Data(plain.utf8),
            "sep.csv": Data("sep=\(sample.delimiter)\r\n".utf8) + ansi,
            "mac.csv": try #require(table(sample.delimiter, "\r").data(using: sample.encoding)),
            "unicode.txt": Data([0xFF, 0xFE]) + (try #require(table("\t", "\r\n").data(using: .utf16LittleEndian))),
        ]
        for (name, bytes) in files {
            try bytes.write(to: URL(fileURLWithPath: "\(project.path)/drop/\(name)"))
        }
        let report = try await project.run()
        #expect(report.counts.accepted == 1 && report.counts.duplicates == 5, "\(report.rules)")
        #expect(
            project.published("observations.csv")
                == "recordID,n,i,date,b,text\n1-1,1234.5,1234,2026-05-01,true,\(sample.text)\n")
    }
}
