import Files
import Glibc
import Observations
import Testing

import Snapshots

@Suite("Verifying a version")
struct VerifyTests {
    private let temporary = TemporaryFolder()
    private let disk = Disk()
    private var folder: SnapshotFolder { SnapshotFolder(temporary.path, disk: disk) }

    private func overwrite(_ name: String, _ bytes: [UInt8]) throws {
        let path = folder.folder(of: 1) + "/" + name
        chmod(Disk.parent(of: path), 0o755)
        if try disk.status(path) != nil { try disk.remove(path) }
        var file = try disk.create(path)
        try file.write(bytes)
        try file.close()
    }

    @Test("A flipped bit is found wherever it is")
    func flips() throws {
        let digest = try publishSample(in: folder, version: 1, previous: nil, withParquet: true)
        let files = try contents(folder.folder(of: 1))
        let names = files.keys.sorted()
        var random = SplitMix64(seed: 2)
        var found = 0
        let trials = 300
        for trial in 0..<trials {
            let name = names[trial % names.count]
            let original = try #require(files[name])
            var bytes = original
            bytes[Int.random(in: 0..<bytes.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            try overwrite(name, bytes)
            let report = try folder.verify(1, against: digest)
            let isFound = report.problems.contains { problem in
                if case .otherDigest = problem { return true }
                return false
            }
            if isFound { found += 1 }
            if name != "datapackage.json" { #expect(report.problems.contains(.otherBytes(name))) }
            try overwrite(name, original)
        }
        #expect(found == trials)
        #expect(try folder.verify(1, against: digest).problems == [])
    }

    @Test("Missing, shortened, added and linked files are told apart")
    func kinds() throws {
        try publishSample(in: folder, version: 1, previous: nil)
        let path = folder.folder(of: 1)
        try overwrite("pipeline.yaml", Array("name".utf8))
        try overwrite("extra.txt", [])
        try disk.remove(path + "/README.md")
        try disk.remove(path + "/consensus.csv")
        try disk.symlink("../v1/changes.csv", at: path + "/consensus.csv")
        let report = try folder.verify(1)
        #expect(
            report.problems == [
                .missing("README.md"), .notAFile("consensus.csv", "symbolic link"), .unlisted("extra.txt"),
                .otherSize("pipeline.yaml", listed: 19, found: 4),
            ])
        #expect(!report.isDescriptorProtected)
    }

    @Test("A descriptor that leads out of the folder is refused")
    func escapes() throws {
        try publishSample(in: folder, version: 1, previous: nil)
        let original = try text(folder.folder(of: 1) + "/datapackage.json")
        let parts = original.split(separator: "\"pipeline.yaml\"", omittingEmptySubsequences: false)
        try overwrite("datapackage.json", Array(parts.joined(separator: "\"../../etc/passwd\"").utf8))
        let problems = try folder.verify(1).problems
        #expect(problems.count == 1)
        guard case .badDescriptor(let reason) = problems[0] else {
            Issue.record("the descriptor was taken")
            return
        }
        #expect(reason.contains("../../etc/passwd"))
    }

    @Test("A version that is not there is a problem, and so is one without a descriptor")
    func absent() throws {
        #expect(try folder.verify(3).problems == [.missingVersion(3)])
        try publishSample(in: folder, version: 1, previous: nil)
        chmod(folder.folder(of: 1), 0o755)
        try disk.remove(folder.folder(of: 1) + "/datapackage.json")
        #expect(try folder.verify(1).problems == [.badDescriptor("datapackage.json cannot be read: it does not exist")])
    }
}
