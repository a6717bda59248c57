import Foundation
import Testing

/// Records that are taken back: by an app's mark, by a list of keys, and by the project; and what brings them back.
@Suite("Stories: records taken back and brought back") struct WithdrawalStory {
    private static let pipeline = """
        name: nests
        title: Nest boxes
        creators: [{name: River Club}]
        licence: CC-BY-4.0
        sources:
          - files: "*/withdrawn/*.csv"
            withdraw: all
          - files: "*/app/*.csv"
            withdraw: {term: status, values: [deleted]}
          - files: "**/*.csv"
        record: {key: [occurrenceID], revision: modified}
        fields:
          occurrenceID: {}
          modified: {type: date}
          eventDate: {type: eventDate, constraints: {required: true}}
          eggs: {type: integer}
          status: {publish: false}
        publish: {to: snapshots, hold: {dropped: none}}

        """

    private static let header = "occurrenceID,modified,eventDate,eggs,status\n"

    @Test("By a value, by a list of keys, by command; back with a newer revision or by the project alone")
    func story() throws {
        let project = try ScratchProject(pipeline: Self.pipeline)
        try project.write(
            Self.header + """
                A1,2026-05-01,2026-05-01,1,
                A2,2026-05-01,2026-05-02,2,
                A3,2026-05-01,2026-05-03,3,
                A4,2026-05-01,2026-05-04,4,

                """, to: "drop/ana/app/01.csv")
        try project.write(Self.header + "B1,2026-05-01,2026-05-01,7,\n", to: "drop/ben/list.csv")
        try project.night(at: ScratchProject.noon(20))

        // The app marks A1 as deleted. A list of keys takes back A2, and Ben's B1, which is not Ana's to take.
        try project.write(
            Self.header + "A1,2026-05-02,,,deleted\nA5,2026-05-02,2026-05-05,5,active\n", to: "drop/ana/app/02.csv")
        try project.write("occurrenceID\nA2\nB1\n", to: "drop/ana/withdrawn/keys.csv")
        #expect(
            try project.night(at: ScratchProject.noon(21)).rows.prefix(3) == [
                "2 submissions, 4 records: 1 accepted, 1 quarantined, 0 duplicates, 2 withdrawals.", "Found:",
                """
                  1 × key-conflict (error). First: ana/withdrawn/keys.csv, row 3: Someone else has sent a record with \
                this key (submission 2), and only they can change it or take it back. Give your record a key of its \
                own, or ask the project to sort it out.
                """,
            ])
        #expect(
            try project.rows("observations.csv") == [
                "1-3,A3,2026-05-01,2026-05-03,3", "1-4,A4,2026-05-01,2026-05-04,4", "2-1,B1,2026-05-01,2026-05-01,7",
                "3-2,A5,2026-05-02,2026-05-05,5",
            ])
        #expect(
            try project.rows("changes.csv") == [
                "1-1,,withdrawn,,,,withdrawal 3", "1-2,,withdrawn,,,,withdrawal 4", "3-2,,added,,,,submission 3",
            ])
        #expect(
            try project.transect("status").rows.contains(
                "  ana: 3 submissions, 8 records: 5 accepted, 1 quarantined, 0 duplicates, 2 withdrawals"),
            "the outcomes add up")

        // The owner of the garden asks for A3.
        #expect(
            try project.say(on: 22, "withdraw", "1-3", "--by", "Eva", "--why", "the owner has asked").rows.first
                == "Withdrawn: 1-3.")
        try project.night(at: ScratchProject.noon(22))
        #expect(try project.rows("changes.csv") == ["1-3,,withdrawn,,,,decision 8"])

        // Ana's app sends everything again; only A2 was changed since it was taken back.
        try project.write(
            Self.header + """
                A1,2026-05-01,2026-05-01,1,
                A2,2026-05-03,2026-05-02,22,
                A3,2026-05-01,2026-05-03,3,
                A4,2026-05-01,2026-05-04,4,

                """, to: "drop/ana/app/03.csv")
        #expect(
            try project.night(at: ScratchProject.noon(23)).rows.prefix(3) == [
                "1 submission, 4 records: 0 accepted, 1 correction, 2 quarantined, 1 duplicate.", "Found:",
                """
                  2 × record-withdrawn (error). First: ana/app/03.csv, row 2: This record was taken back. Send it with \
                a newer revision, or ask the project to restore it (`transect restore`).
                """,
            ])
        #expect(try project.rows("changes.csv") == ["1-2,,added,,,,submission 5"])
        #expect(
            try project.rows("observations.csv") == [
                "1-2,A2,2026-05-03,2026-05-02,22", "1-4,A4,2026-05-01,2026-05-04,4", "2-1,B1,2026-05-01,2026-05-01,7",
                "3-2,A5,2026-05-02,2026-05-05,5",
            ])

        // It was a misunderstanding.
        #expect(
            try project.say(on: 24, "restore", "1-1", "1-3", "--by", "Eva", "--why", "a misunderstanding").rows.first
                == "Restored: 1-1, 1-3.")
        try project.night(at: ScratchProject.noon(24))
        #expect(try project.rows("changes.csv") == ["1-1,,added,,,,decision 12", "1-3,,added,,,,decision 12"])
        #expect(
            try project.rows("observations.csv").prefix(3) == [
                "1-1,A1,2026-05-01,2026-05-01,1", "1-2,A2,2026-05-03,2026-05-02,22", "1-3,A3,2026-05-01,2026-05-03,3",
            ])
        try project.expectProof(of: 5)
    }

    @Test("Without keys: a withdrawn record stays out however its row is mended, until the project restores it")
    func keyless() throws {
        let project = try ScratchProject(
            pipeline: """
                name: ravens
                title: Birds of the valley
                creators: [{name: River Club}]
                licence: CC-BY-4.0
                sources: [{files: "**/*.csv"}]
                fields:
                  eventDate: {type: eventDate, constraints: {required: true}}
                  scientificName: {}
                  individualCount: {type: integer}
                  locality: {}
                publish: {to: snapshots}

                """)
        func list(magpies: Int, ravens: Int) -> String {
            """
            eventDate,scientificName,individualCount,locality
            2026-05-01,Pica pica,\(magpies),Garden
            2026-05-02,Turdus merula,4,Garden
            2026-05-03,Parus major,7,Orchard
            2026-05-04,Corvus corax,\(ravens),Cliff

            """
        }
        try project.write(list(magpies: 2, ravens: 1), to: "drop/ola/birds.csv")
        try project.night(at: ScratchProject.noon(20))
        // Nobody is to know where the ravens breed.
        try project.say(on: 21, "withdraw", "1-4", "--by", "Eva", "--why", "a nest")
        try project.night(at: ScratchProject.noon(21))
        #expect(try project.rows("changes.csv") == ["1-4,,withdrawn,,,,decision 4"])

        // Ola has not heard of it; she mends two counts and sends her list again.
        try project.write(list(magpies: 3, ravens: 2), to: "drop/ola/birds.csv")
        #expect(
            try project.night(at: ScratchProject.noon(22)).rows.prefix(3) == [
                "1 submission, 4 records: 0 accepted, 1 correction, 1 quarantined, 2 duplicates.", "Found:",
                """
                  1 × record-withdrawn (error). First: ola/birds.csv, row 5: This record was taken back. Send it with \
                a newer revision, or ask the project to restore it (`transect restore`).
                """,
            ])
        #expect(try project.rows("changes.csv") == ["1-1,,changed,individualCount,2,3,submission 2"])
        #expect(
            try project.rows("observations.csv") == [
                "1-1,2026-05-01,Pica pica,3,Garden", "1-2,2026-05-02,Turdus merula,4,Garden",
                "1-3,2026-05-03,Parus major,7,Orchard",
            ])

        // The brood has flown. What was accepted is back, and the next list mends it in its place.
        try project.say(on: 23, "restore", "1-4", "--by", "Eva", "--why", "the brood has flown")
        try project.night(at: ScratchProject.noon(23))
        #expect(try project.rows("changes.csv") == ["1-4,,added,,,,decision 8"])
        #expect(try project.rows("observations.csv").last == "1-4,2026-05-04,Corvus corax,1,Cliff")
        try project.write(list(magpies: 3, ravens: 5), to: "drop/ola/birds.csv")
        try project.night(at: ScratchProject.noon(24))
        #expect(try project.rows("changes.csv") == ["1-4,,changed,individualCount,1,5,submission 3"])
        try project.expectProof(of: 5)
    }
}
