import Foundation
import Testing

/// Places as instruments and map programs write them: GPX, GeoJSON, KML.
@Suite(.needsRealData) struct MapFileTests {
    private static let fields = """
        fields:
          eventDate: {type: eventDate}
          decimalLatitude: {type: number, constraints: {minimum: -90, maximum: 90}}
          decimalLongitude: {type: number, constraints: {minimum: -180, maximum: 180}}
          locality: {}
        """

    /// Points by file, counted with Python's ElementTree: waypoints, or the points of the route where there are none.
    private static let points = [
        "cerknicko-jezero.gpx": 7, "garmin_sample.gpx": 1, "gpx1.1_with_all_fields.gpx": 2,
        "gpx_with_duplicate_names.gpx": 6, "gpx_with_garmin_extension.gpx": 1, "locusmap_favorites.gpx": 2,
        "osmand_notes.gpx": 10, "osmand_poi.gpx": 3, "route.gpx": 55, "unicode_with_bom.gpx": 1,
    ]

    @Test("GPX of ten programs: 88 points, the points of a route where a file has no waypoints")
    func gpx() throws {
        var files: [String: Data] = [:]
        for name in Self.points.keys { files[name] = try RealData.bytes("inputs/gpx/\(name)") }
        let project = try RealProject(
            """
            sources:
              - files: "*.gpx"
                map: {"@lat": decimalLatitude, "@lon": decimalLongitude, time: eventDate, name: locality}

            """ + Self.fields, files: files)
        let summary = try project.run()
        #expect(summary.counts == RunSummary.Counts(records: 88, accepted: 88))
        for submission in summary.submissions {
            #expect(submission.counts.records == Self.points[submission.path], "\(submission.path)")
            #expect(submission.problem == nil)
        }
        let rows = Dictionary(uniqueKeysWithValues: try project.published().rows.map { ($0[0], Array($0.dropFirst())) })
        #expect(rows["1-1"] == ["2010-08-05T14:23:59Z", "45.772163216", "14.357652292", "001"])
        #expect(rows["2-1"] == ["2025-06-15T06:30:00Z", "38.897957", "-77.036560", "White House"])
        #expect(rows["3-2"] == ["", "13.4", "46.7", ""])
        #expect(rows["6-1"] == ["2025-01-09T20:11:40.532Z", "40.768731", "-73.974922", "2025-01-09 15:10:33"])
        #expect(rows["8-1"] == ["2025-04-21T15:29:08Z", "5.8626188", "-60.616413", "A&D Sunset Guesthouse"])
        #expect(rows["9-55"] == ["", "45.2787783011", "13.7266552448", "#055"])
        #expect(rows["10-1"] == ["2016-05-27T10:08:47.8Z", "43.309634", "3.515386", "test"])
    }

    @Test("CoMapeo's and Mapeo's GeoJSON: eleven features, coordinates to the last digit")
    func comapeo() throws {
        let project = try RealProject(
            """
            sources:
              - files: comapeo*.geojson
                map:
                  $id: occurrenceID
                  $createdAt: eventDate
                  location_name: locality
                  camera_trap: samplingProtocol
                  /geometry/coordinates/1: decimalLatitude
                  /geometry/coordinates/0: decimalLongitude
              - files: mapeo*.geojson
                map:
                  /id: occurrenceID
                  $created: eventDate
                  notes: locality
                  type: samplingProtocol
                  /geometry/coordinates/1: decimalLatitude
                  /geometry/coordinates/0: decimalLongitude
            record: {key: [occurrenceID]}

            """ + Self.fields, "inputs/comapeo/comapeo_observations.geojson",
            "inputs/comapeo/mapeo_observations.geojson")
        #expect(try project.run().counts == RunSummary.Counts(records: 11, accepted: 11))
        let sheet = try project.published()
        #expect(
            sheet.counts("samplingProtocol") == [
                "deployment": 5, "retrieval": 2, "maintenance": 1, "activity": 1, "waterway": 2,
            ])
        #expect(
            sheet.rows.first == [
                "1-1", "2026-05-13T19:03:22.117Z", "38.7954640574963", "-77.22264524549246", "Red oak tree",
                "244238ee5d4fc8522948d35e8d38e92977054ab55441f61fb5be3616d4093d53", "deployment",
            ])
        #expect(
            sheet.rows.last == [
                "2-3", "2021-10-11T14:39:25.377Z", "40.782865", "-73.971249", "Popular waterfall near the Ramble",
                "1234567890abcdef", "waterway",
            ])
    }

    @Test("KML: places with and without points; a point without its height is quarantined, not shifted")
    func kml() throws {
        let project = try RealProject(
            """
            sources:
              - files: "*.kml"
                map:
                  name: locality
                  Point/coordinates: {split: {separator: ",", to: [decimalLongitude, decimalLatitude, height]}}
                  TimeStamp/when: eventDate

            """ + Self.fields, "inputs/kml/gc_alerts.kml", "inputs/kml/googleearth_sample.kml",
            "inputs/kml/locusmap_favorites.kml")
        let summary = try project.run()
        #expect(summary.submissions.map(\.counts.records) == [2, 20, 2])
        // Two areas have neither a name nor a point.
        #expect(summary.counts.quarantined == 3 && summary.count("record-blank") == 2)
        #expect(summary.count("split-parts") == 1)
        let sheet = try project.published()
        let places = zip(sheet.rows, sheet.column("decimalLatitude")).filter { $0.1 != "" }.map(\.0)
        #expect(
            places == [
                ["2-1", "", "37.42228990140251", "-122.0822035425683", "Simple placemark", "0"],
                ["2-2", "", "37.4220033612141", "-122.084075", "Floating placemark", "50"],
                ["2-3", "", "37.42156927867553", "-122.0857667006183", "Extruded placemark", "50"],
                ["2-4", "", "37.42243077405461", "-122.0856545755255", "Roll over this icon", "0"],
                ["3-1", "2025-01-09T15:11:40Z", "40.768731", "-73.974922", "2025-01-09 15:10:33", "152.40"],
            ])
    }
}
