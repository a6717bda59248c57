import Foundation
import Testing

/// A museum sends its whole list every night. One night its server answers with half of it.
@Suite("Stories: a broken export held and revoked while others publish") struct BrokenExportStory {
    private static let pipeline = """
        name: ponds
        title: Pond counts
        creators: [{name: River Club}]
        licence: CC-BY-4.0
        sources:
          - files: "museum/*.csv"
            mode: complete
            series: source
          - files: "**/*.csv"
        record: {key: [occurrenceID]}
        fields:
          occurrenceID: {}
          eventDate: {type: eventDate, constraints: {required: true}}
          scientificName: {constraints: {required: true}}
          individualCount: {type: integer, constraints: {minimum: 0}}
        publish: {to: snapshots}

        """

    private static let header = "occurrenceID,eventDate,scientificName,individualCount\n"

    /// The museum's list: frogs on so many days, with counts that are `factor` times the day.
    private func export(days: ClosedRange<Int>, factor: Int = 1) -> String {
        Self.header + days.map { "M\($0),2026-05-0\($0),Rana temporaria,\($0 * factor)\n" }.joined()
    }

    /// What the museum's records are in the dataset.
    private func museum(days: ClosedRange<Int>, factor: Int = 1) -> [String] {
        days.map { "1-\($0),M\($0),2026-05-0\($0),Rana temporaria,\($0 * factor)" }
    }

    private func project() throws -> ScratchProject {
        let project = try ScratchProject(pipeline: Self.pipeline)
        try project.write(export(days: 1...8), to: "drop/museum/2026-05-20.csv")
        try project.night(at: ScratchProject.noon(20))
        return project
    }

    @Test("Half of an export is held while others publish; accepted by mistake and revoked, all is as it was")
    func half() throws {
        let project = try project()
        try project.write(export(days: 1...4, factor: 10), to: "drop/museum/2026-05-21.csv")
        try project.write(Self.header + "O1,2026-05-20,Bufo bufo,1\n", to: "drop/ola/list.csv")
        let night = try project.run(on: 21)
        #expect(night.code == 1)
        #expect(
            night.rows == [
                "2 submissions, 1 of them held, 1 record: 1 accepted, 0 quarantined, 0 duplicates.",
                """
                  museum/2026-05-21.csv: held, nothing of it is taken: it leaves out 4 of the 8 records that its series \
                had (50 %; the limit is 30 %). See `transect held`; then `transect accept 2` or `transect reject 2`.
                """, "Dataset: 9 records.", "Published v2: \(project.root)/snapshots/v2",
            ])
        let whole = museum(days: 1...8) + ["3-1,O1,2026-05-20,Bufo bufo,1"]
        #expect(try project.rows("observations.csv") == whole)
        #expect(try project.rows("changes.csv") == ["3-1,,added,,,,submission 3"])
        #expect(
            try project.transect("held").rows == [
                "Submission 2: museum/2026-05-21.csv (submitter museum), arrived 2026-05-21T12:00:00Z",
                "  Held: it leaves out 4 of the 8 records that its series had (50 %; the limit is 30 %).",
                """
                  Accepted: 0 records more in the dataset, 4 corrected, 4 of the 8 that its series had leave the \
                dataset, 0 quarantined.
                """, "  Rejected: nothing of it ever comes into the dataset; the archive keeps the file.",
                "Decide with `transect accept NUMBER --by NAME --why TEXT`, or `transect reject NUMBER …`.",
            ])

        // A mistake.
        let accepted = try project.say(on: 22, "accept", "2", "--by", "Eva", "--why", "a smaller export")
        #expect(
            accepted.rows.first
                == """
                Submission 2 (museum/2026-05-21.csv) is accepted: of its 4 records 4 come into the dataset, and 4 of the \
                8 that its series had leave it.
                """)
        let anew = try project.night(at: ScratchProject.noon(22))
        #expect(
            anew.rows.prefix(3) == [
                "After a decision about the past all history was judged again.",
                "3 submissions, 13 records: 9 accepted, 4 corrections, 0 quarantined, 0 duplicates.",
                "  museum/2026-05-21.csv: replaces an earlier file and leaves out 4 records of it",
            ])
        #expect(
            try project.rows("observations.csv")
                == museum(days: 1...4, factor: 10) + ["3-1,O1,2026-05-20,Bufo bufo,1"])
        #expect(
            try project.rows("changes.csv") == [
                "1-1,,changed,individualCount,1,10,decision 7", "1-2,,changed,individualCount,2,20,decision 7",
                "1-3,,changed,individualCount,3,30,decision 7", "1-4,,changed,individualCount,4,40,decision 7",
                "1-5,,withdrawn,,,,decision 7", "1-6,,withdrawn,,,,decision 7", "1-7,,withdrawn,,,,decision 7",
                "1-8,,withdrawn,,,,decision 7",
            ])

        // The mistake is noticed.
        let revoked = try project.say(
            on: 23, "revoke", "2", "--by", "Eva", "--why", "the server had answered with half")
        #expect(
            revoked.rows.first
                == """
                Submission 2 (museum/2026-05-21.csv) is revoked: what it added leaves the dataset (0 records), and what \
                it had overwritten or left out comes back (8).
                """)
        try project.night(at: ScratchProject.noon(23))
        #expect(try project.rows("observations.csv") == whole)
        #expect(
            try project.rows("changes.csv") == [
                "1-1,,changed,individualCount,10,1,decision 9", "1-2,,changed,individualCount,20,2,decision 9",
                "1-3,,changed,individualCount,30,3,decision 9", "1-4,,changed,individualCount,40,4,decision 9",
                "1-5,,added,,,,decision 9", "1-6,,added,,,,decision 9", "1-7,,added,,,,decision 9",
                "1-8,,added,,,,decision 9",
            ])

        // The next export is whole again, and is compared with what stands.
        try project.write(export(days: 1...9), to: "drop/museum/2026-05-24.csv")
        #expect(
            try project.night(at: ScratchProject.noon(24)).rows.first
                == "1 submission, 9 records: 1 accepted, 0 quarantined, 8 duplicates.")
        #expect(try project.rows("changes.csv") == ["4-9,,added,,,,submission 4"])
        try project.expectProof(of: 5)
    }

    @Test("An export whose dates have slipped is held, rejected and sent again mended")
    func dates() throws {
        let project = try project()
        func pond(_ date: (Int) -> String) -> String {
            Self.header + (1...24).map { "P\($0),\(date($0)),Bufo bufo,\($0)\n" }.joined()
        }
        try project.write(pond { $0 <= 4 ? "2026-05-0\($0)" : "0\($0)/2026/xx" }, to: "drop/ola/pond.csv")
        try project.write(Self.header + "O1,2026-05-20,Bufo bufo,1\n", to: "drop/ola/small.csv")
        let night = try project.run(on: 21)
        #expect(night.code == 1)
        #expect(
            night.rows.prefix(2) == [
                "2 submissions, 1 of them held, 1 record: 1 accepted, 0 quarantined, 0 duplicates.",
                """
                  ola/pond.csv: held, nothing of it is taken: 20 of its 24 records would be quarantined (83 %; the limit \
                is 50 %). See `transect held`; then `transect accept 2` or `transect reject 2`.
                """,
            ])
        #expect(try project.rows("observations.csv") == museum(days: 1...8) + ["3-1,O1,2026-05-20,Bufo bufo,1"])
        #expect(
            try project.transect("held").rows.dropFirst().prefix(4) == [
                "  Held: 20 of its 24 records would be quarantined (83 %; the limit is 50 %).",
                "  Accepted: 4 records more in the dataset, 20 quarantined.",
                "  Rejected: nothing of it ever comes into the dataset; the archive keeps the file.",
                """
                  20 × type-event-date (error). First: row 6, eventDate “05/2026/xx”: “05/2026/xx” in column eventDate \
                is not a date that can be read. Write it like 2026-05-01, or ask the project in which other ways it reads \
                dates.
                """,
            ])
        // Whoever looks a night later is reminded; only the night on which it came ends with 1.
        let idle = try project.run(on: 22)
        #expect(idle.code == 0)
        #expect(
            idle.rows == [
                "Nothing new in the drop folder.",
                "  Still held from earlier runs: 1 submission. See `transect held`.", "Dataset: 9 records.",
                "Nothing has changed since v2; nothing was published.",
            ])

        let rejected = try project.say(on: 23, "reject", "2", "--by", "Eva", "--why", "the dates are broken")
        #expect(
            rejected.rows.first
                == "Submission 2 (ola/pond.csv) is rejected: none of its 24 records comes into the dataset.")
        #expect(try project.transect("held").rows == ["Nothing is held."])
        #expect(
            try project.transect("status").rows.contains(
                "  ola: 2 submissions (1 out again), 1 record: 1 accepted, 0 quarantined, 0 duplicates"),
            "what was rejected does not count")
        try project.write(pond { "2026-05-\($0 < 10 ? "0" : "")\($0)" }, to: "drop/ola/pond.csv")
        #expect(
            try project.night(at: ScratchProject.noon(24)).rows.first
                == "1 submission, 24 records: 24 accepted, 0 quarantined, 0 duplicates.")
        #expect(try project.rows("changes.csv").count == 24)
        try project.expectProof(of: 3)
    }
}
