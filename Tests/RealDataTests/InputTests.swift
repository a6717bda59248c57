import Foundation
import Testing

/// Every file of the shared inputs that is CSV, JSON or XML: read to its end with the number of records that other
/// programs count, or refused with a reason.
@Suite(.needsRealData) struct InputTests {
    enum Expected: Sendable, Equatable {
        /// So many records, and the file is well formed.
        case records(Int)
        /// Nothing is read; the reason holds these words.
        case refused(String)
    }

    /// Counted with Python's csv, json and ElementTree modules. A JSON document is one record unless it is an array, its
    /// lines are objects, or it is GeoJSON; XML has the points of GPX, the places of KML, else the element that repeats.
    static let expected: [String: Expected] = [
        "abcd/abcd2_gbif_validator.xml": .records(1),
        "abcd/biocase_abcd206_response.xml": .records(20),
        "camtrap-dp/camtrap-dp-profile.json": .records(1),
        "camtrap-dp/datapackage.json": .records(1),
        "camtrap-dp/deployments-table-schema.json": .records(1),
        "camtrap-dp/deployments.csv": .records(4),
        "camtrap-dp/media-table-schema.json": .records(1),
        "camtrap-dp/media.csv": .records(423),
        "camtrap-dp/observations-table-schema.json": .records(1),
        "camtrap-dp/observations.csv": .records(549),
        "comapeo/comapeo_observations.geojson": .records(8),
        "comapeo/mapeo_observations.geojson": .records(3),
        "cybertracker/0.json": .records(4),
        "epicollect5/ec5_shape_handmade.json": .records(1),
        // Without a declared locale nothing says which code page these are in, and none is guessed.
        "excel-locales/de_excel_sep_line_cp1252.csv": .refused("declare the encoding"),
        "excel-locales/es_excel_cp1252.csv": .refused("declare the encoding"),
        "excel-locales/es_excel_utf8_bom.csv": .records(1),
        "excel-locales/it_excel_cp1252.csv": .refused("declare the encoding"),
        "excel-locales/nl_excel_cp1252.csv": .refused("declare the encoding"),
        "excel-locales/pl_excel_cp1250.csv": .refused("declare the encoding"),
        "excel-locales/pl_excel_unicode_text_utf16le.txt": .records(2),
        "gpx/cerknicko-jezero.gpx": .records(7),
        "gpx/garmin_sample.gpx": .records(1),
        "gpx/gpx1.1_with_all_fields.gpx": .records(2),
        "gpx/gpx_with_duplicate_names.gpx": .records(6),
        "gpx/gpx_with_garmin_extension.gpx": .records(1),
        "gpx/locusmap_favorites.gpx": .records(2),
        "gpx/osmand_notes.gpx": .records(10),
        "gpx/osmand_poi.gpx": .records(3),
        "gpx/route.gpx": .records(55),
        "gpx/unicode_with_bom.gpx": .records(1),
        "inaturalist/api_v1_observations_fixture.json": .records(1),
        "inaturalist/observations-568611_cc_subset.csv": .records(300),
        "kml/gc_alerts.kml": .records(2),
        "kml/googleearth_sample.kml": .records(20),
        "kml/locusmap_Favorites.csv": .records(2),
        "kml/locusmap_favorites.kml": .records(2),
        "kobo-odk/kobotoolbox_submissions.csv": .records(3),
        "kobo-odk/odk_central_submissions.csv": .records(2),
        "kobo-odk/odk_central_submissions.json": .records(1),
        "smart/SMART_000006_001.xml": .records(2),
        "smart/smart_patrol_sample.xml": .records(2),
        "zooniverse/cat-project-classifications.csv": .records(153),
        "zooniverse/cat-project-subjects.csv": .records(30),
        "zooniverse/slsn_classifications.csv": .records(7),
        "zooniverse/slsn_workflows.csv": .records(6),
    ]

    /// Records of nested documents, at the place that `preview` itself proposes to declare.
    static let nested: [(file: String, records: String, count: Int)] = [
        ("camtrap-dp/datapackage.json", "/resources", 4),
        ("camtrap-dp/observations-table-schema.json", "/fields", 28),
        ("epicollect5/ec5_shape_handmade.json", "/data/entries", 1),
        ("inaturalist/api_v1_observations_fixture.json", "/results", 10),
        ("kobo-odk/odk_central_submissions.json", "/value", 3),
    ]

    @Test("No CSV, JSON or XML file of the inputs is left out of this table")
    func complete() throws {
        let folder = "\(try #require(RealData.folder))/inputs"
        let endings = ["csv", "tsv", "json", "geojson", "ndjson", "xml", "gpx", "kml"]
        let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        let files = paths.filter { endings.contains(URL(fileURLWithPath: $0).pathExtension) }
        #expect(Set(files).subtracting(Self.expected.keys).isEmpty)
        #expect(files.count == Self.expected.count - 1, "and one text of Excel")
    }

    @Test("Read with the right number of records, or refused with a reason", arguments: expected.keys.sorted())
    func reading(file: String) throws {
        let path = "\(try #require(RealData.folder))/inputs/\(file)"
        let result = try Transect.run(["preview", "--json", path])
        let count = result.output.utf8.count { $0 == UInt8(ascii: "\n") }
        switch Self.expected[file] {
        case .records(let records):
            #expect(result.code == 0, "\(result.talk)")
            #expect(count == records)
        case .refused(let words):
            #expect(result.code != 0 && result.code < 128)
            #expect(count == 0)
            #expect(result.talk.contains(words), "\(result.talk)")
        case nil: Issue.record("\(file) is not in the table")
        }
    }

    @Test(
        "Where a document holds its records deeper down, preview says where, and they are read from there",
        arguments: nested)
    func proposals(file: String, records: String, count: Int) throws {
        let path = "\(try #require(RealData.folder))/inputs/\(file)"
        #expect(try Transect.run(["preview", path]).output.contains("declare `records: \(records)`"))
        let key = file.hasPrefix("kobo") ? "__id" : file.hasPrefix("camtrap") ? "name" : "id"
        let project = try RealProject(
            """
            sources:
              - {files: "*.json", records: \(records), map: {/\(key): occurrenceID}}
            fields: {occurrenceID: {}}
            """, "inputs/\(file)")
        #expect(try project.run().counts.records == count)
    }
}
