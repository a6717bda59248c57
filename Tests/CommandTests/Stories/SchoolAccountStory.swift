import Foundation
import Testing

/// A class sends what its pupils saw through one account. Ania is at hand under two names.
@Suite("Stories: two people in one school account") struct SchoolAccountStory {
    private static func pipeline(people: Bool) -> String {
        """
        name: school-ponds
        title: School ponds
        creators: [{name: River Club}]
        licence: CC-BY-4.0
        contributors: {submitter: folder\(people ? ", people: people.csv" : "")}
        sources: [{files: "**/*.csv"}]
        fields:
          eventID: {}
          scientificName: {}
          recordedBy: {}
        consensus:
          subject: [eventID]
          contributor: recordedBy
          questions: {scientificName: {method: majority, accept: {votes: 2, agreement: 0.6}}}
        publish: {to: snapshots}

        """
    }

    private static let header = "eventID,scientificName,recordedBy\n"

    /// Pseudonyms under the key that all tests share.
    private enum Name {
        static let maja = "c-i5vj44cw2dywd4cn"
        static let tomek = "c-lgyk43bverfhejwd"
        static let ania = "c-ahe54gyv6mpjth7r"
        static let aLis = "c-kdzitwoztxuo6bq4"
        static let alina = "c-dh3cs7avkajb4iu4"
        static let account = "c-7stdgjy3aoztn4w4"
        static let school = "c-3bsp6uxxurafw2zu"
    }

    @Test("Two pupils are two voters, the account itself is none, two names of Ania are one; who is who may change")
    func school() throws {
        let project = try ScratchProject(pipeline: Self.pipeline(people: false))
        try project.useCommonKey()
        try project.write(
            Self.header + """
                P1,Rana temporaria,Maja
                P1,Rana temporaria,Tomek
                P2,Bufo bufo,school-3
                P2,Bufo bufo,Maja
                P3,Bufo bufo,

                """, to: "drop/school-3/class.csv")
        try project.write(
            Self.header + "P1,Rana arvalis,Ania Lis\nP2,Rana temporaria,Ania Lis\n", to: "drop/ania/may.csv")
        try project.write(Self.header + "P1,Rana temporaria,A. Lis\n", to: "drop/ania/notes.csv")

        // Taken literally, everybody who is named has a vote. A blank name is nobody.
        try project.night(at: ScratchProject.noon(20))
        #expect(
            try project.rows("consensus.csv") == [
                "P1,Rana temporaria,agreed,0.666667,3,4,0.750000,Rana temporaria,,Rana arvalis,",
                "P2,Bufo bufo,agreed,0.583333,2,3,0.666667,Bufo bufo,,Rana temporaria,",
                "P3,,insufficient,,0,0,,,,,",
            ])
        #expect(
            try project.rows("contributors.csv") == [
                "\(Name.account),1,1", "\(Name.ania),2,2", "\(Name.maja),2,2", "\(Name.aLis),1,1", "\(Name.tomek),1,1",
            ])

        // The project says who is who: a new edition.
        try project.write(Self.pipeline(people: true), to: "pipeline.yaml")
        try project.write(
            """
            alias,person,shared
            school-3,School no. 3,yes
            ania,Ania Lis,
            A. Lis,Ania Lis,

            """, to: "people.csv")
        let night = try project.night(at: ScratchProject.noon(21))
        #expect(
            night.rows.prefix(5) == [
                "The definition has changed: all history was judged again.",
                "3 submissions, 8 records: 8 accepted, 0 quarantined, 0 duplicates.", "Dataset: 8 records.",
                "Consensus on scientificName (majority) from 5 votes: 1 insufficient, 1 agreed, 1 contested.",
                "  2 answers not counted: not signed, or by an account that several people use",
            ])
        #expect(
            try project.rows("observations.csv") == [
                "1-1,P1,Rana arvalis,\(Name.ania)", "1-2,P2,Rana temporaria,\(Name.ania)",
                "2-1,P1,Rana temporaria,\(Name.ania)", "3-1,P1,Rana temporaria,\(Name.maja)",
                "3-2,P1,Rana temporaria,\(Name.tomek)", "3-3,P2,Bufo bufo,\(Name.school)",
                "3-4,P2,Bufo bufo,\(Name.maja)", "3-5,P3,Bufo bufo,",
            ])
        #expect(
            try project.rows("votes.csv") == [
                "P1,scientificName,\(Name.ania),Rana temporaria", "P1,scientificName,\(Name.maja),Rana temporaria",
                "P1,scientificName,\(Name.tomek),Rana temporaria", "P2,scientificName,\(Name.ania),Rana temporaria",
                "P2,scientificName,\(Name.maja),Bufo bufo",
            ])
        #expect(
            try project.rows("consensus.csv") == [
                "P1,Rana temporaria,agreed,0.875000,3,3,1.000000,Rana temporaria,,,",
                "P2,,contested,0.500000,1,2,0.500000,,Bufo bufo|Rana temporaria,,", "P3,,insufficient,,0,0,,,,,",
            ])
        #expect(
            try project.rows("contributors.csv") == [
                "\(Name.school),1,0", "\(Name.ania),3,2", "\(Name.maja),2,2", "\(Name.tomek),1,1",
            ])
        #expect(
            try project.rows("changes.csv").filter { !$0.hasPrefix(",") } == [
                "2-1,,changed,recordedBy,\(Name.aLis),\(Name.ania),edition 2",
                "3-3,,changed,recordedBy,\(Name.account),\(Name.school),edition 2",
            ])

        // A. Lis turns out to be her sister.
        try project.write(
            """
            alias,person,shared
            school-3,School no. 3,yes
            ania,Ania Lis,
            A. Lis,Alina Lis,

            """, to: "people.csv")
        try project.night(at: ScratchProject.noon(22))
        #expect(
            try project.rows("consensus.csv") == [
                "P1,Rana temporaria,agreed,0.666667,3,4,0.750000,Rana temporaria,,Rana arvalis,",
                "P2,,contested,0.444444,1,2,0.500000,,Bufo bufo|Rana temporaria,,", "P3,,insufficient,,0,0,,,,,",
            ])
        #expect(
            try project.rows("changes.csv").first
                == "2-1,,changed,recordedBy,\(Name.ania),\(Name.alina),edition 3")
        #expect(!project.exists("snapshots/latest/people.csv"))
        #expect(
            try project.files(in: "snapshots", holding: ["ania lis", "a. lis", "alina", "tomek"]).isEmpty,
            "names stay in the store")
        #expect(try project.transect("recompute", "v2").code == 0)
        try project.expectProof(of: 3)
    }
}
