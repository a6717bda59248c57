import Foundation
import Testing

/// What form tools export: ODK Central, KoboToolbox, Epicollect5, CyberTracker.
@Suite(.needsRealData) struct FieldFormTests {
    private static let placeAndTime = """
        record: {key: [occurrenceID]}
        fields:
          occurrenceID: {constraints: {required: true}}
          eventDate: {type: eventDate, constraints: {required: true, maximum: today}}
          decimalLatitude: {type: number, constraints: {minimum: -90, maximum: 90}}
          decimalLongitude: {type: number, constraints: {minimum: -180, maximum: 180}}
        """

    @Test("ODK Central's CSV: two submissions with instants, places and answers")
    func centralTable() throws {
        let project = try RealProject(
            """
            sources:
              - files: "*.csv"
                map:
                  KEY: occurrenceID
                  start: eventDate
                  location-Latitude: decimalLatitude
                  location-Longitude: decimalLongitude
                  community: locality
                  important_resources: occurrenceRemarks

            """ + Self.placeAndTime, "inputs/kobo-odk/odk_central_submissions.csv")
        #expect(try project.run().counts == RunSummary.Counts(records: 2, accepted: 2))
        #expect(
            try project.published().rows == [
                [
                    "1-1", "uuid:1d5850bb-8e07-4944-8017-ed52413e9dca", "2025-07-29T09:29:12.762-04:00", "40.786261",
                    "-73.964718", "new_york", "Cassava, Sweet Potato",
                ],
                [
                    "1-2", "uuid:e96490a7-dd32-4c68-8037-4272915fb566", "2025-07-29T09:28:36.477-04:00", "38.769845",
                    "-77.207058", "springfield", "Peppers",
                ],
            ])
    }

    @Test("ODK Central's JSON: a place that was not given is blank, latitude 152 is quarantined with its record number")
    func centralDocument() throws {
        let project = try RealProject(
            """
            sources:
              - files: "*.json"
                records: /value
                map:
                  __id: occurrenceID
                  start: eventDate
                  /location/coordinates/1: decimalLatitude
                  /location/coordinates/0: decimalLongitude
                  /location/properties/accuracy: coordinateUncertaintyInMeters
                  /__system/submitterName: identifiedBy

            """ + Self.placeAndTime, "inputs/kobo-odk/odk_central_submissions.json")
        let summary = try project.run()
        #expect(summary.counts == RunSummary.Counts(records: 3, accepted: 2, quarantined: 1))
        #expect(summary.count("constraint-maximum") == 1)
        let example = try #require(summary.findings.first?.example)
        #expect(example.hasPrefix("odk_central_submissions.json, record 2, decimalLatitude “152.0195872”"))
        #expect(
            try project.published().rows == [
                [
                    "1-1", "uuid:06ed309e-980c-45be-b52b-c1cd143d5d2d", "2025-02-12T08:42:13.587-05:00", "", "", "",
                    "Collector",
                ],
                [
                    "1-3", "uuid:cb7955d8-dc7c-480f-9699-20555a155c92", "2025-02-11T21:25:02.963-05:00", "40.322394",
                    "-77.9867385", "12.399", "Collector",
                ],
            ])
    }

    @Test("KoboToolbox's CSV: questions as headers, semicolons, and a longitude that no place on earth has")
    func kobo() throws {
        let project = try RealProject(
            """
            sources:
              - files: "*.csv"
                map:
                  _uuid: occurrenceID
                  start: eventDate
                  _Please record the location of your local ecosystem._latitude: decimalLatitude
                  _Please record the location of your local ecosystem._longitude: decimalLongitude
                  What community are you from?: locality
                  "How is traditional ecological knowledge (TEK) passed on within your community?": occurrenceRemarks

            """ + Self.placeAndTime, "inputs/kobo-odk/kobotoolbox_submissions.csv")
        let summary = try project.run()
        #expect(summary.counts == RunSummary.Counts(records: 3, accepted: 2, quarantined: 1))
        #expect(summary.count("constraint-minimum") == 1)
        // The third record stands in row 4 of the spreadsheet.
        let example = try #require(summary.findings.first?.example)
        #expect(example.hasPrefix("kobotoolbox_submissions.csv, row 4, decimalLongitude “-199.058787”"))
        #expect(
            try project.published().rows == [
                [
                    "1-1", "92eb7237-89d6-4a15-aa71-09ec99279bbb", "2023-07-19T14:30:12.239000-04:00", "2.164341",
                    "-55.963451", "Arlington", "Oral storytelling",
                ],
                [
                    "1-2", "d18d0d37-fdd1-4c5f-8d37-cbc86e935322", "2023-07-19T14:30:44.554000-04:00", "38.7790289",
                    "-77.1899636", "Springfield", "Rituals and ceremonies",
                ],
            ])
    }

    @Test("Epicollect5's JSON: entries in an envelope, and 27/04/2026 by the declared locale")
    func epicollect() throws {
        let project = try RealProject(
            """
            sources:
              - files: "*.json"
                records: /data/entries
                locale: en-GB
                map:
                  ec5_uuid: occurrenceID
                  3_Date: eventDate
                  /2_Location/latitude: decimalLatitude
                  /2_Location/longitude: decimalLongitude
                  1_Name: identifiedBy

            """ + Self.placeAndTime, "inputs/epicollect5/ec5_shape_handmade.json")
        #expect(try project.run().counts == RunSummary.Counts(records: 1, accepted: 1))
        #expect(
            try project.published().rows
                == [["1-1", "39f51e6d-0000-76ba-e63c-82b6b387c041", "2026-04-27", "52.1", "4.5", "Ann"]])
    }

    @Test("CyberTracker's JSON begins with a byte order mark; its entry without a place says 0, 0 and is quarantined")
    func cyberTracker() throws {
        let project = try RealProject(
            """
            sources:
              - files: "*.json"
                map:
                  /db/uid: occurrenceID
                  createTime: eventDate
                  /db/y: decimalLatitude
                  /db/x: decimalLongitude
                  note: occurrenceRemarks

            """ + Self.placeAndTime + "\nchecks: [coordinates-not-zero]\n", "inputs/cybertracker/0.json")
        let summary = try project.run()
        #expect(summary.counts == RunSummary.Counts(records: 4, accepted: 3, quarantined: 1))
        #expect(summary.count("coordinates-not-zero") == 1)
        let sheet = try project.published()
        #expect(sheet.column("recordID") == ["1-2", "1-3", "1-4"])
        #expect(sheet.column("decimalLatitude") == ["38", "38", "38"])
        #expect(sheet.column("eventDate").first == "2026-04-30T09:56:27.000-04:00")
        #expect(sheet.column("occurrenceRemarks").first == "Quick waypoint: heard howlers off-trail to the ENE.")
    }
}
