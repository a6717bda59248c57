import Foundation
import Testing

/// 0 done, 1 done but something does not hold, 2 usage or definition, 3 the world is broken, 4 another run is at work.
@Suite struct ExitCodeTests {
    @Test("A run that did its work, or found nothing to do, is 0")
    func done() throws {
        let project = try Garden.project()
        #expect(try project.transect("run").code == 0)
        let again = try project.transect("run")
        #expect(again.code == 0)
        #expect(again.output.contains("Nothing new in the drop folder."))
        #expect(again.output.contains("Nothing has changed since v1; nothing was published."))
        #expect(!project.exists("snapshots/v2"))
    }

    @Test("Rows that are wrong are not an error: they are counted, and the code is 0")
    func badRows() throws {
        let project = try ScratchProject(pipeline: Garden.pipeline)
        try project.write(Garden.header + "A1,V1,someday,,minus one,Ana,\n", to: "drop/ana/list.csv")
        let result = try project.transect("run")
        #expect(result.code == 0)
        #expect(result.output.contains("1 submission, 1 record: 0 accepted, 1 quarantined"))
        #expect(result.output.contains("There is nothing to publish yet."))
    }

    @Test("Expectations that do not come true are 1, with what was expected and what came")
    func expectations() throws {
        let project = try ScratchProject(
            pipeline: Garden.pipeline + "expect: {records: 8, accepted: 6, corrections: 1, quarantined: 1}\n")
        try Garden.fill(project)
        let met = try project.transect("check", "--expect")
        #expect(met.code == 0)
        #expect(
            met.rows == [
                "records      8  8  ok", "accepted     6  6  ok", "corrections  1  1  ok", "quarantined  1  1  ok",
            ])
        try project.write(
            Garden.pipeline + "expect: {records: 8, accepted: 7, quarantined: 1}\n", to: "pipeline.yaml")
        let different = try project.transect("check", "--expect")
        #expect(different.code == 1)
        #expect(different.rows == ["records      8  8  ok", "accepted     7  6  DIFFERS", "quarantined  1  1  ok"])
        #expect(!project.exists("store") && !project.exists("snapshots"), "a scratch store is used")
    }

    @Test("A misspelt key is 2, with line, column and the nearest key that exists; all mistakes at once")
    func definition() throws {
        let project = try ScratchProject(
            pipeline: Garden.pipeline.replacingOccurrences(
                of: "scientificName: {constraints:", with: "scientificName: {constraint:"
            )
            .replacingOccurrences(of: "creators:", with: "creator:"))
        for command in ["check", "run", "status", "snapshots"] {
            let result = try project.transect(command)
            #expect(result.code == 2)
            #expect(result.output.isEmpty)
            #expect(
                result.talk.contains("pipeline.yaml:3:1: The pipeline has no key `creator`. Did you mean `creators`?"),
                "\(result.talk)")
            #expect(
                result.talk.contains(
                    "pipeline.yaml:17:20: The field scientificName has no key `constraint`. Did you mean `constraints`?"
                ), "\(result.talk)")
        }
        #expect(!project.exists("store"), "nothing was begun")
    }

    @Test(
        "Wrong arguments are 2, and say what is wrong",
        arguments: [
            (["run", "--nonsense"], "--nonsense"),
            (["dance"], "dance"),
            (["help", "dance"], "There is no command `dance`. `transect help` lists all."),
            (["help", "verfy"], "There is no command `verfy`. Did you mean `verify`?"),
            (["run", "--threads", "many"], "many"),
            (["run", "--threads", "0"], "--threads"),
            (["run", "--project", "/nowhere/at/all"], "There is no /nowhere/at/all/pipeline.yaml"),
            (["preview", "/nowhere.csv"], "There is no file /nowhere.csv"),
            (
                ["preview", "--format", "xls", "/nowhere.csv"],
                "There is no format xls; there are csv, json, ndjson, geojson, xml"
            ),
            (["checks", "coordinates-not-null"], "Did you mean `coordinates-not-zero`?"),
        ])
    func arguments(arguments: [String], says: String) throws {
        let result = try Program.run(arguments)
        #expect(result.code == 2)
        #expect(result.talk.contains(says), "\(result.talk)")
        #expect(result.output.isEmpty)
    }

    @Test(
        "Asking for what is not in the dataset is 2",
        arguments: [
            (["explain", "7-7"], "There is no record 7-7"),
            (
                ["explain", "1-9"],
                "There is no record 1-9 in the dataset; submission 1 (ana/1-list.csv) has 3 records: 2 accepted, "
                    + "1 quarantined, 0 duplicates."
            ),
            (
                ["explain", "2-1"],
                "There is no record 2-1 in the dataset; submission 2 (ana/2-list-copy.csv): the same bytes as "
                    + "submission 1."
            ),
            (["explain", "A1"], "`A1` is no record ID; a record ID looks like 12-345"),
            (["diff", "v1", "v9"], "There is no version v9"), (["diff", "v1", "one"], "write it as v1"),
            (["verify", "v9"], "There is no version v9"),
            (["score", "--truth", "/nowhere.csv"], "There is no file /nowhere.csv"),
        ])
    func questions(arguments: [String], says: String) throws {
        let project = try Garden.project()
        try project.night()
        let result = try Program.run(arguments + ["--project", project.root])
        #expect(result.code == 2, "\(result)")
        #expect(result.talk.contains(says), "\(result.talk)")
        #expect(result.output.isEmpty)
    }

    @Test("An instant that cannot be read is 2")
    func instant() throws {
        let project = try Garden.project()
        let result = try project.transect("run", environment: ["TRANSECT_NOW": "yesterday"])
        #expect(result.code == 2)
        #expect(result.talk.contains("TRANSECT_NOW is yesterday"))
    }

    @Test("A full disk is 3 and says what to do; nothing half-done is visible")
    func brokenWorld() throws {
        let project = try Garden.project()
        let result = try project.transect("run", environment: ["TRANSECT_FAULT": "enospc:60"])
        #expect(result.code == 3)
        #expect(result.output.isEmpty)
        #expect(result.talk.contains("there is no space left on the disk. Free some space and run again"))
        #expect(!project.exists("snapshots/v1") && !project.exists("snapshots/latest"))
    }

    @Test(
        "A snapshots folder that cannot be written is 3; when it can, the next run publishes",
        .enabled(if: getuid() != 0 || Program.has("setpriv"), "the superuser may write everywhere"))
    func readOnly() throws {
        let project = try Garden.project()
        // Where a plain file lies nobody can make a folder, not even the superuser.
        try project.write("", to: "snapshots")
        let result = try project.transect("run")
        #expect(result.code == 3, "\(result)")
        #expect(result.talk.contains("snapshots"))
        try FileManager.default.removeItem(atPath: project.root + "/snapshots")
        #expect(try project.transect("run").code == 0)
        #expect(project.exists("snapshots/v1/observations.csv"))
    }

    @Test("A damaged ledger is 3, and the advice is to restore it")
    func damagedLedger() throws {
        let project = try Garden.project()
        try project.night()
        try project.write(String(repeating: "no database ", count: 1000), to: "store/ledger.sqlite")
        let result = try project.transect("run")
        #expect(result.code == 3)
        #expect(result.talk.contains("is damaged") && result.talk.contains("Restore the store from a backup"))
    }

    @Test(
        "While another run holds the lock, a run is 4, at once, and does nothing",
        .enabled(if: Program.has("flock"), "flock is absent"))
    func locked() throws {
        let project = try Garden.project()
        try project.night()
        try Garden.fillSecondNight(project)
        let before = try project.tree("")
        let holder = try Program.start(
            tool: "flock", [project.root + "/store/lock", "sh", "-c", "touch \"$0/held\"; sleep 60", project.root])
        defer {
            kill(holder, SIGKILL)
            _ = Program.wait(for: holder)
        }
        while !project.exists("held") { usleep(2_000) }
        let start = ContinuousClock.now
        let result = try project.transect("run")
        #expect(ContinuousClock.now - start < .seconds(5), "it does not wait")
        #expect(result.code == 4)
        #expect(result.talk.contains("Another run is at work in \(project.root)."))
        #expect(result.output.isEmpty)
        try FileManager.default.removeItem(atPath: project.root + "/held")
        #expect(try project.tree("").differences(from: before).isEmpty)
        #expect(try project.transect("status").code == 0, "looking is allowed meanwhile")
    }
}
