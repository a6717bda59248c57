import Foundation
import Testing

/// A project on another machine.
@Suite struct BackupTests {
    /// A project of two nights, with a decision between them, and its backup with the key apart.
    private func backedUp() throws -> (project: ScratchProject, other: ScratchProject) {
        let project = try Garden.project()
        try project.night()
        try project.decide("decide", "V2|Pica pica", "individualCount", "5", at: Garden.secondEvening)
        try Garden.fillSecondNight(project)
        try project.night(at: Garden.secondEvening)
        let other = try ScratchProject()
        let result = try project.transect(
            "backup", other.root + "/backup", "--with-key", other.root + "/garden.key")
        #expect(result.code == 0, "\(result)")
        #expect(result.output.contains("The project's key is in \(other.root)/garden.key. Keep it apart"))
        return (project, other)
    }

    @Test("Brought back on another machine, with the key: every version is proved, and the next night goes on")
    func restored() throws {
        let (project, other) = try backedUp()
        let target = other.root + "/garden"
        let result = try Program.run([
            "restore", other.root + "/backup", "--into", target, "--key", other.root + "/garden.key",
        ])
        #expect(result.code == 0, "\(result)")
        #expect(result.rows.first?.hasPrefix("Restored into \(target): ") == true)
        #expect(try FileTree(target + "/snapshots").differences(from: project.tree("snapshots")).isEmpty)
        let verified = try Program.run(["verify", "--project", target])
        #expect(verified.code == 0 && verified.talk.contains("v2: ") && !verified.talk.contains("not vouched for"))
        #expect(try Program.run(["log", "--project", target]).output == project.transect("log").output)

        try other.write(Garden.header + "G1,V9,2026-05-09,Parus major,1,Gina,\n", to: "garden/drop/gina/list.csv")
        let night = try Program.run(
            ["run", "--project", target], environment: ["TRANSECT_NOW": Garden.thirdEvening])
        #expect(night.code == 0, "\(night)")
        #expect(night.output.contains("Published v3"))
        try project.write(Garden.header + "G1,V9,2026-05-09,Parus major,1,Gina,\n", to: "drop/gina/list.csv")
        try project.night(at: Garden.thirdEvening)
        #expect(
            try FileTree(target + "/snapshots/v3").differences(from: project.tree("snapshots/v3")).isEmpty,
            "the same bytes as at home")
    }

    @Test("Without the key one can look and verify, but no run goes on, and it says why")
    func withoutKey() throws {
        let (_, other) = try backedUp()
        let target = other.root + "/garden"
        let result = try Program.run(["restore", other.root + "/backup", "--into", target])
        #expect(result.code == 0)
        #expect(result.output.contains("The project's key is not there."))
        for command in [["verify"], ["log"], ["status"], ["snapshots"], ["explain", "1-1"], ["held"]] {
            #expect(try Program.run(command + ["--project", target]).code == 0, "\(command)")
        }
        try other.write(Garden.header + "G1,V9,2026-05-09,Parus major,1,Gina,\n", to: "garden/drop/gina/list.csv")
        let run = try Program.run(["run", "--project", target])
        #expect(run.code == 3 && run.talk.contains("The project's key \(target)/store/key is not there"), "\(run)")
        try FileManager.default.copyItem(atPath: other.root + "/garden.key", toPath: target + "/store/key")
        #expect(try Program.run(["run", "--project", target]).code == 0)
    }

    @Test("A folder without a name is none")
    func nameless() throws {
        let project = try Garden.project()
        try project.night()
        for arguments in [["backup", ""], ["backup", project.root + "-backup", "--with-key", ""]] {
            let result = try Program.run(arguments + ["--project", project.root])
            #expect(result.code == 2 && result.talk.contains("an empty name is none"), "\(result)")
        }
        #expect(!FileManager.default.fileExists(atPath: project.root + "-backup"))
        let restored = try Program.run(["restore", project.root, "--into", ""])
        #expect(restored.code == 2 && restored.talk.contains("an empty name is none"), "\(restored)")
    }

    @Test("Repeated backups copy only what is new")
    func repeated() throws {
        let (project, other) = try backedUp()
        let again = try project.transect("backup", other.root + "/backup")
        #expect(again.code == 0)
        #expect(again.output.contains("0 bytes) were copied now") || again.output.contains("; 1 ("), "\(again.output)")
        #expect(again.output.contains("The project's key is not in it."))
        try project.write(Garden.header + "G1,V9,2026-05-09,Parus major,1,Gina,\n", to: "drop/gina/list.csv")
        try project.night(at: Garden.thirdEvening)
        #expect(try project.transect("backup", other.root + "/backup").code == 0)
        #expect(try Program.run(["restore", other.root + "/backup", "--into", other.root + "/new"]).code == 0)
        #expect(try FileTree(other.root + "/new/snapshots").differences(from: project.tree("snapshots")).isEmpty)
    }

    @Test("A backup with one wrong byte is refused before anything is written")
    func damaged() throws {
        let (_, other) = try backedUp()
        let objects = try other.tree("backup/objects").files
        let victim = "\(other.root)/backup/objects/\(objects[objects.count / 2])"
        chmod(victim, 0o644)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: victim))
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: URL(fileURLWithPath: victim))
        let result = try Program.run(["restore", other.root + "/backup", "--into", other.root + "/garden"])
        #expect(result.code == 3, "\(result)")
        #expect(result.talk.contains("is damaged") && result.talk.contains("Use another backup"))
        #expect(!other.exists("garden/store/ledger.sqlite"))
    }

    @Test("Side files of the pipeline come along, and a definition with an error is no hindrance")
    func definition() throws {
        let project = try Garden.project()
        try project.write("scientificName\nPica pica\nParus major\n", to: "species.csv")
        let pipeline = Garden.pipeline.replacingOccurrences(
            of: "scientificName: {constraints: {required: true}}",
            with: "scientificName: {constraints: {required: true, enum: {file: species.csv, column: scientificName}}}")
        try project.write(pipeline, to: "pipeline.yaml")
        try project.night()
        try project.write(pipeline + "nonsense: 1\n", to: "pipeline.yaml")
        let other = try ScratchProject()
        let result = try project.transect("backup", other.root + "/backup")
        #expect(result.code == 0, "\(result)")
        #expect(result.output.contains("note: \(project.root)/pipeline.yaml has errors"))
        #expect(try Program.run(["restore", other.root + "/backup", "--into", other.root + "/garden"]).code == 0)
        #expect(try other.read("garden/species.csv") == project.read("species.csv"))
        #expect(try other.read("garden/pipeline.yaml") == project.read("pipeline.yaml"))
        #expect(!other.exists("garden/store/key") && !other.exists("garden/drop"))
    }

    @Test("Receipts are kept from the folder that the pipeline names, and versions may lie in one called receipts")
    func otherFolders() throws {
        let to = "publish: {to: snapshots, formats: [csv, parquet]}"
        for (places, kept) in [
            ("publish: {to: snapshots}\nreceipts: letters/out", ["letters", "pipeline.yaml", "snapshots", "store"]),
            ("publish: {to: receipts}\nreceipts: none", ["pipeline.yaml", "receipts", "store"]),
            (
                "publish: {to: ./snapshots}\nreceipts: ./receipts/",
                ["pipeline.yaml", "receipts", "snapshots", "store"]
            ),
        ] {
            let project = try ScratchProject(
                pipeline: Garden.pipeline.replacingOccurrences(of: to, with: places))
            try project.write(Garden.anasList, to: "drop/ana/list.csv")
            try project.night()
            let backup = try project.transect("backup", project.root + "/store-old")
            #expect(backup.code == 0 && !backup.output.contains("; in the backup they are in"), "\(backup)")
            let other = try ScratchProject()
            let restored = try Program.run(["restore", project.root + "/store-old", "--into", other.root + "/garden"])
            #expect(restored.code == 0, "\(restored)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: other.root + "/garden").sorted() == kept)
            for name in kept where name != "store" && name != "pipeline.yaml" {
                #expect(try other.tree("garden/" + name).differences(from: project.tree(name)).isEmpty, "\(name)")
            }
        }
    }

    @Test("Arguments that cannot be right are 2, and nothing is changed")
    func refusals() throws {
        let (project, other) = try backedUp()
        try other.write("mine", to: "full/notes.txt")
        try other.write("short", to: "other.key")
        let root = other.root
        for (arguments, says) in [
            (["backup", root + "/full"], "holds something that is no backup: notes.txt"),
            (["backup", project.root], "is the project itself"),
            (["backup", root + "/disk/b2"], "There is no folder \(root)/disk in which the backup could lie"),
            (["backup", project.root + "/store/backup"], "a folder of the project itself"),
            (["backup", project.root + "/snapshots/backup"], "a folder of the project itself"),
            (["backup", project.root + "/receipts/../receipts"], "a folder of the project itself"),
            (["backup", project.root + "/drop/backup"], "a folder of the project itself"),
            (["backup", root + "/b2", "--with-key", root + "/b2/key"], "Keep the key apart"),
            (["backup", root + "/b2", "--with-key", root + "/other.key"], "is not this project's key"),
            (
                ["backup", root + "/b2", "--with-key", root + "/usb/key"],
                "There is no folder \(root)/usb for the key. Make it first, or name a file elsewhere."
            ),
            (["backup", root + "/b2", "--with-key", root + "/other.key/k"], "There is no folder \(root)/other.key"),
            (["restore", root + "/full", "--into", root + "/new"], "There is no backup in \(root)/full"),
            (["restore", root + "/backup", "--into", root + "/full"], "is there already and not empty"),
            (
                ["restore", root + "/backup", "--into", root + "/new", "--key", root + "/other.key"],
                "which has 32 bytes"
            ),
            (["restore", "--into", root + "/new"], "name the folder of the backup"),
        ] {
            let result = try Program.run(arguments + ["--project", project.root])
            #expect(result.code == 2, "\(arguments) \(result)")
            #expect(result.talk.contains(says), "\(says): \(result.talk)")
        }
        #expect(try other.read("full/notes.txt") == "mine" && !other.exists("new") && !other.exists("b2"))
        #expect(!other.exists("disk"))
    }

    @Test("Another project's key is refused, and does not stay")
    func otherKey() throws {
        let (_, other) = try backedUp()
        try other.write(Data(repeating: 9, count: 32), to: "other.key")
        let target = other.root + "/garden"
        let result = try Program.run([
            "restore", other.root + "/backup", "--into", target, "--key", other.root + "/other.key",
        ])
        #expect(result.code == 2 && result.talk.contains("is not the key of this project"), "\(result)")
        #expect(!other.exists("garden/store/key") && other.exists("garden/store/ledger.sqlite"))
    }
}
