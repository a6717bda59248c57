import Foundation
import Testing

/// Eva leaves, and Olek takes over: with a copy of the backup on his own machine, and the key in an envelope.
@Suite("Stories: a colleague restores the backup and proves every version") struct ColleagueStory {
    /// A garden after three nights, with a correction, an expert's answer and a release; and the folder with its backup.
    private func backedUp() throws -> (project: ScratchProject, other: ScratchProject) {
        let project = try Garden.project()
        try project.night()
        try project.decide("decide", "V2|Pica pica", "individualCount", "5", at: Garden.secondEvening)
        try Garden.fillSecondNight(project)
        try project.night(at: Garden.secondEvening)
        try project.decide("revoke", "3", at: Garden.thirdEvening)
        try project.night(at: Garden.thirdEvening)
        #expect(try project.transect("release", "v2", "--name", "2026.1").code == 0)
        let other = try ScratchProject()
        let backup = try project.transect("backup", other.root + "/backup", "--with-key", other.root + "/envelope.key")
        #expect(backup.code == 0, "\(backup)")
        return (project, other)
    }

    @Test("Every byte is there, every version follows from the archive, every consensus from its votes")
    func proved() throws {
        let (project, other) = try backedUp()
        let garden = other.root + "/garden"
        let restored = try Program.run([
            "restore", other.root + "/backup", "--into", garden, "--key", other.root + "/envelope.key",
        ])
        #expect(restored.code == 0, "\(restored)")

        let verified = try Program.run(["verify", "--project", garden])
        #expect(verified.code == 0 && verified.output.isEmpty, "\(verified)")
        let before = try FileTree(garden)
        let rebuilt = try Program.run(["rebuild", "--project", garden, "--into", other.root + "/again"])
        #expect(rebuilt.code == 0, "\(rebuilt)")
        #expect(
            rebuilt.rows == [
                "v1: proved, 6 records", "v2: proved, 7 records", "v3: proved, 7 records", "3 of 3 versions proved.",
            ])
        let differences = try FileTree(garden).differences(from: before)
        #expect(
            differences.filter { !$0.hasPrefix("store/ledger.sqlite-") && !$0.hasPrefix("store/lock ") } == [],
            "nothing of the project is changed")
        for version in ["v1", "v2", "v3"] {
            #expect(
                try FileTree("\(other.root)/again/snapshots/\(version)")
                    == project.tree("snapshots/\(version)"))
            let recomputed = try Program.run(["recompute", version, "--project", garden])
            #expect(recomputed.code == 0 && recomputed.talk.contains("equal in every byte"), "\(recomputed)")
        }
        #expect(try Program.run(["snapshots", "--project", garden]).output.contains("2026.1"))
        #expect(
            try Program.run(["rebuild", "--project", garden, "--into", other.root + "/again"]).code == 2,
            "never into a folder that holds something")

        let list = try Program.run(["rebuild", "--json", "--project", garden]).output
        let report = try #require(JSONSerialization.jsonObject(with: Data(list.utf8)) as? [String: Any])
        #expect(report["isProved"] as? Bool == true && (report["versions"] as? [Any])?.count == 3)
    }

    @Test("Without the key nothing is proved, and none is made in its place")
    func withoutKey() throws {
        let (_, other) = try backedUp()
        let garden = other.root + "/garden"
        #expect(try Program.run(["restore", other.root + "/backup", "--into", garden]).code == 0)
        let rebuilt = try Program.run(["rebuild", "--project", garden])
        #expect(rebuilt.code == 3)
        #expect(rebuilt.talk.contains("The project's key \(garden)/store/key is not there. Put it back"), "\(rebuilt)")
        #expect(!other.exists("garden/store/key"))
        #expect(try Program.run(["verify", "--project", garden]).code == 0)
        try FileManager.default.copyItem(atPath: other.root + "/envelope.key", toPath: garden + "/store/key")
        #expect(try Program.run(["rebuild", "--project", garden]).code == 0)
    }

    @Test("A byte that has changed in the archive since is found and named; a file that is gone too")
    func damaged() throws {
        let project = try Garden.project()
        try project.night()
        let path = try #require(
            try project.tree("store/archive").entries.first { $0.value == Data(Garden.anasList.utf8) }?.key)
        let file = "\(project.root)/store/archive/\(path)"
        chmod(file, 0o644)
        try project.write(
            Garden.anasList.replacingOccurrences(of: "Pica pica,2", with: "Pica pica,3"), to: "store/archive/" + path)
        let rebuilt = try project.transect("rebuild")
        #expect(rebuilt.code == 1)
        #expect(
            rebuilt.rows == [
                "v1: DIFFERS from what was published",
                "\(file) (submission 1, ana/1-list.csv): damaged; restore it from a backup",
                "0 of 1 version proved.",
            ])
        try FileManager.default.removeItem(atPath: file)
        let missing = try project.transect("rebuild")
        #expect(
            missing.code == 3 && missing.talk.contains("The ledger names \(file), but it is not there."), "\(missing)")
    }
}
