import Foundation
import Testing

/// Files as Excel writes them in five countries: every value must come out as the volunteer meant it.
@Suite(.needsRealData) struct ExcelLocaleTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        var file: String
        var locale: String
        /// The file's headers, in the order of `terms`.
        var headers: [String]
        /// The published rows, written out by hand.
        var rows: [[String]]

        var testDescription: String { file }
    }

    static let terms = [
        "eventDate", "vernacularName", "individualCount", "decimalLatitude", "decimalLongitude", "identifiedBy",
        "occurrenceRemarks",
    ]

    static let spanish = ["Fecha", "Especie", "Número", "Latitud", "Longitud", "Observador"]
    static let polish = ["Data", "Gatunek", "Liczba", "Szer. geogr.", "Dł. geogr.", "Obserwator", "Uwagi"]

    static let samples = [
        // A line `sep=;` before the header, Windows-1252.
        Sample(
            file: "de_excel_sep_line_cp1252.csv", locale: "de", headers: ["Datum", "Art", "Anzahl", "Breite", "Länge"],
            rows: [["2026-05-01", "Amsel", "2", "52.52", "13.405", "", ""]]),
        // 1.234 storks are one thousand two hundred and thirty-four.
        Sample(
            file: "es_excel_cp1252.csv", locale: "es", headers: spanish,
            rows: [["2026-05-01", "Cigüeña blanca", "1234", "40.4168", "-3.7038", "Begoña Núñez", ""]]),
        Sample(
            file: "es_excel_utf8_bom.csv", locale: "es", headers: spanish,
            rows: [["2026-05-01", "Cigüeña blanca", "1234", "40.4168", "-3.7038", "Begoña Núñez", ""]]),
        // A typographic apostrophe that only Windows-1252 has, and a longitude whose last zero is kept.
        Sample(
            file: "it_excel_cp1252.csv", locale: "it",
            headers: ["Data", "Specie", "Numero", "Latitudine", "Longitudine", "Osservatore"],
            rows: [["2026-05-01", "Passera d’Italia", "3", "45.4642", "9.1900", "Niccolò", ""]]),
        // 1-5-2026 is the first of May.
        Sample(
            file: "nl_excel_cp1252.csv", locale: "nl",
            headers: ["Datum", "Soort", "Aantal", "Breedtegraad", "Lengtegraad", "Waarnemer"],
            rows: [["2026-05-01", "Merel", "2", "52.3676", "4.9041", "Daniëlle", ""]]),
        // Windows-1250; a quoted cell with the delimiter in it; 1 234 with a blank between thousands.
        Sample(
            file: "pl_excel_cp1250.csv", locale: "pl", headers: polish,
            rows: [
                ["2026-05-01", "Bocian biały", "2", "52.2297", "21.0122", "Żółć Łukasz", "gniazdo; para"],
                ["2026-06-01", "Sroka", "1234", "50.0614", "19.9366", "Anna Ślązak", ""],
            ]),
        // "Unicode text": UTF-16, tabs, and a tab inside of a quoted cell.
        Sample(
            file: "pl_excel_unicode_text_utf16le.txt", locale: "pl", headers: polish,
            rows: [
                ["2026-05-01", "Bocian biały", "2", "52.2297", "21.0122", "Żółć Łukasz", "gniazdo\t para"],
                ["2026-06-01", "Sroka", "1234", "50.0614", "19.9366", "Anna Ślązak", ""],
            ]),
    ]

    /// The published rows of one file, without the record's name.
    private func rows(_ sample: Sample, _ bytes: Data) throws -> [[String]] {
        let map = zip(sample.headers, Self.terms).map { "\"\($0)\": \($1)" }.joined(separator: ", ")
        let project = try RealProject(
            """
            sources:
              - files: "*"
                format: csv
                locale: \(sample.locale)
                map: {\(map)}
            fields:
              eventDate: {type: eventDate, constraints: {required: true, minimum: 2026-01-01, maximum: today}}
              vernacularName: {constraints: {required: true}}
              individualCount: {type: integer, constraints: {required: true, minimum: 1}}
              decimalLatitude: {type: number, constraints: {required: true, minimum: -90, maximum: 90}}
              decimalLongitude: {type: number, constraints: {required: true, minimum: -180, maximum: 180}}
              identifiedBy: {}
              occurrenceRemarks: {}
            """, files: [sample.file: bytes])
        let summary = try project.run()
        #expect(summary.counts == RunSummary.Counts(records: sample.rows.count, accepted: sample.rows.count))
        let sheet = try project.published()
        #expect(sheet.header == ["recordID"] + Self.terms)
        return sheet.rows.map { Array($0.dropFirst()) }
    }

    @Test("Every value of Excel's files in five languages is right", arguments: samples)
    func values(sample: Sample) throws {
        #expect(try rows(sample, RealData.bytes("inputs/excel-locales/\(sample.file)")) == sample.rows)
    }

    @Test("A no-break space between thousands reads like a blank, in Windows-1250 and in UTF-16")
    func noBreakSpace() throws {
        for (file, blank, noBreak) in [
            ("pl_excel_cp1250.csv", Data("1 234".utf8), Data([0x31, 0xA0, 0x32, 0x33, 0x34])),
            (
                "pl_excel_unicode_text_utf16le.txt", try #require("1 234".data(using: .utf16LittleEndian)),
                try #require("1\u{202F}234".data(using: .utf16LittleEndian))
            ),
        ] {
            let sample = try #require(Self.samples.first { $0.file == file })
            var bytes = try RealData.bytes("inputs/excel-locales/\(file)")
            bytes.replaceSubrange(try #require(bytes.range(of: blank)), with: noBreak)
            #expect(try rows(sample, bytes) == sample.rows, "\(file)")
        }
    }

    @Test("All of them together: the Spanish file that was saved twice is one record and a duplicate")
    func together() throws {
        let sources = Self.samples.map { sample in
            let map = zip(sample.headers, Self.terms).map { "\"\($0)\": \($1)" }.joined(separator: ", ")
            return "  - {files: \(sample.file), format: csv, locale: \(sample.locale), map: {\(map)}}\n"
        }
        var files: [String: Data] = [:]
        for sample in Self.samples { files[sample.file] = try RealData.bytes("inputs/excel-locales/\(sample.file)") }
        let fields =
            "fields:\n  eventDate: {type: eventDate}\n  individualCount: {type: integer}\n"
            + "  decimalLatitude: {type: number}\n  decimalLongitude: {type: number}\n"
        let project = try RealProject("sources:\n" + sources.joined() + fields, files: files)
        let summary = try project.run()
        // The Polish file was also saved twice, but one of its remarks differs.
        #expect(summary.counts == RunSummary.Counts(records: 9, accepted: 7, duplicates: 2))
        #expect(try project.published().counts("individualCount") == ["2": 4, "3": 1, "1234": 2])
    }
}
