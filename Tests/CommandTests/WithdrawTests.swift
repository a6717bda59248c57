import Foundation
import Testing

/// Records that are taken back by name, and brought back.
@Suite struct WithdrawTests {
    @Test("A withdrawn record leaves the next version, which says so; restored, it comes back under its name")
    func withdrawAndRestore() throws {
        let project = try Garden.project()
        try project.night()
        let before = try project.published("observations.csv")
        let withdrawn = try project.decide("withdraw", "1-1", at: Garden.secondEvening)
        #expect(withdrawn.code == 0, "\(withdrawn)")
        #expect(
            withdrawn.rows == [
                "Withdrawn: 1-1.",
                "The next `transect run` takes it out of the dataset. Published versions stay as they are. "
                    + "`transect restore` undoes it.",
            ])
        #expect(try project.published("observations.csv") == before, "only a run publishes")
        try project.night(at: Garden.secondEvening)
        #expect(try project.published("observations.csv") == before.filter { !$0.hasPrefix("1-1,") })
        let changes = try project.published("changes.csv")
        #expect(changes.contains { $0.hasPrefix("1-1,,withdrawn,,,,decision ") }, "\(changes)")
        #expect(try project.transect("status").output.contains("; 1 record withdrawn."))
        #expect(try project.transect("status", "--json").output.contains("\"withdrawnRecords\": 1"))

        #expect(try project.decide("restore", "1-1").rows.first == "Restored: 1-1.")
        try project.night(at: Garden.thirdEvening)
        #expect(try project.published("observations.csv") == before)
        #expect(try project.published("changes.csv").contains { $0.hasPrefix("1-1,,added,,,,decision ") })
        #expect(!(try project.transect("status").output.contains("withdrawn.")))
    }

    @Test("A file may name the records; each counts once")
    func file() throws {
        let project = try Garden.project()
        try project.night()
        try project.write("note;recordID\nspoilt;1-1\n;1-1\n\nlost;5-1\n", to: "keys.csv")
        let result = try project.decide("withdraw", "--file", project.root + "/keys.csv")
        #expect(result.rows.first == "Withdrawn: 1-1, 5-1.", "\(result)")
        let restored = try project.decide("restore", "--file", project.root + "/keys.csv")
        #expect(restored.rows.first == "Restored: 1-1, 5-1.", "decided and taken back before any run: \(restored)")
        try project.night(at: Garden.thirdEvening)
        #expect(!project.exists("snapshots/v2"))
    }

    @Test("Every problem is told at once, and nothing is recorded")
    func problems() throws {
        let project = try Garden.project()
        try project.night()
        try project.write("recordID\n1-1\nA1\n9-9\n1-2\n", to: "keys.csv")
        let result = try project.decide("withdraw", "--file", project.root + "/keys.csv")
        #expect(result.code == 2)
        for line in [
            "3 problems; nothing was recorded.", "row 3: `A1` is no record ID; a record ID looks like 12-345",
            "row 4: There is no record 9-9 in the dataset.", "row 5: There is no record 1-2 in the dataset.",
        ] {
            #expect(result.talk.contains(line), "\(result.talk)")
        }
        #expect(!(try project.transect("log").output.contains("withdrawn")))
    }

    @Test(
        "What cannot be is 2",
        arguments: [
            (["withdraw"], "Name records, or a file"),
            (["withdraw", "1-1", "--file", "keys.csv"], "one of both"),
            (["withdraw", "--file", "/nowhere.csv"], "There is no file /nowhere.csv."),
            (["restore", "1-1"], "1-1 is in the dataset; there is nothing to restore."),
            (["restore", "--key", "k", "1-1"], "--key belongs to --into"),
        ])
    func refusals(arguments: [String], says: String) throws {
        let project = try Garden.project()
        try project.night()
        let result = try Program.run(arguments + author + ["--project", project.root])
        #expect(result.code == 2, "\(result)")
        #expect(result.talk.contains(says), "\(result.talk)")
    }

    @Test("Withdrawn twice is refused, also before the next run")
    func twice() throws {
        let project = try Garden.project()
        try project.night()
        #expect(try project.decide("withdraw", "1-1").code == 0)
        let again = try project.decide("withdraw", "1-1")
        #expect(again.code == 2 && again.talk.contains("1-1 is withdrawn already."))
    }

    @Test("A file without the column says which one it lacks")
    func column() throws {
        let project = try Garden.project()
        try project.night()
        try project.write("recordId\n1-1\n", to: "keys.csv")
        let result = try project.decide("withdraw", "--file", project.root + "/keys.csv")
        #expect(result.code == 2)
        #expect(
            result.talk.contains("has no column `recordID`; it has recordId. Is `recordId` meant? Then rename it."),
            "\(result.talk)")
    }
}
