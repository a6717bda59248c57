import Formats
import Observations
import Testing

/// Real files of apps and portals. What is expected here was counted with other programs.
@Suite(.enabled(if: TreeTesting.isShared, "shared data folder is absent"))
struct XMLInputsTests {
    private func read(_ path: String, records: String? = nil, fields: [String]? = nil) -> TreeTesting.File {
        TreeTesting.xml(TreeTesting.bytes("inputs/\(path)"), chunk: 1 << 12) {
            $0.records = records
            if let fields { $0.fields = .only(fields) }
        }
    }

    @Test("Every XML, GPX and KML file is read to its end, with the records that a person would look for")
    func everything() {
        let expected: [(path: String, count: Int, records: String)] = [
            ("abcd/abcd2_gbif_validator.xml", 1, "/Unit"),
            ("abcd/biocase_abcd206_response.xml", 20, "/response/content/DataSets/DataSet/Units/Unit"),
            ("gpx/cerknicko-jezero.gpx", 7, "//wpt"),
            ("gpx/garmin_sample.gpx", 1, "//wpt"),
            ("gpx/gpx1.1_with_all_fields.gpx", 2, "//wpt"),
            ("gpx/gpx_with_duplicate_names.gpx", 6, "//wpt"),
            ("gpx/gpx_with_garmin_extension.gpx", 1, "//wpt"),
            ("gpx/locusmap_favorites.gpx", 2, "//wpt"),
            ("gpx/osmand_notes.gpx", 10, "//wpt"),
            ("gpx/osmand_poi.gpx", 3, "//wpt"),
            ("gpx/route.gpx", 55, "//rtept"),
            ("gpx/unicode_with_bom.gpx", 1, "//wpt"),
            ("kml/gc_alerts.kml", 2, "//Placemark"),
            ("kml/googleearth_sample.kml", 20, "//Placemark"),
            ("kml/locusmap_favorites.kml", 2, "//Placemark"),
            ("smart/SMART_000006_001.xml", 2, "/patrol/legs/days/waypoints"),
            ("smart/smart_patrol_sample.xml", 2, "/patrol/legs/days/waypoints"),
        ]
        for (path, count, records) in expected {
            let file = read(path)
            #expect(file.error == nil && file.findings.isEmpty, "\(path)")
            #expect(file.count == count, "\(path)")
            #expect(file.description.details[0].value == records, "\(path)")
        }
    }

    @Test("GPX: points with coordinates as attributes, extensions as paths")
    func gpx() {
        let lake = read("gpx/cerknicko-jezero.gpx")
        #expect(lake.fields == ["@lat", "@lon", "name", "cmt", "desc", "sym", "time", "ele"])
        #expect(lake["@lat"][0] == "45.772163216")
        #expect(lake["ele"].prefix(2) == [nil, "-0.114380"])
        #expect(read("gpx/cerknicko-jezero.gpx", records: "//trkpt").count == 296)
        let locus = read("gpx/locusmap_favorites.gpx")
        #expect(
            locus.fields == ["@lat", "@lon", "ele", "time", "name", "desc", "link/@href", "link_2/@href"])
        #expect(locus["desc"] == ["My favorite tree", "My favorite rock"])
        let garmin = read("gpx/gpx_with_garmin_extension.gpx", fields: ["extensions/TrackPointExtension/hr"])
        #expect(garmin["extensions/TrackPointExtension/hr"] == ["171"])
    }

    @Test("KML, SMART and ABCD: nested fields and repeated elements")
    func nested() {
        let alerts = read("kml/gc_alerts.kml", fields: ["ExtendedData/Data_2/value", "ExtendedData/Data_8/@name"])
        #expect(alerts["ExtendedData/Data_2/value"] == ["202401009669524", "202401005043082"])
        #expect(alerts["ExtendedData/Data_8/@name"][0] == "alertAreaHectares")
        #expect(alerts.codes == ["xml-repeated-element", "xml-repeated-element"])
        let patrol = read("smart/SMART_000006_001.xml", records: "//observations")
        #expect(patrol.count == 11)
        #expect(patrol["@categoryKey"][0] == "humanactivity.timber.firewood.")
        let units = read(
            "abcd/biocase_abcd206_response.xml", records: "//abcd:Unit", fields: ["abcd:UnitID", "UnitID"])
        #expect(units["abcd:UnitID"].first == "6884")
        #expect(units.count == 20)
    }
}
