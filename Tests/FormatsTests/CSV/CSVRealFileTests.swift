import Formats
import Foundation
import Testing

@Suite("CSV files of others", .enabled(if: CSVTesting.shared != nil, "shared data folder is absent"))
struct CSVRealFileTests {
    @Test(
        "csv-spectrum reads as its JSON says",
        arguments: [
            "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines", "newlines_crlf",
            "quotes_and_newlines", "simple", "simple_crlf", "utf8",
        ])
    func spectrum(name: String) throws {
        let file = try CSVTesting.read(CSVTesting.bytes("csv/csv-spectrum/csvs/\(name).csv"))
        let json = try Data(CSVTesting.bytes("csv/csv-spectrum/json/\(name).json"))
        let expected = try #require(try JSONSerialization.jsonObject(with: json) as? [[String: String]])
        let found = file.cells.map { Dictionary(uniqueKeysWithValues: zip(file.fields, $0.map { $0 ?? "missing" })) }
        #expect(found == expected)
        #expect(file.findings.isEmpty)
    }

    @Test(
        "Excel's files in seven locales",
        arguments: [
            (
                "de_excel_sep_line_cp1252.csv", "windows-1252", ["Datum", "Art", "Anzahl", "Breite", "Länge"],
                ["01.05.2026", "Amsel", "2", "52,52", "13,405"]
            ),
            (
                "es_excel_cp1252.csv", "windows-1252",
                ["Fecha", "Especie", "Número", "Latitud", "Longitud", "Observador"],
                ["01/05/2026", "Cigüeña blanca", "1.234", "40,4168", "-3,7038", "Begoña Núñez"]
            ),
            (
                "es_excel_utf8_bom.csv", "windows-1252",
                ["Fecha", "Especie", "Número", "Latitud", "Longitud", "Observador"],
                ["01/05/2026", "Cigüeña blanca", "1.234", "40,4168", "-3,7038", "Begoña Núñez"]
            ),
            (
                "it_excel_cp1252.csv", "windows-1252",
                ["Data", "Specie", "Numero", "Latitudine", "Longitudine", "Osservatore"],
                ["01/05/2026", "Passera d’Italia", "3", "45,4642", "9,1900", "Niccolò"]
            ),
            (
                "nl_excel_cp1252.csv", "windows-1252",
                ["Datum", "Soort", "Aantal", "Breedtegraad", "Lengtegraad", "Waarnemer"],
                ["1-5-2026", "Merel", "2", "52,3676", "4,9041", "Daniëlle"]
            ),
            (
                "pl_excel_cp1250.csv", "windows-1250",
                ["Data", "Gatunek", "Liczba", "Szer. geogr.", "Dł. geogr.", "Obserwator", "Uwagi"],
                ["01.05.2026", "Bocian biały", "2", "52,2297", "21,0122", "Żółć Łukasz", "gniazdo; para"]
            ),
            (
                "pl_excel_unicode_text_utf16le.txt", "windows-1250",
                ["Data", "Gatunek", "Liczba", "Szer. geogr.", "Dł. geogr.", "Obserwator", "Uwagi"],
                ["01.05.2026", "Bocian biały", "2", "52,2297", "21,0122", "Żółć Łukasz", "gniazdo\t para"]
            ),
        ] as [(String, String, [String], [String])])
    func excelLocales(name: String, encoding: String, header: [String], first: [String]) throws {
        let file = try CSVTesting.read(CSVTesting.bytes("inputs/excel-locales/\(name)")) {
            $0.localeEncoding = encoding
        }
        #expect(file.fields == header)
        #expect(file.cells.first == first)
        #expect(file.findings.isEmpty)
    }

    @Test(
        "Files of projects and apps read whole, without a finding",
        arguments: [
            ("inputs/camtrap-dp/deployments.csv", 4, 24), ("inputs/camtrap-dp/media.csv", 423, 11),
            ("inputs/camtrap-dp/observations.csv", 549, 28),
            ("inputs/inaturalist/observations-568611_cc_subset.csv", 300, 73),
            ("inputs/kobo-odk/kobotoolbox_submissions.csv", 3, 49),
            ("inputs/kobo-odk/odk_central_submissions.csv", 2, 34),
            ("inputs/zooniverse/cat-project-classifications.csv", 153, 14),
            ("inputs/zooniverse/cat-project-subjects.csv", 30, 11),
            ("inputs/zooniverse/slsn_classifications.csv", 7, 14), ("inputs/zooniverse/slsn_workflows.csv", 6, 17),
            ("inputs/kml/locusmap_Favorites.csv", 2, 9), ("bdq/TG2_test_validation_data_half.csv", 553, 99),
        ])
    func projects(path: String, records: Int, columns: Int) throws {
        let file = try CSVTesting.read(CSVTesting.bytes(path))
        #expect(file.cells.count == records)
        #expect(file.fields.count == columns)
        #expect(file.findings.isEmpty)
    }
}
