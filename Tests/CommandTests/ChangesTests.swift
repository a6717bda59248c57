import Foundation
import Testing

/// What changed between two versions, row by row, and why.
@Suite struct ChangesTests {
    /// The cells of `observations.csv` of the newest version without the pseudonyms.
    private func records(_ project: ScratchProject) throws -> [String] {
        try project.published("observations.csv").dropFirst().map { row in
            row.split(separator: ",", omittingEmptySubsequences: false)
                .filter { !$0.hasPrefix("c-") && $0 != "recordedBy" }.joined(separator: ",")
        }
    }

    @Test("The first night: accepted rows keep their number for ever, the corrected one its place")
    func first() throws {
        let project = try Garden.project()
        try project.night()
        #expect(
            try records(project) == [
                "1-1,A1,V1,2026-05-01,Pica pica,2,'=1+1",
                "1-3,A3,V2,2026-05-02,Pica pica,6,",
                "4-1,A9,V3,2026-05-03,Parus major,1,",
                "5-1,B1,V1,2026-05-01,Pica pica,2,",
                "5-2,B2,V2,2026-05-02,Pica pica,4,",
                "6-1,C1,V2,2026-05-02,Pica pica,5,",
            ])
        #expect(
            try project.published("consensus.csv").dropFirst() == [
                "V1,Pica pica,2,agreed,0.733333,2,2,1.000000,2,,,",
                "V2,Pica pica,,contested,0.300000,1,3,0.333333,,4|5|6,,",
                "V3,Parus major,,insufficient,0.600000,1,1,1.000000,1,,,",
            ])
        #expect(try project.published("changes.csv") == ["recordID,subject,change,term,old,new,cause"])
        #expect(!(try project.read("snapshots/v1/observations.csv").contains("Ana")), "names stay in the store")
        #expect(!(try project.read("snapshots/v1/observations.csv").contains("phone")), "so do private fields")
    }

    @Test("The second night: one row corrected, one added, a key of somebody else refused; every change has its cause")
    func second() throws {
        let project = try Garden.project()
        try project.night()
        try Garden.fillSecondNight(project)
        let result = try project.night(at: Garden.secondEvening)
        #expect(result.rows.first == "3 submissions, 4 records: 1 accepted, 1 correction, 1 quarantined, 1 duplicate.")
        #expect(
            try project.published("changes.csv").dropFirst() == [
                "1-1,,changed,individualCount,2,3,submission 7",
                "1-1,,changed,remarks,'=1+1,,submission 7",
                "7-2,,added,,,,submission 7",
                ",\"V1,Pica pica\",changed,individualCount,2,,consensus",
                ",\"V1,Pica pica\",changed,individualCount_status,agreed,contested,consensus",
                ",\"V1,Pica pica\",changed,individualCount_confidence,0.733333,0.388889,consensus",
                ",\"V1,Pica pica\",changed,individualCount_votes_for,2,1,consensus",
                ",\"V1,Pica pica\",changed,individualCount_agreement,1.000000,0.500000,consensus",
                ",\"V1,Pica pica\",changed,individualCount_leading,2,,consensus",
                ",\"V1,Pica pica\",changed,individualCount_tied,,2|3,consensus",
                ",\"V4,Parus major\",added,,,,consensus",
            ])
    }

    @Test("`diff` shows the same between any two versions, forwards and backwards")
    func diff() throws {
        let project = try Garden.project()
        try project.night()
        try Garden.fillSecondNight(project)
        try project.night(at: Garden.secondEvening)
        let forwards = try project.transect("diff", "v1", "v2")
        #expect(forwards.code == 0)
        #expect(
            forwards.rows.prefix(4) == [
                "changed 1-1 individualCount: \"2\" → \"3\"", "changed 1-1 remarks: \"=1+1\" → nothing", "added 7-2",
                "changed subject V1, Pica pica individualCount: \"2\" → nothing",
            ])
        #expect(forwards.talk == "1 record added, 1 changed, 0 withdrawn; 2 subjects with another consensus.\n")
        let backwards = try project.transect("diff", "2", "1")
        #expect(
            backwards.rows.prefix(3) == [
                "changed 1-1 individualCount: \"3\" → \"2\"", "changed 1-1 remarks: nothing → \"=1+1\"",
                "withdrawn 7-2",
            ])
        let same = try project.transect("diff", "v2", "v2")
        #expect(same.output.isEmpty)
        let summary = try project.transect("diff", "--summary", "v1", "v2")
        #expect(summary.output.isEmpty && summary.talk == forwards.talk)
    }

    @Test("A value with a line feed cannot pose as a line of its own")
    func lineFeed() throws {
        let project = try Garden.project()
        try project.night()
        try project.write(
            Garden.header + "A9,V3,2026-05-03,Parus major,1,Ana,\"x\nwithdrawn 1-1\"\n", to: "drop/ana/fix.csv")
        try project.night(at: Garden.secondEvening)
        #expect(
            try project.transect("diff", "v1", "v2").rows == [
                "changed 4-1 remarks: nothing → \"x\\u{a}withdrawn 1-1\""
            ])
    }

    @Test("A stricter definition judges history again: rows leave, and the cause is the edition")
    func edition() throws {
        let project = try Garden.project()
        try project.night()
        try Garden.makeStricter(project)
        let result = try project.night(at: Garden.secondEvening, "--adopt")
        #expect(result.rows.first == "The definition has changed: all history was judged again.")
        #expect(
            try project.published("changes.csv").dropFirst().filter { !$0.hasPrefix(",") } == [
                // 1-3 was 5, corrected to 6; 6-1 is 5.
                "1-3,,withdrawn,,,,edition 2", "6-1,,withdrawn,,,,edition 2",
            ])
        #expect(try records(project).map { $0.prefix(3) } == ["1-1", "4-1", "5-1", "5-2"])
    }

    @Test("The old definition put back brings the old content back under the old names")
    func editionBack() throws {
        let project = try Garden.project()
        try project.night()
        let before = try records(project)
        try Garden.makeStricter(project)
        try project.night(at: Garden.secondEvening, "--adopt")
        try project.write(Garden.pipeline, to: "pipeline.yaml")
        try project.night(at: Garden.thirdEvening)
        #expect(try records(project) == before)
        #expect(
            try project.published("changes.csv").dropFirst().filter { !$0.hasPrefix(",") } == [
                "1-3,,added,,,,edition 3", "6-1,,added,,,,edition 3",
            ])
    }

    @Test("Unchanged files of a version are the very files of the version before")
    func hardLinks() throws {
        let project = try Garden.project()
        try project.night()
        try project.write(
            Garden.header + "D1,V9,2026-05-09,Parus major,1,Ana,\n", to: "drop/ana/more.csv")
        try project.night(at: Garden.secondEvening)
        func inode(_ path: String) throws -> UInt64 {
            var status = stat()
            try #require(stat("\(project.root)/snapshots/\(path)", &status) == 0)
            return UInt64(status.st_ino)
        }
        #expect(try inode("v1/pipeline.yaml") == inode("v2/pipeline.yaml"))
        #expect(try inode("v1/findings.csv") == inode("v2/findings.csv"))
        #expect(try inode("v1/observations.csv") != inode("v2/observations.csv"))
    }
}
