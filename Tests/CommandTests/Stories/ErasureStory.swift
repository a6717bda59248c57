import Foundation
import Testing

/// Maria asks for her data to be erased. The club does not know, and goes on sending its whole list, with her in it.
@Suite("Stories: an erasure followed by a cumulative export") struct ErasureStory {
    private static let pipeline = """
        name: orchard
        title: Orchard birds
        creators: [{name: River Club}]
        licence: CC-BY-4.0
        contributors: {submitter: folder, people: people.csv}
        sources:
          - files: "club/*.csv"
            mode: complete
            series: source
          - files: "**/*.csv"
        record: {key: [occurrenceID]}
        fields:
          occurrenceID: {}
          eventID: {}
          scientificName: {}
          recordedBy: {}
        consensus:
          subject: [eventID]
          contributor: recordedBy
          questions: {scientificName: {method: majority, accept: {votes: 2}}}
        publish: {to: snapshots}

        """

    private static let header = "occurrenceID,eventID,scientificName,recordedBy\n"
    private static let list =
        header + """
            C1,V1,Pica pica,Jan Kowal
            C2,V1,Pica pica,M. Nowak
            C3,V2,Parus major,M. Nowak
            C4,V2,Parus major,Ewa Lis

            """

    @Test("She leaves dataset, votes and archive, and no later list brings her back")
    func erased() throws {
        let project = try ScratchProject(pipeline: Self.pipeline)
        try project.useCommonKey()
        try project.write("alias,person\nmaria,Maria Nowak\nM. Nowak,Maria Nowak\n", to: "people.csv")
        try project.write(Self.list, to: "drop/club/2026-05-20.csv")
        try project.write(Self.header + "M1,V1,Pica pica,Maria Nowak\n", to: "drop/maria/may.csv")
        try project.night(at: ScratchProject.noon(20))
        let (jan, ewa) = ("c-yukhzqzqnznkhjl2", "c-nhpzlgq3avhyxecp")
        #expect(
            try project.rows("consensus.csv") == [
                "V1,Pica pica,agreed,0.833333,2,2,1.000000,Pica pica,,,",
                "V2,Parus major,agreed,0.833333,2,2,1.000000,Parus major,,,",
            ])

        let erasure = try project.say(
            on: 21, "erase", "Maria Nowak", "--data", "--by", "Anna", "--why", "asked for it on 21 May")
        #expect(erasure.code == 0, "\(erasure)")
        #expect(
            try project.rows("observations.csv") == ["1-1,C1,V1,Pica pica,\(jan)", "1-4,C4,V2,Parus major,\(ewa)"])
        #expect(
            try project.rows("changes.csv").prefix(4) == [
                "1-2,,withdrawn,,,,erasure", "1-3,,withdrawn,,,,erasure", "2-1,,withdrawn,,,,erasure",
                ",V1,changed,scientificName,,,erasure",
            ], "old values are not told")
        #expect(
            try project.rows("votes.csv") == [
                "V1,scientificName,\(jan),Pica pica", "V2,scientificName,\(ewa),Parus major",
            ])

        // The club's next list has all that it had before, and more, under both of her names.
        try project.write(
            Self.list + "C5,V2,Parus major,Jan Kowal\nC6,V3,Parus major,Maria Nowak\n", to: "drop/club/2026-05-22.csv")
        #expect(
            try project.night(at: ScratchProject.noon(22)).rows.prefix(3) == [
                "1 submission, 6 records: 1 accepted, 3 quarantined, 2 duplicates.", "Found:",
                """
                  3 × erased-record (error). First: club/2026-05-22.csv, row 3: The values of this record were erased, \
                as somebody asked for.
                """,
            ])
        #expect(
            try project.rows("observations.csv") == [
                "1-1,C1,V1,Pica pica,\(jan)", "1-4,C4,V2,Parus major,\(ewa)", "3-5,C5,V2,Parus major,\(jan)",
            ])
        #expect(
            try project.rows("consensus.csv") == [
                "V1,,insufficient,0.750000,1,1,1.000000,Pica pica,,,",
                "V2,Parus major,agreed,0.833333,2,2,1.000000,Parus major,,,",
            ])
        #expect(try project.files(in: "store", holding: ["nowak", "maria"]).isEmpty)
        #expect(try project.files(in: "snapshots/v3", holding: ["nowak", "maria"]).isEmpty)
        #expect(
            try project.transect("log").rows.contains(
                "2026-05-21T09:00:00Z  5  personal data erased by Anna: asked for it on 21 May"))

        let proof = try project.transect("rebuild")
        #expect(proof.code == 0, "what cannot be proved has its reason")
        #expect(
            proof.rows == [
                "v1: cannot be proved: somebody's data was erased from the archive after it was published",
                "v2: proved, 2 records", "v3: proved, 3 records", "2 of 3 versions proved.",
            ])

        // The old version still has her pseudonym and what she saw. It is taken back, too.
        let taken = try project.transect(
            "erase", "Maria Nowak", "--data", "--by", "Anna", "--why", "asked for it on 21 May", "--tombstone", "v1")
        #expect(taken.code == 0, "\(taken)")
        let after = try project.transect("rebuild")
        #expect(after.code == 0, "\(after)")
        #expect(
            after.rows == [
                "v1: taken back; its data is gone",
                "v2: cannot be proved: its list of changes goes back to a version that is gone",
                "v3: proved, 3 records", "1 of 3 versions proved.",
            ])
    }
}
