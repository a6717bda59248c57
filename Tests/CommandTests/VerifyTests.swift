import Foundation
import Testing

/// `transect verify` finds whatever happened to a published version.
@Suite struct VerifyTests {
    /// A small seeded generator (SplitMix64), so that every run tries the same places.
    private struct Places {
        var state: UInt64 = 2026

        mutating func next(below limit: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((value ^ (value >> 31)) % UInt64(limit))
        }
    }

    /// Two published versions.
    private func project() throws -> ScratchProject {
        let project = try Garden.project()
        try project.night()
        try Garden.fillSecondNight(project)
        try project.night(at: Garden.secondEvening)
        return project
    }

    @Test("Untouched versions have no problems")
    func untouched() throws {
        let result = try project().transect("verify")
        #expect(result.code == 0)
        #expect(result.output.isEmpty)
        #expect(result.talk.contains("v1: 16 files,") && result.talk.contains("v2: 16 files,"))
        #expect(result.talk.components(separatedBy: ", 0 problems.\n").count == 3)
    }

    @Test("A flipped bit at any of 200 places of any file is found, and the file is named")
    func flipped() throws {
        let project = try project()
        let snapshots = try project.tree("snapshots")
        let files = snapshots.files.filter { snapshots.entries[$0]?.isEmpty == false }
        #expect(files.count == 32)
        var places = Places()
        for round in 0..<200 {
            // Every file comes in turn; the place in it is drawn.
            let file = files[round % files.count]
            let path = "\(project.root)/snapshots/\(file)"
            let original = try Data(contentsOf: URL(fileURLWithPath: path))
            let place = places.next(below: original.count)
            var damaged = original
            damaged[place] ^= 1 << UInt8(places.next(below: 8))
            try overwrite(path, damaged)
            let version = String(file.prefix(2))
            let result = try project.transect("verify", version)
            #expect(result.code == 1, "\(file) byte \(place): \(result)")
            let name = file.dropFirst(3)
            // A data package that contradicts its files is found through the ledger: either could be the damaged one.
            let isNamed = name == "datapackage.json" ? "the version as a whole has the digest" : String(name)
            #expect(result.output.contains(isNamed), "\(file) byte \(place): \(result.output)")
            try overwrite(path, original)
        }
        #expect(try project.transect("verify").code == 0, "all is as it was")
    }

    private func overwrite(_ path: String, _ data: Data) throws {
        chmod(path, 0o644)
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try handle.write(contentsOf: data)
        try handle.close()
        chmod(path, 0o444)
    }

    @Test("A file that was added, one that is gone, one that is shorter, and one that is a link are found")
    func files() throws {
        let project = try project()
        let folder = project.root + "/snapshots/v1"
        func problems(_ damage: String, _ repair: String) throws -> [String] {
            try Program.shell("cd '\(folder)' && chmod u+w . && \(damage)")
            let result = try project.transect("verify")
            #expect(result.code == 1, "\(damage)")
            try Program.shell("cd '\(folder)' && \(repair)")
            return result.rows
        }
        #expect(
            try problems("echo x > extra.txt", "rm extra.txt").contains {
                $0.hasPrefix("v1: ") && $0.contains("extra.txt")
            })
        #expect(try problems("mkdir more", "rmdir more").contains { $0.contains("more") })
        #expect(try problems("mv votes.csv ../away", "mv ../away votes.csv").contains { $0.contains("votes.csv") })
        #expect(
            try problems(
                "cp -p votes.csv ../away && chmod u+w votes.csv && truncate -s -1 votes.csv",
                "mv -f ../away votes.csv"
            ).contains { $0.contains("votes.csv") })
        #expect(
            try problems("mv votes.csv ../away && ln -s ../away votes.csv", "rm votes.csv && mv ../away votes.csv")
                .contains { $0.contains("votes.csv") })
        let ended = try project.transect("verify")
        #expect(ended.code == 0, "\(ended)")
    }

    @Test("A version that is gone as a whole is missed, since the ledger knows it")
    func version() throws {
        let project = try project()
        try Program.shell("chmod -R u+w '\(project.root)/snapshots/v1' && rm -r '\(project.root)/snapshots/v1'")
        let result = try project.transect("verify")
        #expect(result.code == 1)
        #expect(result.rows == ["v1: there is no version v1"])
    }

    @Test("A data package that was changed together with its file is found, since the ledger vouches for it")
    func forged() throws {
        let project = try project()
        let forged = """
            cd '\(project.root)/snapshots/v1' && chmod u+w . votes.csv datapackage.json && \
            old=$(sha256sum < votes.csv | cut -c1-64) && sed -i 's/V1/V9/' votes.csv && \
            new=$(sha256sum < votes.csv | cut -c1-64) && sed -i "s/$old/$new/" datapackage.json
            """
        try Program.shell(forged)
        let result = try project.transect("verify", "v1")
        #expect(result.code == 1)
        #expect(result.output.contains("datapackage.json") || result.output.contains("ledger"), "\(result.output)")
    }

    @Test("A downloaded version is verified where it lies, by its folder or from within, without a project")
    func downloaded() throws {
        let project = try project()
        let download = try ScratchProject()
        let copy = download.root + "/copy"
        try Program.shell("cp -R '\(project.root)/snapshots/v2' '\(copy)' && chmod -R u+w '\(copy)'")
        for (arguments, folder) in [(["verify", copy + "/"], "/"), (["verify"], copy), (["verify", "."], copy)] {
            let result = try Program.run(arguments, folder: folder)
            #expect(result.code == 0 && result.output.isEmpty, "\(arguments) \(result)")
            #expect(result.talk.contains(": 16 files, ") && result.talk.contains(", 0 problems. "), "\(result)")
            #expect(result.talk.contains("datapackage.json itself is not vouched for"))
        }
        try Program.shell("cd '\(copy)' && sed -i 's/V1/V9/' votes.csv && rm README.md")
        for (arguments, folder) in [(["verify", copy], "/"), (["verify"], copy)] {
            let result = try Program.run(arguments, folder: folder)
            #expect(result.code == 1 && result.rows.count == 2, "\(result)")
            #expect(result.output.contains("README.md is missing") && result.output.contains("votes.csv has other"))
        }
        let own = try Program.run(["verify", "snapshots/latest"], folder: project.root)
        #expect(own.code == 0 && own.talk.contains("v2: 16 files, "), "the ledger vouches for it: \(own)")
        #expect(!own.talk.contains("not vouched for"))
    }

    @Test("Where there is nothing to verify it is 2, and says what to do")
    func nothing() throws {
        let early = try Garden.project()
        let before = try early.transect("verify")
        #expect(before.code == 2 && before.talk.contains("`transect run` publishes"), "\(before)")
        let empty = try ScratchProject()
        for arguments in [["verify"], ["verify", "--project", empty.root]] {
            let result = try Program.run(arguments, folder: empty.root)
            #expect(result.code == 2 && result.talk.contains("`transect verify FOLDER`"), "\(result)")
        }
        let folder = try Program.run(["verify", empty.root + "/drop"])
        #expect(folder.code == 2 && folder.talk.contains("there is no datapackage.json"), "\(folder)")
    }

    @Test("`snapshots` and `verify` count the same files and bytes")
    func counts() throws {
        let project = try project()
        let listed = try project.transect("snapshots").rows.dropFirst().map { row in
            row.split(separator: " ").filter { $0 != "(latest)" }.map(String.init)
        }
        let verified = try project.transect("verify").talk
        #expect(listed.count == 2)
        for line in listed {
            #expect(verified.contains("\(line[0]): \(line[3]) files, \(line[4]) bytes, 0 problems."), "\(line)")
        }
    }

    @Test("`latest` is a version wherever one is named")
    func latest() throws {
        let project = try project()
        #expect(try project.transect("verify", "latest").talk.hasPrefix("v2: 16 files, "))
        #expect(
            try project.transect("diff", "v1", "latest").output == project.transect("diff", "v1", "v2").output)
        #expect(try project.transect("recompute", "latest").talk.hasPrefix("v2: "))
        #expect(
            try project.transect("release", "latest", "--name", "2026.1").rows.first == "v2 is the release 2026.1.")
        let early = try Garden.project().transect("verify", "latest")
        #expect(early.code == 2 && early.talk.contains("Nothing has been published yet"), "\(early)")
    }
}
