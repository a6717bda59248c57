import Foundation
import Testing

/// Ten old years of heron counts are found on a disk, after some of them were typed in anew and mended.
@Suite("Stories: ten old years after newer corrections") struct BulkImportStory {
    private static func pipeline(withRevision: Bool) -> String {
        """
        name: heronry
        title: Heron nests
        creators: [{name: River Club}]
        licence: CC-BY-4.0
        sources: [{files: "**/*.csv"}]
        record: {key: [occurrenceID]\(withRevision ? ", revision: modified" : "")}
        fields:
          occurrenceID: {}
          modified: {type: date}
          eventDate: {type: eventDate, constraints: {required: true}}
          nests: {type: integer, constraints: {minimum: 0}}
        publish: {to: snapshots}

        """
    }

    private static let header = "occurrenceID,modified,eventDate,nests\n"

    /// A project that knows 2016 mended, 2020 as it was counted early that year, and 2026; and ten old years beside it.
    private func project(withRevision: Bool) throws -> ScratchProject {
        let project = try ScratchProject(pipeline: Self.pipeline(withRevision: withRevision))
        try project.write(
            Self.header + """
                H2016,2026-05-19,2016-04-01,12
                H2020,2020-05-01,2020-04-01,19
                H2026,2026-05-19,2026-04-01,31

                """, to: "drop/ana/herons.csv")
        try project.night(at: ScratchProject.noon(20))
        for year in 2016...2025 {
            try project.write(
                Self.header + "H\(year),\(year)-12-31,\(year)-04-01,\(year - 2000)\n", to: "old/ana/\(year).csv")
        }
        // Somebody else's list of one of these years: another's key, and a count that cannot be.
        try project.write(
            Self.header + "H2018,2024-01-01,2018-04-01,99\nB1,2018-12-31,2018-04-01,-1\n", to: "old/ben/2018.csv")
        // What waits in the drop folder is not touched by an import.
        try project.write(Self.header + "H2026,2026-05-20,2026-04-01,32\n", to: "drop/ana/mended.csv")
        return project
    }

    /// The years that nobody had sent before, as they are after the import.
    private static func oldYears(_ years: [Int]) -> [String] {
        years.map { "\($0 - 2014)-1,H\($0),\($0)-12-31,\($0)-04-01,\($0 - 2000)" }
    }

    @Test("With a revision the older never overwrites the newer, and the newer overwrites the older")
    func withRevision() throws {
        let project = try project(withRevision: true)
        let result = try project.say(on: 21, "import", project.root + "/old")
        #expect(result.code == 0, "\(result)")
        #expect(
            result.rows == [
                "11 submissions, 12 records: 8 accepted, 1 correction, 2 quarantined, 1 duplicate.", "Found:",
                """
                  1 × constraint-minimum (error). First: ben/2018.csv, row 3, nests “-1”: -1 in column nests lies below \
                0, the least that is allowed. Correct the value.
                """,
                """
                  1 × key-conflict (error). First: ben/2018.csv, row 2: Someone else has sent a record with this key \
                (submission 4), and only they can change it or take it back. Give your record a key of its own, or ask \
                the project to sort it out.
                """,
                """
                  1 × older-revision (info). First: ana/2016.csv, row 2: The dataset has a newer revision of this \
                record, so this row changes nothing.
                """, "Dataset: 11 records.", "Published v2: \(project.root)/snapshots/v2",
            ])
        #expect(
            try project.rows("observations.csv") == [
                "1-1,H2016,2026-05-19,2016-04-01,12", "1-2,H2020,2020-12-31,2020-04-01,20",
                "1-3,H2026,2026-05-19,2026-04-01,31",
            ] + Self.oldYears([2017, 2018, 2019, 2021, 2022, 2023, 2024, 2025]))
        #expect(
            try project.rows("changes.csv") == [
                "1-2,,changed,modified,2020-05-01,2020-12-31,submission 6", "1-2,,changed,nests,19,20,submission 6",
                "3-1,,added,,,,submission 3", "4-1,,added,,,,submission 4", "5-1,,added,,,,submission 5",
                "7-1,,added,,,,submission 7", "8-1,,added,,,,submission 8", "9-1,,added,,,,submission 9",
                "10-1,,added,,,,submission 10", "11-1,,added,,,,submission 11",
            ])

        #expect(
            try project.say(on: 21, "import", project.root + "/old").rows.first
                == "Nothing new in \(project.root)/old.", "the same folder once more")
        try project.night(at: ScratchProject.noon(22))
        #expect(
            try project.rows("changes.csv") == [
                "1-3,,changed,modified,2026-05-19,2026-05-20,submission 13",
                "1-3,,changed,nests,31,32,submission 13",
            ])
        try project.expectProof(of: 3)
    }

    @Test("Without a revision what is there stands, and can be mended in the ordinary way")
    func withoutRevision() throws {
        let project = try project(withRevision: false)
        let result = try project.say(on: 21, "import", project.root + "/old")
        #expect(
            result.rows.first == "11 submissions, 12 records: 8 accepted, 2 quarantined, 2 duplicates.", "\(result)")
        #expect(
            result.rows.contains(
                """
                  2 × older-import (info). First: ana/2016.csv, row 2: The dataset has this record already with other \
                values, and an import of old data leaves them as they are. If this row is right, send it in the \
                ordinary way.
                """))
        #expect(
            try project.rows("observations.csv") == [
                "1-1,H2016,2026-05-19,2016-04-01,12", "1-2,H2020,2020-05-01,2020-04-01,19",
                "1-3,H2026,2026-05-19,2026-04-01,31",
            ] + Self.oldYears([2017, 2018, 2019, 2021, 2022, 2023, 2024, 2025]))

        try project.write(Self.header + "H2017,2026-05-22,2017-04-01,18\n", to: "drop/ana/2017-mended.csv")
        try project.night(at: ScratchProject.noon(22))
        #expect(
            try project.rows("changes.csv") == [
                "1-3,,changed,modified,2026-05-19,2026-05-20,submission 14",
                "1-3,,changed,nests,31,32,submission 14",
                "3-1,,changed,modified,2017-12-31,2026-05-22,submission 13",
                "3-1,,changed,nests,17,18,submission 13",
            ])
        try project.expectProof(of: 3)
    }
}
