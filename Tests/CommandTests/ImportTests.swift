import Foundation
import Testing

/// Bulk loads of old files.
@Suite struct ImportTests {
    @Test("Old files add what is not there, and never overwrite what came before them")
    func imported() throws {
        let project = try Garden.project()
        try project.night()
        let old = try ScratchProject()
        try old.write(
            Garden.header + "A1,V1,2026-05-01,Pica pica,99,Ana,\nA0,V0,2019-05-01,Pica pica,4,Ana,\n",
            to: "archive/ana/2019.csv")
        try project.write(Garden.header + "W1,V9,2026-05-09,Parus major,1,Ana,\n", to: "drop/ana/waiting.csv")
        let result = try project.transect(
            "import", old.root + "/archive", environment: ["TRANSECT_NOW": Garden.secondEvening])
        #expect(result.code == 0, "\(result)")
        #expect(result.rows.first == "1 submission, 2 records: 1 accepted, 0 quarantined, 1 duplicate.")
        #expect(result.output.contains("Published v2"))
        let records = try project.published("observations.csv")
        #expect(records.contains { $0.hasPrefix("1-1,A1,V1,2026-05-01,Pica pica,2,") })
        #expect(records.contains { $0.hasPrefix("7-2,A0,V0,2019-05-01,Pica pica,4,") })
        #expect(!records.contains { $0.contains("W1,V9") }, "the drop folder waits for the next run")
        #expect(try project.transect("log").output.contains("submission 7 (ana/2019.csv) from ana imported: "))
        #expect(old.exists("archive/ana/2019.csv"), "originals stay where they are")
        try project.night(at: Garden.thirdEvening)
        #expect(try project.published("observations.csv").contains { $0.contains("W1,V9") })
    }

    @Test("Old files under the paths of the drop folder's do not make these come back")
    func samePaths() throws {
        let project = try Garden.project()
        try project.night()
        let before = try project.published("observations.csv")
        let old = try ScratchProject()
        try old.write(Garden.header + "A0,V0,2019-05-01,Pica pica,4,Ana,\n", to: "archive/ana/1-list.csv")
        #expect(
            try project.transect(
                "import", old.root + "/archive", environment: ["TRANSECT_NOW": Garden.secondEvening]
            ).code == 0)
        let night = try project.night(at: Garden.thirdEvening)
        #expect(night.output.contains("Nothing new in the drop folder."), "\(night)")
        let after = try project.published("observations.csv")
        #expect(Set(before).isSubset(of: after) && after.contains { $0.contains("A0,V0") })
    }

    @Test("A dry run changes nothing, and --json is the summary for programs")
    func dryRun() throws {
        let project = try Garden.project()
        try project.night()
        let old = try ScratchProject()
        try old.write(Garden.header + "A0,V0,2019-05-01,Pica pica,4,Ana,\n", to: "ana/2019.csv")
        let before = try project.tree("snapshots")
        let result = try project.transect("import", old.root, "--dry-run", "--json")
        #expect(result.code == 0, "\(result)")
        #expect(result.output.contains("\"accepted\": 1"))
        #expect(try project.tree("snapshots").differences(from: before).isEmpty)
        #expect(!(try project.transect("log").output.contains("2019")))
    }

    @Test("A folder that is not there, or is a file, is 2")
    func refusals() throws {
        let project = try Garden.project()
        let missing = try project.transect("import", "/nowhere/at/all")
        #expect(missing.code == 2 && missing.talk.contains("There is no folder /nowhere/at/all."), "\(missing)")
        let file = try project.transect("import", project.root + "/pipeline.yaml")
        #expect(file.code == 2 && file.talk.contains("is a file; name the folder"), "\(file)")
        #expect(try project.transect("import").code == 2)
    }
}
