import Foundation
import Testing

/// Files that come twice, under other names, packed, or from somebody else.
@Suite struct SentAgainTests {
    private func project() throws -> ScratchProject {
        let project = try ScratchProject(pipeline: Garden.pipeline)
        try project.write(Garden.anasList, to: "drop/ana/list.csv")
        try project.night()
        return project
    }

    @Test("A file that was renamed, copied, packed or touched adds nothing, and no version appears")
    func again() throws {
        let project = try project()
        try project.write(Garden.anasList, to: "drop/ana/copy.csv")
        try project.writeGzip(Garden.anasList, to: "drop/ana/packed.csv.gz")
        try Program.shell("mv '\(project.root)/drop/ana/list.csv' '\(project.root)/drop/ana/renamed.csv'")
        let result = try project.night(at: Garden.secondEvening)
        // The packed file is other bytes, so its rows are judged, and they are duplicates or wrong as before.
        #expect(
            result.rows.first
                == "3 submissions, 2 of them sent before, 3 records: 0 accepted, 1 quarantined, 2 duplicates.")
        #expect(result.rows.last == "Nothing has changed since v1; nothing was published.")
        try Program.shell("touch '\(project.root)/drop/ana/renamed.csv'")
        #expect(
            try project.night(at: Garden.thirdEvening).rows.first?.contains(
                "1 submission, 1 of them sent before, 0 records") == true)
        #expect(try project.tree("snapshots").entries.keys.filter { $0.hasPrefix("v") && $0.hasSuffix("/") } == ["v1/"])
    }

    @Test("Originals stay where they are, untouched, and are known again without being read")
    func originals() throws {
        let project = try Garden.project()
        let before = try project.tree("drop")
        try project.night()
        #expect(try project.tree("drop") == before)
        try project.night()
        #expect(try project.transect("status").output.contains("garden: 0 files wait in the drop folder."))
        for path in before.files {
            let hash = try Program.shell("sha256sum < '\(project.root)/drop/\(path)' | cut -c1-64")
                .trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(try project.tree("store/archive").files.contains { $0.contains(hash) }, "\(path) is archived")
        }
    }

    @Test("The same key from another submitter is a conflict: quarantined, and the first record stands")
    func conflict() throws {
        let project = try project()
        let before = try project.read("snapshots/v1/observations.csv")
        try project.write(Garden.header + "A1,V1,2026-05-01,Pica pica,9,Ben,\n", to: "drop/ben/list.csv")
        let result = try project.night(at: Garden.secondEvening)
        #expect(result.rows.first == "1 submission, 1 record: 0 accepted, 1 quarantined, 0 duplicates.")
        #expect(
            result.output.contains(
                "1 × key-conflict (error). First: ben/list.csv, row 2: Someone else has sent a record with this key"))
        #expect(try project.read("snapshots/latest/observations.csv") == before)
    }

    @Test("Texts that a spreadsheet would take for formulas are published with a guard, numbers without")
    func formulas() throws {
        let project = try ScratchProject(pipeline: Garden.pipeline)
        let cells = ["=cmd|' /C calc'!A0", "+1", "-2", "@SUM(A1)", "'quoted", "-x", "plain"]
        try project.write(
            Garden.header + cells.enumerated().map { "F\($0),V\($0),2026-05-01,Pica pica,1,Ana,\($1)\n" }.joined(),
            to: "drop/ana/list.csv")
        try project.night()
        #expect(
            try project.published("observations.csv").dropFirst().map { $0.split(separator: ",").last ?? "" } == [
                "'=cmd|' /C calc'!A0", "+1", "-2", "'@SUM(A1)", "''quoted", "'-x", "plain",
            ])
    }

    @Test("A file with 200 columns, ragged rows and blank lines is fine; what is not used is named")
    func wide() throws {
        let project = try ScratchProject(pipeline: Garden.pipeline)
        let extra = (1...200).map { "extra\($0)" }
        try project.write(
            "occurrenceID,eventDate,scientificName," + extra.joined(separator: ",") + "\n"
                + "W1,2026-05-01,Pica pica," + extra.joined(separator: ",") + "\n\n\nW2,2026-05-02,Parus major\n",
            to: "drop/ana/wide.csv")
        let result = try project.night()
        #expect(result.rows.first?.hasPrefix("1 submission, 2 records: 2 accepted") == true, "\(result.output)")
        #expect(
            result.output.contains("columns not used by the pipeline: extra1, extra2")
                && result.output.contains("and 192 more"))
    }
}
