import Foundation
import Presets
import Testing
import Transect

/// What a source says counts before what its preset says.
@Suite struct PresetOverlayTests {
    private static let title = "name: trees\ntitle: Trees\ncreators: [{name: River Club}]\nlicence: CC0-1.0\n"

    private static let preset = """
        # A program: its export
        format: csv
        delimiter: tab
        map:
          id: occurrenceID
          seen: eventDate
          what: {to: scientificName, replace: {oak: Quercus}}
          place: {split: {separator: " ", to: [decimalLatitude, decimalLongitude, "-", locality], atLeast: 2}}
        join: {eventID: {from: [a, b], separator: "-"}}
        set: {basisOfRecord: HumanObservation, geodeticDatum: EPSG:4326}
        fields: {eventDate: {type: eventDate}, decimalLatitude: {type: number}, dateIdentified: {type: date}}
        """

    private func definition(_ rest: String) throws -> Definition {
        try Definition(
            yaml: Self.title + rest, file: "pipeline.yaml",
            presets: PresetShelf { $0 == "presets/trees.yaml" ? Array(Self.preset.utf8) : nil })
    }

    private func source(_ rest: String) throws -> Definition.Source {
        try #require(try definition("sources:\n  - files: '*.csv'\n    preset: trees\n" + rest).sources.first)
    }

    @Test("One line is enough: everything comes from the preset, with the types that it suggests")
    func everything() throws {
        let definition = try definition("sources: [{files: '*.csv', preset: trees}]\n")
        let source = try #require(definition.sources.first)
        #expect(source.delimiter == "\t" && source.format == "csv")
        #expect(source.map.map(\.column) == ["id", "seen", "what", "place"])
        #expect(source.map[3].split?.parts == ["decimalLatitude", "decimalLongitude", nil, "locality"])
        #expect(definition.presets.map(\.name) == ["trees"])
        // No source makes dateIdentified, so that the dataset does not have it.
        #expect(definition.fields.map(\.term) == ["eventDate", "decimalLatitude"])
        #expect(definition.fields.map(\.type?.value) == ["eventDate", "number"])
    }

    @Test("A declared type counts before the preset's; a field that is declared without one takes it")
    func types() throws {
        let fields = "fields: {eventDate: {type: date}, decimalLatitude: {constraints: {required: true}}, note: {}}\n"
        let definition = try definition("sources: [{files: '*.csv', preset: trees}]\n" + fields)
        #expect(definition.fields.map(\.term) == ["eventDate", "decimalLatitude", "note"])
        #expect(definition.fields.map(\.type?.value) == ["date", "number", nil])
        #expect(definition.fields[1].constraints.required)
    }

    @Test("Scalars replace; map, set and join are merged by key; nothing behind a key takes the entry away")
    func merged() throws {
        let source = try source(
            """
                delimiter: ";"
                locale: pl
                map: {what: vernacularName, seen: , more: occurrenceRemarks}
                set: {geodeticDatum: unknown, license: CC0-1.0, basisOfRecord: }

            """)
        #expect(source.delimiter == ";" && source.locale?.value == "pl")
        #expect(source.map.map(\.column) == ["id", "place", "what", "more"])
        #expect(source.map.map(\.to) == ["occurrenceID", nil, "vernacularName", "occurrenceRemarks"])
        #expect(source.constants.map(\.term) == ["geodeticDatum", "license"])
        #expect(source.constants.map(\.value) == ["unknown", "CC0-1.0"])
        #expect(source.joins.map(\.term) == ["eventID"])
    }

    @Test("A term that the source makes itself, in whatever way, is not made by the preset too")
    func terms() throws {
        let source = try source(
            """
                map: {latitude: decimalLatitude, visit: eventID}
                join: {eventDate: {from: [day, time], separator: T}}
                set: {scientificName: Quercus robur}

            """)
        #expect(source.map.map(\.column) == ["id", "place", "latitude", "visit"])
        #expect(source.map[1].split?.parts == [nil, "decimalLongitude", nil, "locality"])
        #expect(source.joins.map(\.term) == ["eventDate"])
        #expect(source.constants.map(\.term) == ["basisOfRecord", "geodeticDatum", "scientificName"])
    }

    @Test("Without a preset, nothing behind a column is a problem as before")
    func nothingWithout() throws {
        let project = try SmallProject("sources: [{files: '*.csv', map: {a: }}]\nfields: {b: {}}\n")
        #expect(project.problems.contains("no name for a term"))
    }

    @Test("An unknown preset is refused with its place and the nearest that there is")
    func unknown() throws {
        let project = try SmallProject("sources:\n  - files: '*.csv'\n    preset: inaturalst\nfields: {a: {}}\n")
        #expect(
            project.problems.hasSuffix(
                "pipeline.yaml:7:13: There is no preset `inaturalst`. Did you mean `inaturalist`?"))
        let other = try SmallProject("sources: [{files: '*.csv', preset: my-own-app}]\nfields: {a: {}}\n")
        #expect(other.problems.contains("`transect presets` lists them."))
    }

    @Test("What is wrong with a source and its preset together is told at the line that names the preset")
    func places() throws {
        let project = try SmallProject("sources:\n  - files: '*.csv'\n    preset: gpx\nfields: {recordID: {}}\n")
        #expect(project.problems.contains("Transect itself names records under recordID"))
        let clash = try SmallProject(
            "sources:\n  - files: '*.csv'\n    preset: ebird\n    map: {Latitude: {to: decimalLatitude, lokup: {}}}\n")
        #expect(clash.problems.contains("pipeline.yaml:8:43: The mapping of Latitude has no key `lokup`"))
    }
}
