import Foundation
import Testing

/// `run --dry-run` says what a run would do, and does nothing.
@Suite struct DryRunTests {
    /// Names, sizes, modes, inodes of all, times of files, and all bytes.
    private func state(_ project: ScratchProject) throws -> (String, FileTree) {
        let list = try Program.shell(
            "cd '\(project.root)' && find . -type d -printf '%p %m %i\\n' -o -printf '%p %m %i %s %T@\\n' | sort")
        return (list, try project.tree(""))
    }

    /// The first line of the summary: how many records have which outcome.
    private func rehearseThenRun(_ project: ScratchProject, at now: String, _ options: String...) throws -> (
        dry: Program.Result, run: Program.Result
    ) {
        let before = try state(project)
        let dry = try Program.run(
            ["run", "--dry-run", "--project", project.root] + options, environment: ["TRANSECT_NOW": now])
        #expect(dry.code == 0, "\(dry.talk)")
        let after = try state(project)
        #expect(before.0 == after.0)
        #expect(after.1.differences(from: before.1).isEmpty)
        #expect(dry.rows.last == "Nothing was published, as asked.")
        let run = try Program.run(
            ["run", "--project", project.root] + options, environment: ["TRANSECT_NOW": now])
        #expect(run.code == 0, "\(run.talk)")
        return (dry, run)
    }

    @Test("Before the first night it makes not even a folder, and foretells the counts of the run")
    func first() throws {
        let project = try ScratchProject(pipeline: Garden.pipeline)
        try Garden.fill(project)
        let (dry, run) = try rehearseThenRun(project, at: Program.evening)
        #expect(
            dry.rows.first
                == "6 submissions, 1 of them sent before, 8 records: 6 accepted, 1 correction, 1 quarantined, 0 duplicates."
        )
        #expect(dry.rows.prefix(4) == run.rows.prefix(4))
    }

    @Test("On a later night too, against all of the history")
    func second() throws {
        let project = try Garden.project()
        try project.night()
        try Garden.fillSecondNight(project)
        try project.write(Garden.anasList, to: "drop/ana/list-a-third-time.csv")
        let (dry, run) = try rehearseThenRun(project, at: Garden.secondEvening)
        #expect(
            dry.rows.first
                == "4 submissions, 1 of them sent before, 4 records: 1 accepted, 1 correction, 1 quarantined, 1 duplicate."
        )
        #expect(dry.rows.prefix(4) == run.rows.prefix(4))
    }

    @Test("Under a changed definition it judges all history again, as the run will")
    func edition() throws {
        let project = try Garden.project()
        try project.night()
        try Garden.makeStricter(project)
        try Garden.fillSecondNight(project)
        let (dry, run) = try rehearseThenRun(project, at: Garden.secondEvening, "--adopt")
        #expect(dry.rows.first == "The definition has changed: all history would be judged again.")
        let effect = [
            "Effect on the dataset: 1 record more, 2 fewer.", "  2 kept out by constraint-maximum",
            "  1 with another individualCount", "  1 with another remarks",
        ]
        #expect(Array(dry.rows[1...4]) == effect)
        let dataset = { (rows: [String]) in rows.firstIndex { $0.hasPrefix("Dataset:") } ?? 0 }
        #expect(
            dry.rows[1..<dataset(dry.rows)].filter { !effect.contains($0) } == Array(run.rows[1..<dataset(run.rows)]))
    }

    @Test("A definition that would throw out much of the dataset is told, and needs to be adopted")
    func objection() throws {
        let project = try Garden.project()
        try project.night()
        try Garden.makeStricter(project)
        let told = "The changed definition would not be adopted: 3 of 7 accepted records would no longer be accepted."
        let dry = try project.transect("run", "--dry-run")
        #expect(dry.code == 1)
        #expect(dry.rows[1].hasPrefix(told))
        let run = try project.transect("run")
        #expect(run.code == 1)
        #expect(run.rows[1].hasPrefix("The changed definition was not adopted: 3 of 7"))
        let dataset = { (result: Program.Result) in result.rows.filter { $0.hasPrefix("Dataset: ") } }
        #expect(dataset(dry) == dataset(run) && dataset(run).count == 1)
        func records(_ options: String...) throws -> [String] {
            try Program.run(["run", "--project", project.root, "--json"] + options).rows
                .filter { $0.contains("\"datasetRecords\"") }
        }
        #expect(try records("--dry-run") == records() && records().count == 1)
        #expect(try project.transect("snapshots").rows.count == 2)
        #expect(try project.night(at: Garden.secondEvening, "--adopt").rows.last?.hasPrefix("Published v2") == true)
    }
}
