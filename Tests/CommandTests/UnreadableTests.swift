import Foundation
import Testing

/// Files of which little or nothing is understood, though they are well formed.
@Suite struct UnreadableTests {
    private static let head = """
        name: p
        title: P
        creators: [{name: A}]
        licence: CC0-1.0
        contributors: {submitter: folder}

        """

    @Test("A file with other columns than the project's is quarantined, and its receipt says so")
    func otherColumns() throws {
        let project = try ScratchProject(
            pipeline: Self.head + "sources: [{files: \"**/*\", set: {basis: seen}}]\n"
                + "fields: {n: {}, m: {}, basis: {}}\n")
        try project.write("n;m\n1;x\n", to: "drop/ana/good.csv")
        try project.write("Observation day;Bird seen\n2026-05-02;Parus major\n", to: "drop/ana/other.csv")
        try project.write("<r><o><n>3</n><m>z</m></o></r>", to: "drop/ana/single.xml")
        try project.write("{\"observations\":[{\"n\":1,\"m\":\"x\"}]}", to: "drop/ana/nested.json")
        let night = try project.night()
        #expect(night.output.contains("1 accepted, 3 quarantined"), "\(night.output)")
        #expect(try project.published("observations.csv") == ["recordID,n,m,basis", "1-1,1,x,seen"])
        let receipt = try project.read("receipts/ana/other.csv.receipt-3.txt")
        #expect(receipt.contains("Not yet: no record of this file could be taken."), "\(receipt)")
        #expect(receipt.contains("None of the columns that the project reads has a value in this record."))
        #expect(receipt.contains("Observation day"), "the columns that nobody reads")
    }

    @Test("A file that was refused for its name is taken under the right one")
    func renamed() throws {
        let project = try ScratchProject(
            pipeline: Self.head
                + "sources: [{files: \"**/*.csv\"}, {files: \"**/*.json\"}]\nfields: {id: {}, n: {}}\n")
        try project.write("[{\"id\":\"1\",\"n\":1}]", to: "drop/ana/x.csv")
        #expect(try project.night().output.contains("let its name end with .json"))
        try project.write("[{\"id\":\"1\",\"n\":1}]", to: "drop/ana/x.json")
        try project.night()
        #expect(try project.published("observations.csv") == ["recordID,id,n", "2-1,1,1"])
    }

    @Test("A character that was cut in two costs its own record alone, whatever the locale")
    func damagedText() throws {
        for locale in ["", ", locale: de"] {
            let project = try ScratchProject(
                pipeline: Self.head + "sources: [{files: \"**/*\"\(locale)}]\nfields: {sp: {}, place: {}}\n")
            let text =
                Data("sp;place\nHöckerschwan;Köln\nGänsesäger;M".utf8) + Data([0xC3])
                + Data("\nMäusebussard;Görlitz\n".utf8)
            try project.write(text, to: "drop/ana/a.csv")
            try project.night()
            #expect(
                try project.published("observations.csv") == [
                    "recordID,sp,place", "1-1,Höckerschwan,Köln", "1-3,Mäusebussard,Görlitz",
                ])
        }
    }

    @Test("A row for mending that came from JSON has its decimal points still")
    func mendedJSON() throws {
        let project = try ScratchProject(
            pipeline: Self.head
                + "sources: [{files: \"**/*\", locale: de}]\nrecord: {key: [id]}\n"
                + "fields: {id: {}, n: {type: number}, c: {type: integer}}\n")
        try project.write(
            "[{\"id\":\"a\",\"n\":13.377,\"c\":\"two\"},{\"id\":\"b\",\"n\":1,\"c\":1}]", to: "drop/ana/a.json")
        try project.night()
        let mend = "ana/a.json.mend-1.csv"
        let rows = try project.read("receipts/" + mend)
        try project.write(rows.replacingOccurrences(of: ",two", with: ",2"), to: "drop/" + mend)
        try project.night()
        #expect(try project.published("observations.csv").contains("2-1,a,13.377,2"), "\(rows)")
    }

    @Test("Numbers in JSON have a decimal point whatever the locale")
    func numbersInJSON() throws {
        let project = try ScratchProject(
            pipeline: Self.head + "sources: [{files: \"**/*\", locale: de}]\nfields: {n: {type: number}, t: {}}\n")
        try project.write(
            "[{\"n\":13.377,\"t\":1.5},{\"n\":1.5e3},{\"n\":\"52.516\"},{\"n\":\"1.234,5\"}]", to: "drop/ana/a.json")
        try project.write("n;t\n1.234;x\n", to: "drop/ana/b.csv")
        try project.night()
        #expect(
            try project.published("observations.csv") == [
                "recordID,n,t", "1-1,13.377,1.5", "1-2,1.5e3,", "1-3,52.516,", "1-4,1234.5,", "2-1,1234,x",
            ])
    }
}
