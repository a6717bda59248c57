import Files
import Foundation
import Observations
import Storage
import Testing
import Transect

/// Records that several files of one person have.
@Suite struct SharedRecordsTests {
    private static let keyed = """
        sources: [{files: '**/*.csv', mode: complete}]
        record: {key: id}
        fields: {id: {}, n: {}, eventDate: {}}
        publish: {hold: {dropped: 1, quarantined: 1}}

        """
    private static let keyless = """
        sources: [{files: '**/*.csv', resend: replace}]
        fields: {id: {}, n: {}, eventDate: {}}
        publish: {hold: {dropped: 1, quarantined: 1}}

        """

    /// A file that is known by its name: of two files with the same bytes one would be a mere copy.
    private func file(_ name: String, _ rows: [Int: Int]) -> String {
        "id,n,eventDate\nonly \(name),0,2026-05-01\n"
            + rows.sorted { $0.key < $1.key }.map { "r\($0.key),\($0.value),2026-05-01\n" }.joined()
    }

    /// The rows of the newest version without their names and without the row that marks a file.
    private func rows(_ project: SmallProject) -> [String] {
        (project.published("observations.csv") ?? "").split(separator: "\n").dropFirst()
            .map { $0.split(separator: ",").dropFirst().prefix(2).joined(separator: ",") }
            .filter { !$0.hasPrefix("only") }.sorted()
    }

    @Test(
        "A record leaves the dataset with the last file that has it",
        arguments: [keyed, keyless])
    func last(pipeline: String) async throws {
        let project = try SmallProject(pipeline)
        try await send(["a": [1: 1, 2: 1], "b": [1: 1, 3: 1]], project)
        try await send(["a": [2: 1]], project)
        #expect(rows(project) == ["r1,1", "r2,1", "r3,1"], "b still has the first")
        try await send(["b": [3: 1]], project)
        #expect(rows(project) == ["r2,1", "r3,1"], "nobody has it")
        try await expectProof(of: project)
    }

    @Test(
        "A record stays that another file has, whoever has sent it last",
        arguments: [keyed, keyless])
    func stays(pipeline: String) async throws {
        let project = try SmallProject(pipeline)
        try await send(["a": [1: 1, 2: 1], "b": [1: 1, 3: 1]], project)
        let names = project.published("observations.csv")
        try await send(["a": [1: 1, 2: 2]], project)
        try await send(["a": [2: 2]], project)
        #expect(rows(project) == ["r1,1", "r2,2", "r3,1"])
        #expect(
            names?.contains("1-2,r1,") == true && project.published("observations.csv")?.contains("1-2,r1,") == true)
        try await expectProof(of: project)
    }

    @Test("A record that comes back by another file is that file's alone", arguments: [keyed, keyless])
    func back(pipeline: String) async throws {
        let project = try SmallProject(pipeline)
        try await send(["a": [1: 1, 2: 1], "b": [1: 1, 3: 1]], project)
        try await send(["a": [2: 1]], project)
        try await send(["b": [3: 1]], project)
        try await send(["c": [1: 1]], project)
        #expect(rows(project) == ["r1,1", "r2,1", "r3,1"])
        try await send(["a": [2: 2], "b": [3: 2]], project)
        #expect(rows(project) == ["r1,1", "r2,2", "r3,2"])
        try await send(["c": [4: 1]], project)
        #expect(rows(project) == ["r2,2", "r3,2", "r4,1"])
    }

    @Test("Without keys, a row that is mended in one file stays as it was in the other, under its name")
    func mended() async throws {
        let project = try SmallProject(Self.keyless)
        try await send(["a": [1: 1, 2: 1], "b": [1: 1, 3: 1]], project)
        try await send(["a": [1: 5, 2: 1]], project)
        #expect(rows(project) == ["r1,1", "r1,5", "r2,1", "r3,1"])
        #expect(project.published("observations.csv")?.contains("1-2,r1,1,") == true)
        try await send(["b": [1: 5, 3: 1]], project)
        #expect(rows(project) == ["r1,5", "r2,1", "r3,1"])
        try await expectProof(of: project)
    }

    @Test(
        "However files come and change, the dataset is what they have at last, and nights make no difference",
        arguments: [(keyed, 1), (keyed, 2), (keyless, 3), (keyless, 4)] as [(String, UInt64)])
    func union(pipeline: String, seed: UInt64) async throws {
        let (nightly, atOnce) = (try SmallProject(pipeline), try SmallProject(pipeline))
        for project in [nightly, atOnce] { try project.put(String(repeating: "k", count: 32), at: "store/key") }
        let isKeyed = pipeline == Self.keyed
        var dice = Dice(seed)
        var files: [String: [Int: Int]] = [:]
        var latest: [Int: Int] = [:]
        for step in 0..<40 {
            let name = dice.pick(["a", "b", "c"])
            var rows: [Int: Int] = [:]
            for id in 1...6 where dice.below(2) == 0 { rows[id] = dice.below(2) + 1 }
            guard files[name] != rows else { continue }
            files[name] = rows
            latest.merge(rows) { _, new in new }
            try await send([name: rows], nightly)
            try await send([name: rows], atOnce, isNight: false)
            // With a key the last word about a record holds; without one every row is a record of its own.
            let has = files.values.flatMap { $0 }
            let expected = Set(has.map { "r\($0.key),\(isKeyed ? latest[$0.key] ?? 0 : $0.value)" }).sorted()
            #expect(self.rows(nightly) == expected, "after step \(step)")
        }
        try await atOnce.run()
        #expect(atOnce.published("observations.csv") == nightly.published("observations.csv"))
        #expect(atOnce.published("findings.csv") == nightly.published("findings.csv"))
        try await expectProof(of: nightly)
    }

    /// Puts files into the drop folder and runs, or only has them claimed.
    private func send(_ files: [String: [Int: Int]], _ project: SmallProject, isNight: Bool = true) async throws {
        for (name, rows) in files { try project.put(file(name, rows), at: "drop/maria/\(name).csv") }
        guard !isNight else {
            try await project.run()
            return
        }
        let store = Store(root: project.path + "/store", disk: Disk())
        try store.prepare()
        var report = RunReport()
        let options = RunOptions(threads: 2, now: Instant(seconds: 1_777_610_000))
        let run = try Run(project: Project(root: project.path), disk: Disk(), options: options)
        try await run.claim(store, Ledger(store), &report).settle()
    }

    private func expectProof(of project: SmallProject) async throws {
        let report = try await Rebuild(
            project: Project(root: project.path), disk: Disk(),
            options: RunOptions(threads: 2, now: Instant(seconds: 1_800_000_000))
        ).run()
        #expect(report.versions.allSatisfy { $0.verdict == .proved }, "\(report.text)")
    }
}
