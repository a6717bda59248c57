import Foundation
import Testing

/// States that come back, with their old time or after they were taken back.
@Suite struct GoingBackInTimeTests {
    private static let head = """
        name: p
        title: P
        creators: [{name: A}]
        licence: CC0-1.0

        """

    @Test("A file that is put back from a backup, old time and all, goes back to that state")
    func restoredFile() throws {
        let project = try ScratchProject(
            pipeline: Self.head + "contributors: {submitter: folder}\nsources: [{files: \"**/*\"}]\n"
                + "record: {key: [id]}\nfields: {id: {}, n: {}}\n")
        func put(_ text: String, at time: TimeInterval) throws {
            let path = "\(project.root)/drop/ana/a.csv"
            try project.write(text, to: "drop/ana/a.csv")
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: time)], ofItemAtPath: path)
        }
        try put("id,n\n1,x\n", at: 1_700_000_000)
        try project.night()
        try put("id,n\n1,why\n", at: 1_700_100_000)
        try project.night()
        #expect(try project.published("observations.csv").last == "1-1,1,why")
        try put("id,n\n1,x\n", at: 1_700_000_000)
        try project.night()
        #expect(try project.published("observations.csv").last == "1-1,1,x")
        #expect(try project.night().output.contains("Nothing new in the drop folder."))
    }

    @Test("A record that was taken back unpublished, and comes with a newer revision, changed because of that")
    func causeOfReturn() throws {
        let project = try ScratchProject(
            pipeline: Self.head + "contributors: {submitter: none}\n"
                + "sources: [{files: \"wd/*.csv\", withdraw: all}, {files: \"**/*.csv\"}]\n"
                + "record: {key: [id], revision: mod}\nfields: {id: {}, n: {}, mod: {type: integer}}\n")
        try project.write("id,n,mod\n1,x,1\n2,x,1\n3,x,1\n4,x,1\n5,x,1\n", to: "drop/a/1.csv")
        try project.night()
        try project.write("id\n3\n", to: "drop/wd/x.csv")
        try project.night(at: Program.evening, "--no-publish")
        try project.write("id,n,mod\n3,y,2\n", to: "drop/a/3.csv")
        try project.night()
        let changes = try project.published("changes.csv")
        #expect(changes.contains("1-3,,changed,n,x,y,submission 3"), "\(changes)")
        #expect(!changes.contains { $0.hasSuffix("withdrawal 2") })
        let rebuilt = try project.transect("rebuild")
        #expect(rebuilt.code == 0, "\(rebuilt)")
    }
}
