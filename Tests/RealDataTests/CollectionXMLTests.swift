import Foundation
import Testing

/// XML of collections and rangers: ABCD and SMART.
@Suite(.needsRealData) struct CollectionXMLTests {
    @Test("ABCD 2.06: twenty units of a BioCASe response in a namespace, and a single unit without one")
    func abcd() throws {
        let name = "Identification/Result/TaxonIdentified/ScientificName/FullScientificNameString"
        let prefixed = name.split(separator: "/").map { "abcd:\($0)" }.joined(separator: "/")
        let project = try RealProject(
            """
            sources:
              - files: "biocase*.xml"
                records: //abcd:Unit
                namespaces: {abcd: "http://www.tdwg.org/schemas/abcd/2.06"}
                map:
                  abcd:SourceInstitutionID: institutionCode
                  abcd:UnitID: catalogNumber
                  abcd:RecordBasis: basisOfRecord
                  abcd:Identifications/\(prefixed): scientificName
                  abcd:Gathering/abcd:LocalityText: locality
              - files: "abcd2*.xml"
                map:
                  SourceInstitutionID: institutionCode
                  UnitID: catalogNumber
                  RecordBasis: basisOfRecord
                  Identifications/\(name): scientificName
                  Gathering/LocalityText: locality
                  Gathering/SiteCoordinateSets/SiteCoordinates/CoordinatesLatLong/LatitudeDecimal: decimalLatitude
            record: {key: [institutionCode, catalogNumber]}
            fields:
              institutionCode: {constraints: {required: true}}
              catalogNumber: {constraints: {required: true}}
              basisOfRecord: {constraints: {enum: [PreservedSpecimen]}}
              scientificName: {constraints: {required: true}}
              locality: {}
              decimalLatitude: {type: number}
            """, "inputs/abcd/abcd2_gbif_validator.xml", "inputs/abcd/biocase_abcd206_response.xml")
        let summary = try project.run()
        #expect(summary.submissions.map(\.counts.records) == [1, 20])
        #expect(summary.counts == RunSummary.Counts(records: 21, accepted: 21))
        let sheet = try project.published()
        #expect(
            sheet.rows[0] == [
                "1-1", "RMCA", "16872", "PreservedSpecimen", "Appias (Glutophrissa) perlucens, (Butler, 1898)",
                "Ganda Sundi", "-4.78333333333",
            ])
        #expect(
            sheet.rows[1] == [
                "2-1", "SMF", "6884", "PreservedSpecimen", "Acanthopetalum minotauri",
                "near Ajil Deka, Gotys, SE-side of Akropolis", "",
            ])
        #expect(
            Array(sheet.column("catalogNumber").dropFirst()) == [
                "6884", "6885", "6887", "6888", "6911", "6919", "6920", "6957", "7053", "7054", "7063", "7066", "7083",
                "7090", "7094", "7095", "7096", "7144", "7146", "7189",
            ])
    }

    @Test("SMART patrols: way points with attributes; observations that do not fit into one record are flagged")
    func smart() throws {
        let project = try RealProject(
            """
            sources:
              - files: "*.xml"
                records: //ns2:waypoints
                namespaces: {ns2: "http://www.smartconservationsoftware.org/xml/1.3/patrol"}
                map:
                  "@id": eventID
                  "@y": decimalLatitude
                  "@x": decimalLongitude
                  "@time": eventTime
                  ns2:groups/ns2:observations/@categoryKey: category
                  ns2:groups/ns2:observations_2/@categoryKey: secondCategory
            fields:
              eventID: {constraints: {required: true}}
              decimalLatitude: {type: number, constraints: {minimum: -90, maximum: 90}}
              decimalLongitude: {type: number, constraints: {minimum: -180, maximum: 180}}
            """, "inputs/smart/SMART_000006_001.xml", "inputs/smart/smart_patrol_sample.xml")
        let summary = try project.run()
        #expect(summary.counts.accepted == 4)
        // Eight and three observations stand in the way points of the first file.
        #expect(summary.count("xml-repeated-element") == 2)
        #expect(
            try project.published().rows == [
                [
                    "1-1", "2", "38.7606911", "-77.19774596", "20:50:41", "humanactivity.timber.firewood.",
                    "features.waterhole.",
                ],
                ["1-2", "10", "38.76069271", "-77.19774609", "20:51:38", "position.", "animals.sign.dung."],
                ["2-1", "wp-001", "5.5", "-58.5", "09:30:00", "wildlife-mammal", ""],
                ["2-2", "wp-002", "5.6", "-58.6", "11:45:00", "wildlife-bird", "threat-logging"],
            ])
    }
}
