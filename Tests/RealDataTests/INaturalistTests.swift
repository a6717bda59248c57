import Foundation
import Testing

/// An export of iNaturalist, each row of which carries its own licence. Counts were taken with Python's csv module.
@Suite(.needsRealData) struct INaturalistTests {
    private static let file = "inputs/inaturalist/observations-568611_cc_subset.csv"

    private static let pipeline = """
        sources:
          - files: "*.csv"
            map:
              uuid: occurrenceID
              observed_on: eventDate
              scientific_name: scientificName
              latitude: decimalLatitude
              longitude: decimalLongitude
              public_positional_accuracy: coordinateUncertaintyInMeters
              coordinates_obscured: {to: dataGeneralizations, replace: {"true": place obscured, "false": place exact}}
              license: {to: license, replace: {CC-BY: CC-BY-4.0, CC-BY-NC: CC-BY-NC-4.0, CC0: CC0-1.0}}
              user_login: recordedBy
              quality_grade: identificationVerificationStatus
              "field:interaction->visited flower of": associatedTaxa
        record: {key: [occurrenceID]}
        fields:
          occurrenceID: {constraints: {required: true}}
          eventDate: {type: eventDate, constraints: {required: true, maximum: today}}
          scientificName: {constraints: {required: true}}
          decimalLatitude: {type: number, constraints: {required: true}}
          decimalLongitude: {type: number, constraints: {required: true}}
          coordinateUncertaintyInMeters: {type: number}
          dataGeneralizations: {constraints: {enum: [place obscured, place exact]}}
        checks:
          - coordinates-in-range
          - coordinates-not-zero
          - coordinates-swapped
          - event-date-plausible
          - uncertainty-in-range
        """

    @Test("All 300 observations are published: licences, obscured places, uncertainty and names as exported")
    func everything() throws {
        let project = try RealProject(Self.pipeline, Self.file)
        let summary = try project.run()
        #expect(summary.counts == RunSummary.Counts(records: 300, accepted: 300))
        #expect(summary.findings.isEmpty)

        let sheet = try project.published()
        #expect(sheet.counts("license") == ["CC-BY-4.0": 212, "CC-BY-NC-4.0": 87, "CC0-1.0": 1])
        #expect(sheet.counts("dataGeneralizations") == ["place obscured": 48, "place exact": 252])
        #expect(
            sheet.counts("identificationVerificationStatus") == ["research": 222, "needs_id": 70, "casual": 8])
        #expect(sheet.counts("coordinateUncertaintyInMeters")[""] == 191)
        #expect(sheet.counts("scientificName").count == 100)
        #expect(sheet.column("eventDate").min() == "2015-04-21")
        #expect(sheet.column("eventDate").max() == "2019-05-08")

        let written = Sheet(try RealData.bytes(Self.file))
        for (column, term) in [
            ("uuid", "occurrenceID"), ("observed_on", "eventDate"), ("scientific_name", "scientificName"),
            ("latitude", "decimalLatitude"), ("longitude", "decimalLongitude"),
            ("public_positional_accuracy", "coordinateUncertaintyInMeters"),
            ("field:interaction->visited flower of", "associatedTaxa"),
        ] {
            #expect(sheet.column(term) == written.column(column), "\(term)")
        }
    }

    @Test("Observers are published under ten pseudonyms; their names stay in the store")
    func pseudonyms() throws {
        let project = try RealProject(Self.pipeline, Self.file)
        try project.run()
        let names = Set(Sheet(try RealData.bytes(Self.file)).column("user_login"))
        #expect(names.count == 10)
        let published = Set(try project.published().column("recordedBy"))
        #expect(published.count == 10)
        #expect(published.allSatisfy { $0.hasPrefix("c-") })
        #expect(try project.published("contributors.csv").column("records").compactMap { Int($0) }.reduce(0, +) == 300)
    }

    @Test("Records whose licence is blank are accepted and withheld: all rights are reserved")
    func blankLicence() throws {
        let text = String(decoding: try RealData.bytes(Self.file), as: UTF8.self)
        #expect(text.components(separatedBy: ",CC-BY-NC,http").count - 1 == 87)
        let blanked = text.replacingOccurrences(of: ",CC-BY-NC,http", with: ",,http")
        let project = try RealProject(Self.pipeline, files: ["export.csv": Data(blanked.utf8)])
        let summary = try project.run()
        #expect(summary.counts == RunSummary.Counts(records: 300, accepted: 300))

        let published = try project.published()
        #expect(published.counts("license") == ["CC-BY-4.0": 212, "CC0-1.0": 1])
        let original = Sheet(Data(text.utf8))
        let reserved = zip(original.column("uuid"), original.column("license")).filter { $0.1 == "CC-BY-NC" }.map(\.0)
        #expect(Set(published.column("occurrenceID")).isDisjoint(with: reserved))
    }
}
