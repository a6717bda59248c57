import Foundation
import Testing
import Transect

/// Presets on small generated files. Names of people in them are those of no one.
@Suite struct PresetFileTests {
    /// What is published of one file under a preset: rows of the wanted terms.
    private func rows(
        _ source: String, _ terms: [String], _ files: [String: String], rest: String = ""
    ) async throws -> [[String]] {
        let project = try SmallProject("contributors: {submitter: none}\nsources: [\(source)]\n\(rest)\n", files: files)
        let report = try await project.run()
        #expect(report.counts.quarantined == 0, "\(report.rules)")
        let text = try #require(project.published("observations.csv"))
        let sheet = text.split(separator: "\n").map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let header = try #require(sheet.first)
        return try sheet.dropFirst().map { row in
            try terms.map { term in row[try #require(header.firstIndex(of: term), "\(term)")] }
        }
    }

    @Test("My eBird Data: ragged rows, the count X, and a time of the twelve-hour clock")
    func ebird() async throws {
        let file = """
            Submission ID,Common Name,Scientific Name,Taxonomic Order,Count,State/Province,County,Location ID,Location,\
            Latitude,Longitude,Date,Time,Protocol,Duration (Min),All Obs Reported,Distance Traveled (km),\
            Area Covered (ha),Number of Observers,Breeding Code,Observation Details,Checklist Comments,ML Catalog Numbers
            S1,Eurasian Magpie,Pica pica,20555,X,PL-MZ,Warsaw,L1,Mill,52.2,21.0,2026-05-01,07:30 AM,eBird - Stationary \
            Count,60,1,,,2
            S1,Great Tit,Parus major,21000,12,PL-MZ,Warsaw,L1,Mill,52.2,21.0,2026-05-01,07:30 PM,eBird - Stationary \
            Count,60,1,,,2,S7,singing
            S2,Great Tit,Parus major,21000,1,PL-MZ,Warsaw,L1,Mill,52.2,21.0,2026-05-02
            """
        let rows = try await rows(
            "{files: '*.csv', preset: ebird}",
            ["eventID", "scientificName", "individualCount", "eventDate", "occurrenceStatus", "reproductiveCondition"],
            ["MyEBirdData.csv": file], rest: "record: {key: [eventID, scientificName]}")
        #expect(
            rows == [
                ["S1", "Pica pica", "", "2026-05-01T07:30", "present", ""],
                ["S1", "Parus major", "12", "2026-05-01T19:30", "present", "S7"],
                ["S2", "Parus major", "1", "2026-05-02", "present", ""],
            ])
    }

    @Test("GBIF's simple download: tabs, and quotation marks that quote nothing")
    func gbif() async throws {
        let file =
            "gbifID\tdatasetKey\toccurrenceID\tscientificName\tlocality\teventDate\tdecimalLatitude\tlicense\trecordedBy\n"
            + "1\tk\to1\tPica pica (L.)\t\"Mill pond\t2026-05-01/2026-05-02\t52.2\tCC_BY_4_0\tA. B.\n"
            + "2\tk\to2\tPica pica\t12\" pipe\t2026-05-01T10:30:00\t52.3\tCC0_1_0\t\n"
        let rows = try await rows(
            "{files: '*.csv', preset: gbif}", ["gbifID", "locality", "eventDate", "license"], ["gbif.csv": file],
            rest: "record: {key: [gbifID]}")
        #expect(
            rows == [
                ["1", "\"\"\"Mill pond\"", "2026-05-01/2026-05-02", "CC-BY-4.0"],
                ["2", "\"12\"\" pipe\"", "2026-05-01T10:30:00", "CC0-1.0"],
            ])
    }

    @Test("occurrence.txt of a Darwin Core Archive: its terms, and further ones that `fields` lists")
    func darwinCore() async throws {
        let file =
            "id\toccurrenceID\tbasisOfRecord\teventDate\tscientificName\tindividualCount\tlicense\twaterBody\n"
            + "1\to1\tHumanObservation\t2026-05\tPica pica\t2\tCC0-1.0\tVistula\n"
        let rows = try await rows(
            "{files: '**/occurrence.txt', preset: darwin-core}",
            ["occurrenceID", "eventDate", "individualCount", "waterBody", "habitat"], ["dwca/occurrence.txt": file],
            rest: "fields: {waterBody: {}, eventDate: {}}")
        #expect(rows == [["o1", "2026-05", "2", "Vistula", ""]])
    }

    @Test("ODK's XML: whatever the form is called, with altitude and accuracy or without")
    func odkXML() async throws {
        func form(_ root: String, _ id: String, _ place: String) -> String {
            """
            <?xml version="1.0"?><\(root) id="birds" version="3" xmlns:orx="http://openrosa.org/xforms">
            <start>2026-05-01T07:30:00.000+02:00</start><username>ab</username><deviceid>d1</deviceid>
            <species>Pica pica</species><location>\(place)</location>
            <orx:meta><orx:instanceID>uuid:\(id)</orx:instanceID></orx:meta></\(root)>
            """
        }
        let rows = try await rows(
            "{files: '*.xml', preset: odk-xml, map: {species: scientificName}}",
            ["occurrenceID", "decimalLatitude", "decimalLongitude", "coordinateUncertaintyInMeters", "scientificName"],
            [
                "a.xml": form("data", "1", "52.2 21.0 110.5 4.5"), "b.xml": form("aXy9", "2", "52.2 21.0"),
                "c.xml": form("data", "3", ""),
            ])
        #expect(
            rows == [
                ["uuid:1", "52.2", "21.0", "4.5", "Pica pica"], ["uuid:2", "52.2", "21.0", "", "Pica pica"],
                ["uuid:3", "", "", "", "Pica pica"],
            ])
    }

    @Test("KoboToolbox's JSON: groups with slashes in their names, and the first place of the form")
    func koboJSON() async throws {
        let file = """
            {"count": 1, "results": [{"_uuid": "u1", "start": "2026-05-01T07:30:00.000+02:00",
            "_geolocation": [52.2, 21.0], "_submitted_by": "ab", "group_bird/species": "Pica pica",
            "_validation_status": {"label": "Approved"}}]}
            """
        let rows = try await rows(
            "{files: '*.json', preset: kobo-json, map: {/group_bird~1species: scientificName}}",
            ["occurrenceID", "decimalLatitude", "identificationVerificationStatus", "scientificName"],
            ["kobo.json": file])
        #expect(rows == [["u1", "52.2", "Approved", "Pica pica"]])
    }

    @Test("Epicollect5's CSV: dates with the day first, or the month first where the source says so")
    func epicollect() async throws {
        let file = """
            ec5_uuid,created_at,uploaded_at,title,1_Species,lat_2_Place,long_2_Place,accuracy_2_Place,3_Date
            e1,2026-05-03T10:00:00.000Z,2026-05-03T11:00:00.000Z,Pica pica,Pica pica,52.2,21.0,5,02/05/2026
            """
        for (locale, day) in [("", "2026-05-02"), (", locale: en-US", "2026-02-05")] {
            let rows = try await rows(
                """
                {files: '*.csv', preset: epicollect-csv\(locale), map: {1_Species: scientificName, 3_Date: eventDate,
                lat_2_Place: decimalLatitude, long_2_Place: decimalLongitude}}
                """, ["occurrenceID", "eventDate", "decimalLatitude", "modified"], ["e.csv": file])
            #expect(rows == [["e1", day, "52.2", "2026-05-03T11:00:00.000Z"]])
        }
    }

    @Test("GeoJSON: the feature's own id, else its property")
    func geojson() async throws {
        let file = """
            {"type": "FeatureCollection", "features": [
            {"type": "Feature", "id": "f1", "properties": {"species": "Pica pica"},
             "geometry": {"type": "Point", "coordinates": [21.0, 52.2]}},
            {"type": "Feature", "properties": {"id": "f2", "species": "Parus major"}, "geometry": null}]}
            """
        let rows = try await rows(
            "{files: '*.geojson', preset: geojson, map: {species: scientificName}}",
            ["occurrenceID", "decimalLatitude", "decimalLongitude", "scientificName"], ["a.geojson": file])
        #expect(rows == [["f1", "52.2", "21.0", "Pica pica"], ["f2", "", "", "Parus major"]])
    }

    @Test("KML: a point with a height and one without; an area has no coordinates")
    func kml() async throws {
        let file = """
            <kml xmlns="http://www.opengis.net/kml/2.2"><Document>
            <Placemark><name>A</name><Point><coordinates> 21.0,52.2,110 </coordinates></Point></Placemark>
            <Placemark><name>B</name><Point><coordinates>21.1,52.3</coordinates></Point></Placemark>
            <Placemark><name>C</name><Polygon/></Placemark></Document></kml>
            """
        let rows = try await rows(
            "{files: '*.kml', preset: kml}", ["locality", "decimalLatitude", "decimalLongitude"], ["a.kml": file])
        #expect(rows == [["A", "52.2", "21.0"], ["B", "52.3", "21.1"], ["C", "", ""]])
    }
}
