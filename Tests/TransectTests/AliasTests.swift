import Files
import Foundation
import Testing
import Transect

/// One term under several headers, in several languages.
@Suite struct AliasTests {
    private static let fields = """
        fields:
          eventDate: {type: eventDate, aliases: [Data, Datum, Fecha], constraints: {required: true}}
          scientificName: {aliases: {pl: Gatunek, es: [Especie, Nombre]}}

        """

    private func published(_ pipeline: String, _ files: [String: String]) async throws -> [String] {
        let project = try SmallProject("contributors: {submitter: none}\n" + pipeline, files: files)
        try await project.run()
        return (project.published("observations.csv") ?? "").split(separator: "\n").map(String.init)
    }

    @Test("Files in several languages are read under one definition, whatever the order of their columns")
    func languages() async throws {
        let rows = try await published(
            "sources: [{files: '*.csv'}]\n" + Self.fields,
            [
                "a.csv": "Data,Gatunek\n2026-05-01,Pica pica\n", "b.csv": " Especie ,Fecha\nParus major,2026-05-02\n",
                "c.csv": "scientificName,eventDate\nCorvus corax,2026-05-03\n",
            ])
        #expect(
            rows == [
                "recordID,eventDate,scientificName", "1-1,2026-05-01,Pica pica", "2-1,2026-05-02,Parus major",
                "3-1,2026-05-03,Corvus corax",
            ])
    }

    @Test("Headers are compared up to Unicode's canonical equivalence, and case counts")
    func comparison() async throws {
        let rows = try await published(
            "sources: [{files: '*.csv'}]\nfields: {eventDate: {}, locality: {aliases: [Lugar próximo]}}\n",
            ["a.csv": "eventDate,Lugar pro\u{301}ximo\n2026,Mill\n", "b.csv": "eventDate,lugar próximo\n2026,Mill\n"])
        #expect(rows.dropFirst() == ["1-1,2026,Mill", "2-1,2026,"])
    }

    @Test("A source's own map counts before aliases: for the term, and for the column")
    func explicit() async throws {
        let rows = try await published(
            """
            sources:
              - {files: a.csv, map: {Zeit: eventDate}}
              - {files: b.csv, map: {Datum: verbatimEventDate}}

            """ + Self.fields,
            ["a.csv": "Zeit,Datum\n2026-05-01,soon\n", "b.csv": "Datum,Data\nsoon,2026-05-02\n"])
        #expect(rows.dropFirst() == ["1-1,2026-05-01,,", "2-1,2026-05-02,,soon"])
    }

    @Test("Two columns of one file that say different things about a term are told; where they agree, nothing is lost")
    func disagreeing() async throws {
        let project = try SmallProject(
            "contributors: {submitter: none}\nsources: [{files: '*.csv'}]\n" + Self.fields,
            files: ["a.csv": "Data,Datum\n2026-05-01,2026-05-01\n2026-05-02,\n2026-05-03,2026-05-04\n"])
        let report = try await project.run()
        #expect(report.counts.accepted == 2 && report.counts.quarantined == 1)
        let told = try #require(report.rules.first { $0.code == "columns-disagree" })
        #expect(told.example.contains("Column Data says “2026-05-03” and column Datum says “2026-05-04”"))
    }

    @Test("map may list several headers for one term; their replacements hold together, and so does the table")
    func severalInMap() async throws {
        let project = try SmallProject(
            """
            contributors: {submitter: none}
            sources:
              - files: '*.csv'
                map:
                  Gatunek: {to: scientificName, replace: {sroka: Pica pica}}
                  Art: {to: scientificName, replace: {Elster: Pica pica}}
                  Name: {to: vernacularName, lookup: {file: names.csv, from: en, to: pl}}
                  Nome: {to: vernacularName, lookup: {file: names.csv, from: en, to: pl}}

            """, files: ["a.csv": "Gatunek,Name\nsroka,magpie\n", "b.csv": "Art,Nome\nElster,raven\n"])
        try project.put("en,pl\nmagpie,sroka\nraven,kruk\n", at: "names.csv")
        try await project.run()
        #expect(
            project.published("observations.csv")
                == "recordID,scientificName,vernacularName\n1-1,Pica pica,sroka\n2-1,Pica pica,kruk\n")
        try project.write(
            pipeline: """
                sources:
                  - files: '*.csv'
                    map:
                      Gatunek: {to: scientificName, replace: {x: Pica pica}}
                      Art: {to: scientificName, replace: {x: Parus major}, lookup: {file: names.csv, from: en, to: pl}}

                """)
        #expect(project.problems.contains("`x` is replaced by `Pica pica` and by `Parus major`"))
        #expect(project.problems.contains("all of them need the same `lookup`"))
    }

    @Test("A file needs one of the headers that stand for a term; only where it has none is that told")
    func missing() async throws {
        let project = try SmallProject(
            "sources: [{files: '*.csv', map: {Gatunek: scientificName, Art: scientificName, Ort: locality}}]\n",
            files: ["a.csv": "Art\nPica pica\n", "b.csv": "Ort\nMill\n"])
        let report = try await project.run()
        #expect(report.submissions.map(\.missingFields) == [["Ort"], ["Gatunek / Art"]])
    }

    @Test("A header that would stand for two terms is refused with its place, and so is a blank one")
    func refused() throws {
        func problems(_ fields: String) throws -> String {
            try SmallProject("sources: [{files: '*.csv'}]\nfields: \(fields)\n").problems
        }
        #expect(
            try problems("{a: {aliases: [Data]}, b: {aliases: [Data]}}").hasSuffix(
                "pipeline.yaml:6:46: `Data` is an alias of a already; a header can stand for one term only."))
        #expect(try problems("{a: {aliases: [b]}, b: {}}").contains("`b` is itself a field"))
        #expect(try problems("{a: {aliases: [' ']}}").contains("this one is blank"))
        #expect(try problems("{a: {aliases: [a, Data, Data]}}").isEmpty)
    }
}
