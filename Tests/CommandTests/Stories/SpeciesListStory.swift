import Foundation
import Testing

/// The project's list of species is revised: a name has become a synonym and goes, another one comes. Later a column gets
/// a better name.
@Suite("Stories: a species list that changes") struct SpeciesListStory {
    private static let pipeline = """
        name: meadow
        title: Meadow butterflies
        creators: [{name: River Club}]
        licence: CC-BY-4.0
        sources: [{files: "**/*.csv"}]
        record: {key: [occurrenceID]}
        fields:
          occurrenceID: {}
          eventDate: {type: eventDate, constraints: {required: true}}
          scientificName: {constraints: {required: true, enum: {file: species.csv, column: scientificName}}}
          site: {}
        publish: {to: snapshots}

        """

    private static let header = "occurrenceID,eventDate,scientificName,site\n"
    private static let anas =
        header + """
            A1,2026-05-01,Aglais io,Upper meadow
            A2,2026-05-02,Inachis io,Upper meadow
            A3,2026-05-03,Inachis io,Lower meadow

            """
    private static let bens =
        header + """
            B1,2026-05-01,Aglais urticae,Lower meadow
            B2,2026-05-02,Vanessa cardui,Lower meadow
            B3,2026-05-03,Aglais io,Lower meadow

            """

    @Test("Told first, objected to, adopted; what was quarantined comes in; a renamed column is one line")
    func revised() throws {
        let project = try ScratchProject(pipeline: Self.pipeline)
        try project.write("scientificName\nAglais io\nAglais urticae\nInachis io\n", to: "species.csv")
        try project.write(Self.anas, to: "drop/ana/may.csv")
        try project.write(Self.bens, to: "drop/ben/may.csv")
        try project.night(at: ScratchProject.noon(20))
        let before = [
            "1-1,A1,2026-05-01,Aglais io,Upper meadow", "1-2,A2,2026-05-02,Inachis io,Upper meadow",
            "1-3,A3,2026-05-03,Inachis io,Lower meadow", "2-1,B1,2026-05-01,Aglais urticae,Lower meadow",
            "2-3,B3,2026-05-03,Aglais io,Lower meadow",
        ]
        #expect(try project.rows("observations.csv") == before)

        // The new list, tried out.
        try project.write("scientificName\nAglais io\nAglais urticae\nVanessa cardui\n", to: "species.csv")
        let dry = try project.run(on: 21, "--dry-run")
        #expect(dry.code == 1)
        #expect(
            dry.rows.prefix(4) == [
                "The definition has changed: all history would be judged again.",
                """
                The changed definition would not be adopted: 2 of 5 accepted records would no longer be accepted. If it \
                is meant so, run with --adopt.
                """, "Effect on the dataset: 1 record more, 2 fewer.", "  2 kept out by constraint-enum",
            ])

        // Cron knows nothing of it; a new file waits.
        try project.write(Self.header + "B4,2026-05-04,Aglais io,Lower meadow\n", to: "drop/ben/june.csv")
        let objected = try project.run(on: 21)
        #expect(objected.code == 1)
        #expect(
            objected.rows.prefix(3) == [
                "The definition has changed: all history was judged again.",
                """
                The changed definition was not adopted: 2 of 5 accepted records would no longer be accepted. Look at it \
                with `transect run --dry-run`; if it is meant so, run with --adopt. Until then nothing is published, \
                and new files wait in the archive. Under it there would be:
                """, "3 submissions, 7 records: 5 accepted, 2 quarantined, 0 duplicates.",
            ])
        #expect(objected.rows.suffix(2) == ["Dataset: 5 records, as before.", "Nothing was published."])
        #expect(try project.rows("observations.csv") == before)

        try project.night(at: ScratchProject.noon(22), "--adopt")
        #expect(
            try project.rows("observations.csv") == [
                "1-1,A1,2026-05-01,Aglais io,Upper meadow", "2-1,B1,2026-05-01,Aglais urticae,Lower meadow",
                "2-2,B2,2026-05-02,Vanessa cardui,Lower meadow", "2-3,B3,2026-05-03,Aglais io,Lower meadow",
                "3-1,B4,2026-05-04,Aglais io,Lower meadow",
            ])
        #expect(
            try project.rows("changes.csv") == [
                "1-2,,withdrawn,,,,edition 2", "1-3,,withdrawn,,,,edition 2", "2-2,,added,,,,edition 2",
                "3-1,,added,,,,submission 3",
            ])
        let explanation = try project.transect("explain", "1-2").rows
        #expect(explanation.contains("It is not in the dataset now: what was found in it keeps it out."))
        #expect(explanation.last == "  v2 (2026-05-22T12:00:00Z): withdrawn; cause: edition 2 of the definition")

        // What was `site` is `locality` from now on.
        try project.write(
            Self.pipeline.replacingOccurrences(of: "  site: {}", with: "  locality: {wasNamed: site}")
                .replacingOccurrences(of: "\"**/*.csv\"", with: "\"**/*.csv\", map: {site: locality}"),
            to: "pipeline.yaml")
        #expect(
            try project.run(on: 23, "--dry-run").rows.prefix(3) == [
                "The definition has changed: all history would be judged again.",
                "Effect on the dataset: 0 records more, 0 fewer.", "  site is called locality from now on",
            ])
        let records = try project.rows("observations.csv")
        try project.night(at: ScratchProject.noon(23))
        #expect(
            try project.published("observations.csv")
                == ["recordID,occurrenceID,eventDate,scientificName,locality"] + records)
        #expect(try project.rows("changes.csv") == [",,column-renamed,locality,site,locality,edition 3"])
        #expect(try project.transect("diff", "v2", "v3").rows == ["renamed observations \"site\" → \"locality\""])

        // The nights after do not tell it again.
        try project.write(Self.header + "B5,2026-05-05,Aglais io,Lower meadow\n", to: "drop/ben/july.csv")
        try project.night(at: ScratchProject.noon(24))
        #expect(try project.rows("changes.csv") == ["4-1,,added,,,,submission 4"])
        try project.expectProof(of: 4)
    }
}
