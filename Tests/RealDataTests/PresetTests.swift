import Foundation
import Testing

/// Presets on real exports. What each file holds was counted with other programs, as in the tests of each program's files.
@Suite(.needsRealData) struct PresetTests {
    @Test("iNaturalist's CSV by one line: 300 observations, each with its licence, obscured places marked")
    func inaturalist() throws {
        let file = "inputs/inaturalist/observations-568611_cc_subset.csv"
        let project = try RealProject(
            """
            sources: [{files: "*.csv", preset: inaturalist}]
            record: {key: [occurrenceID], revision: modified}
            checks: [coordinates-in-range, coordinates-not-zero, event-date-plausible]
            """, file)
        let summary = try project.run()
        #expect(summary.counts == RunSummary.Counts(records: 300, accepted: 300))
        let (sheet, written) = (try project.published(), Sheet(try RealData.bytes(file)))
        #expect(sheet.counts("license") == ["CC-BY-4.0": 212, "CC-BY-NC-4.0": 87, "CC0-1.0": 1])
        #expect(sheet.counts("dataGeneralizations") == ["coordinates obscured by iNaturalist": 48, "": 252])
        for (column, term) in [
            ("uuid", "occurrenceID"), ("observed_on", "eventDate"), ("latitude", "decimalLatitude"),
            ("public_positional_accuracy", "coordinateUncertaintyInMeters"), ("taxon_order_name", "order"),
        ] {
            #expect(sheet.column(term) == written.column(column), "\(term)")
        }
        #expect(sheet.column("recordedBy").allSatisfy { $0.hasPrefix("c-") })
        // Real names are nowhere in what is published.
        let published = try String(
            contentsOfFile: "\(project.root)/snapshots/latest/observations.csv", encoding: .utf8)
        for name in Set(written.column("user_name")) where name.count > 3 {
            #expect(!published.contains(",\(name),"), "a name of an observer")
        }
    }

    @Test("iNaturalist's API: ten observations; the fixture has no uuid, so that its address names the record")
    func inaturalistAPI() throws {
        let project = try RealProject(
            """
            sources: [{files: "*.json", preset: inaturalist-json, map: {uri: occurrenceID}}]
            record: {key: [occurrenceID]}
            """, "inputs/inaturalist/api_v1_observations_fixture.json")
        let summary = try project.run()
        #expect(summary.counts == RunSummary.Counts(records: 10, accepted: 10))
        let bytes = try RealData.bytes("inputs/inaturalist/api_v1_observations_fixture.json")
        let document = try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
        let results = try #require(document["results"] as? [[String: Any]])
        // Those without a licence stay in the store.
        let licensed = results.filter { $0["license_code"] is String }
        let sheet = try project.published()
        #expect(sheet.column("occurrenceID") == licensed.compactMap { $0["uri"] as? String })
        #expect(
            sheet.column("scientificName") == licensed.map { ($0["taxon"] as? [String: Any])?["name"] as? String ?? "" }
        )
        #expect(sheet.column("license").allSatisfy { $0.hasPrefix("CC") })
    }

    @Test("ODK Central's CSV and JSON, KoboToolbox's CSV: the preset's own terms, and the questions of the form")
    func forms() throws {
        let project = try RealProject(
            """
            sources:
              - {files: "odk*.csv", preset: odk-csv, map: {community: locality}}
              - {files: "odk*.json", preset: odk-json, map: {community: locality}}
              - files: "kobo*.csv"
                preset: kobo-csv
                map:
                  What community are you from?: locality
                  _Please record the location of your local ecosystem._latitude: decimalLatitude
                  _Please record the location of your local ecosystem._longitude: decimalLongitude
                  _Please record the location of your local ecosystem._precision: coordinateUncertaintyInMeters
            record: {key: [occurrenceID]}
            checks: [coordinates-in-range]
            """, "inputs/kobo-odk/odk_central_submissions.csv", "inputs/kobo-odk/odk_central_submissions.json",
            "inputs/kobo-odk/kobotoolbox_submissions.csv")
        let summary = try project.run()
        // One latitude and one longitude are no place on earth.
        #expect(summary.counts == RunSummary.Counts(records: 8, accepted: 6, quarantined: 2))
        let sheet = try project.published()
        #expect(
            sheet.column("locality").sorted() == [
                "Arlington", "Springfield", "iriva", "minura", "new_york", "springfield",
            ])
        #expect(sheet.column("eventDate").contains("2025-07-29T09:29:12.762-04:00"))
        #expect(sheet.column("occurrenceID").contains("uuid:1d5850bb-8e07-4944-8017-ed52413e9dca"))
        #expect(sheet.column("decimalLatitude").contains("40.322394"))
        #expect(sheet.column("coordinateUncertaintyInMeters").contains("12.399"))
    }

    @Test("Epicollect5's JSON: an entry with its place and its day")
    func epicollect() throws {
        let project = try RealProject(
            """
            sources:
              - files: "*.json"
                preset: epicollect-json
                map: {3_Date: eventDate, /2_Location/latitude: decimalLatitude, /2_Location/longitude: decimalLongitude}
            record: {key: [occurrenceID], revision: modified}
            """, "inputs/epicollect5/ec5_shape_handmade.json")
        #expect(try project.run().counts == RunSummary.Counts(records: 1, accepted: 1))
        let sheet = try project.published()
        #expect(sheet.column("eventDate") == ["2026-04-27"] && sheet.column("decimalLatitude") == ["52.1"])
        #expect(sheet.column("modified") == ["2026-04-27T14:45:00.000Z"])
    }

    @Test("CyberTracker's JSON: four records of a list behind a byte order mark")
    func cybertracker() throws {
        let project = try RealProject(
            """
            sources: [{files: "*.json", preset: cybertracker}]
            record: {key: [occurrenceID], revision: modified}
            """, "inputs/cybertracker/0.json")
        #expect(try project.run().counts == RunSummary.Counts(records: 4, accepted: 4))
        #expect(try project.published().column("occurrenceID").first == "3cb38199e6174d17a11e864b438cd9e8")
    }

    @Test("CoMapeo's and Mapeo's GeoJSON under one preset: eleven features with identifier, day and place")
    func comapeo() throws {
        let project = try RealProject(
            """
            sources: [{files: "*.geojson", preset: comapeo}]
            record: {key: [occurrenceID], revision: modified}
            """, "inputs/comapeo/comapeo_observations.geojson", "inputs/comapeo/mapeo_observations.geojson")
        let summary = try project.run()
        #expect(summary.counts == RunSummary.Counts(records: 11, accepted: 11))
        let sheet = try project.published()
        for term in ["occurrenceID", "eventDate", "modified", "decimalLatitude", "decimalLongitude", "eventType"] {
            #expect(sheet.column(term).allSatisfy { !$0.isEmpty }, "\(term)")
        }
        #expect(sheet.column("occurrenceID").suffix(3) == ["a1b2c3d4e5f67890", "f6e7d8c9b0a12345", "1234567890abcdef"])
    }

    @Test("Camtrap DP: 549 observations, each with the interval of its event")
    func camtrap() throws {
        let file = "inputs/camtrap-dp/observations.csv"
        let project = try RealProject(
            "sources: [{files: \"*.csv\", preset: camtrap-dp}]\nrecord: {key: [occurrenceID]}\n", file)
        #expect(try project.run().counts == RunSummary.Counts(records: 549, accepted: 549))
        let (sheet, written) = (try project.published(), Sheet(try RealData.bytes(file)))
        let intervals = zip(written.column("eventStart"), written.column("eventEnd")).map { "\($0)/\($1)" }
        #expect(sheet.column("eventDate") == intervals)
        #expect(sheet.column("individualCount") == written.column("count"))
        #expect(!sheet.header.contains("identifiedBy"))
    }

    @Test("GPX of ten programs: 88 points with their places")
    func gpx() throws {
        let names = [
            "cerknicko-jezero", "garmin_sample", "gpx1.1_with_all_fields", "gpx_with_duplicate_names",
            "gpx_with_garmin_extension", "locusmap_favorites", "osmand_notes", "osmand_poi", "route",
            "unicode_with_bom",
        ]
        var files: [String: Data] = [:]
        for name in names { files["\(name).gpx"] = try RealData.bytes("inputs/gpx/\(name).gpx") }
        let project = try RealProject("sources: [{files: \"*.gpx\", preset: gpx}]\n", files: files)
        #expect(try project.run().counts == RunSummary.Counts(records: 88, accepted: 88))
        let sheet = try project.published()
        #expect(sheet.column("decimalLatitude").allSatisfy { !$0.isEmpty })
        #expect(sheet.column("occurrenceRemarks").contains("My favorite tree"))
    }

    @Test("KML of three programs: 24 places, two of them blank; a point without its height keeps its place")
    func kml() throws {
        let project = try RealProject(
            "sources: [{files: \"*.kml\", preset: kml}]\n", "inputs/kml/gc_alerts.kml",
            "inputs/kml/googleearth_sample.kml", "inputs/kml/locusmap_favorites.kml")
        let summary = try project.run()
        // Two areas have neither a name nor a point: nothing of them is known to the preset.
        #expect(summary.counts.records == 24 && summary.counts.quarantined == 2)
        let sheet = try project.published()
        let places = zip(sheet.column("decimalLatitude"), sheet.column("decimalLongitude")).filter { $0.0 != "" }
        #expect(places.count == 6)
        #expect(places.last.map { [$0.0, $0.1] } == ["40.948215", "-73.297812"])
    }

    @Test(
        "Zooniverse's exports: every classification, its volunteer under a pseudonym",
        arguments: [("cat-project-classifications.csv", 153), ("slsn_classifications.csv", 7)])
    func zooniverse(file: String, count: Int) throws {
        let project = try RealProject(
            """
            sources: [{files: "*.csv", preset: zooniverse, map: {T0: occurrenceRemarks}}]
            record: {key: [identificationID, part]}
            """, "inputs/zooniverse/\(file)")
        #expect(try project.run().counts == RunSummary.Counts(records: count, accepted: count))
        let sheet = try project.published()
        #expect(sheet.column("recordedBy").allSatisfy { $0.hasPrefix("c-") })
        #expect(sheet.column("dateIdentified").allSatisfy { $0.hasSuffix("Z") })
    }
}
