import Foundation
import Testing

/// Names that a mapping makes of something else, or that stand in no column at all.
@Suite struct ErasureMappingTests {
    private let questions = "{count: {method: majority}}"

    private func pipeline(_ sources: String, fields: String, contributor: String? = "recordedBy") -> String {
        """
        name: garden
        title: Garden counts
        creators: [{name: River Club}]
        licence: CC-BY-4.0
        sources:
        \(sources)
        fields:
        \(fields)
        \(contributor.map { "consensus: {subject: [eventID], contributor: \($0), questions: \(questions)}" } ?? "")
        publish: {to: snapshots}

        """
    }

    private func firstCells(_ project: ScratchProject) throws -> [Substring] {
        try project.published("observations.csv").dropFirst().map { $0.prefix { $0 != "," } }
    }

    @Test("A name that is looked up, and one that is joined, become the token; the columns that they were made of go")
    func lookedUp() throws {
        let project = try ScratchProject(
            pipeline: pipeline(
                """
                  - files: "codes/*.csv"
                    map: {Who: {to: recordedBy, lookup: {file: observers.csv, from: code, to: name}}}
                  - files: "names/*.csv"
                    join: {recordedBy: {from: [First, Last], separator: " "}}
                  - files: "both/*.csv"
                    map: {Place: {split: {separator: "/", to: [recordedBy, locality]}}}
                """,
                fields: """
                      eventID: {}
                      count: {type: integer}
                      recordedBy: {constraints: {enum: [Maria Nowak, Jan Kowal]}}
                      locality: {}
                    """))
        try project.useCommonKey()
        try project.write("code,name\nMN7,Maria Nowak\nJK2,Jan Kowal\n", to: "observers.csv")
        try project.write("eventID,count,Who\nV1,1,MN7\nV1,1,JK2\n", to: "drop/codes/a.csv")
        try project.write("eventID,count,First,Last\nV2,1,Maria,Nowak\nV2,1,Jan,Kowal\n", to: "drop/names/b.csv")
        try project.write("eventID,count,Place\nV3,1,Maria Nowak/Mill\nV3,1,Jan Kowal/Weir\n", to: "drop/both/c.csv")
        try project.night()
        let before = try project.published("observations.csv")
        let result = try project.erase("Maria Nowak", "--identity")
        #expect(result.code == 0, "\(result.talk)")
        #expect(result.rows.contains("observers.csv names the person. It is yours: take the name out if it must go."))
        let after = try project.published("observations.csv")
        func withoutNames(_ rows: [String]) -> [String] {
            rows.map { row in
                row.split(separator: ",", omittingEmptySubsequences: false).filter { !$0.hasPrefix("c-") }
                    .joined(separator: ",")
            }
        }
        #expect(before.count == 7 && withoutNames(before) == withoutNames(after))
        #expect(zip(before, after).count { $0 != $1 } == 3)
        // The code, and the parts of the name, are gone from the files; the list of codes is the project's own.
        let named = try project.files(in: "store/archive", holding: ["MN7,", "Maria", "Nowak"])
        #expect(named.count == 2 && named.allSatisfy { $0.hasSuffix(".csv") || $0.hasSuffix(".yaml") }, "\(named)")
        #expect(try project.files(in: "store/segments", holding: ["Maria", "Nowak"]).isEmpty)

        #expect(try project.erase("Maria Nowak", "--data", at: Garden.thirdEvening).code == 0)
        #expect(try firstCells(project) == ["1-2", "2-2", "3-2"])
    }

    @Test("Species as columns: the numbers of everybody else's observations stay, and so do packed files")
    func unpivoted() throws {
        let project = try ScratchProject(
            pipeline: pipeline(
                """
                  - files: "**/*.csv*"
                    unpivot: {except: [eventID, recordedBy], name: scientificName, value: count}
                """,
                fields: """
                      eventID: {}
                      scientificName: {}
                      count: {type: integer}
                      recordedBy: {}
                    """))
        try project.useCommonKey()
        try project.writeGzip(
            "eventID,recordedBy,Pica pica,Parus major\nV1,Maria Nowak,1,2\nV2,Jan Kowal,3,4\nV3,Maria Nowak,,\n",
            to: "drop/list.csv.gz")
        try project.night()
        #expect(try firstCells(project) == ["1-1", "1-2", "1-3", "1-4"])
        let result = try project.erase("Maria Nowak", "--data")
        #expect(result.rows.first?.hasPrefix("2 records erased: 0 archived files removed, 1 archived file") == true)
        #expect(try firstCells(project) == ["1-3", "1-4"])
        #expect(try project.files(in: "store", holding: ["Nowak"]).isEmpty)
    }

    @Test("Where nobody signs, a person is the folder that files came from")
    func submitterAlone() throws {
        let project = try ScratchProject(
            pipeline: pipeline(
                "  - files: \"**/*.csv\"", fields: "  eventID: {}\n  count: {type: integer}\n", contributor: nil))
        try project.useCommonKey()
        try project.write("eventID,count\nV1,1\n", to: "drop/Maria Nowak/2026/maria-nowak-may.csv")
        try project.write("eventID,count\nV1,2\n", to: "drop/jan/list.csv")
        try project.night()
        let identity = try ScratchProject(copyOf: project)
        #expect(try identity.erase("Maria Nowak", "--identity").code == 0)
        #expect(try firstCells(identity) == ["1-1", "2-1"])
        #expect(try project.erase("Maria Nowak", "--data").code == 0)
        #expect(try firstCells(project) == ["2-1"])
        for erased in [identity, project] {
            #expect(try erased.files(in: "store", holding: ["Nowak"]).isEmpty)
            #expect(
                try erased.night(at: Garden.thirdEvening).rows.first == "Nothing new in the drop folder.",
                "what lies in the drop folder is known, though its path is another one in the ledger")
        }
    }

    @Test("A file whose other rows are mostly wrong is not held because somebody was erased from it")
    func notHeld() throws {
        let project = try ScratchProject(
            pipeline: pipeline(
                "  - files: \"*.csv\"",
                fields: "  eventID: {}\n  count: {type: integer}\n  recordedBy: {}\n"))
        try project.useCommonKey()
        var rows = "eventID,count,recordedBy\n"
        for row in 1...60 {
            rows += "V\(row),\(row <= 16 ? "many" : "1"),\(row <= 30 ? "Jan" : "Maria Nowak")\n"
        }
        try project.write(rows, to: "drop/list.csv")
        try project.night()
        #expect(try firstCells(project).count == 44)
        let result = try project.erase("Maria Nowak", "--data")
        #expect(result.code == 0)
        #expect(try firstCells(project).count == 14)
    }

    @Test("What others wrote about her is left, and listed")
    func mentions() throws {
        let project = try ScratchProject(
            pipeline: pipeline(
                "  - files: \"*.csv\"",
                fields: "  eventID: {}\n  count: {type: integer}\n  recordedBy: {}\n  remarks: {}\n"))
        try project.useCommonKey()
        try project.write(
            "eventID,count,recordedBy,remarks\nV1,1,Jan,with Maria Nowak\nV2,1,Jan | Maria Nowak,\nV3,1,Maria Nowak,\n",
            to: "drop/list.csv")
        try project.night()
        let result = try project.erase("Maria Nowak", "--data")
        #expect(
            result.rows.contains(
                """
                2 cells of other people's records may name the person and are left: 1-2 (recordedBy), 1-1 (remarks). \
                Ask whoever sent them for a mended file.
                """), "\(result.rows)")
        #expect(try firstCells(project) == ["1-1", "1-2"])
    }
}
