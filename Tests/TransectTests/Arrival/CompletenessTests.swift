import Files
import Foundation
import Observations
import Testing
import Transect

@Suite struct CompletenessTests {
    @Test("A young file that ends in the middle waits, and is taken as it is when it has not changed for a while")
    func ending() async throws {
        let project = try AgedProject()
        try project.put("[{\"a\": 1}, {\"a\": 2", at: "half.json", age: 70)
        try project.put("a\n\"open\n", at: "quote.csv", age: 299)
        try project.put("a\n\"old\n", at: "old.csv", age: 301)
        let first = try await project.run()
        #expect(first.waits == ["ending half.json", "ending quote.csv"])
        #expect(first.taken == ["old.csv"])
        #expect(first.text.contains("  half.json: waits: it may still be on its way, as its JSON does not close;"))
        let second = try await project.run(after: 400)
        #expect(second.waits.isEmpty && second.taken == ["half.json", "quote.csv"])
    }

    @Test("A file that has got its rest in the meantime is taken at once")
    func rest() async throws {
        let project = try AgedProject()
        try project.put("[{\"a\": 1}, {\"a\"", at: "half.json", age: 100)
        #expect(try await project.run().waits.count == 1)
        try project.put("[{\"a\": 1}, {\"a\": 2}]", at: "half.json", age: 80)
        let report = try await project.run(after: 1)
        #expect(report.waits.isEmpty && report.counts.accepted == 2)
    }

    @Test("With `quiet` every file must have stayed as it is for so long, by its own time or by two looks")
    func quiet() async throws {
        let project = try AgedProject("arrival: {quiet: 60}\n")
        try project.put("a\n1\n", at: "young.csv", age: 59)
        try project.put("a\n2\n", at: "old.csv", age: 60)
        // A clock that is ahead: only looking twice tells anything.
        try project.put("a\n3\n", at: "ahead.csv", age: -3_600)
        let first = try await project.run()
        #expect(first.waits == ["quiet ahead.csv", "quiet young.csv"] && first.taken == ["old.csv"])
        #expect(try await project.run(after: 59).taken == ["young.csv"])
        #expect(try await project.run(after: 60).taken == ["ahead.csv"])
    }

    @Test("Without `quiet` a whole file is taken at once, where the kernel tells that nobody is writing it")
    func atOnce() async throws {
        let project = try AgedProject()
        try project.put("a\n1\n", at: "a.csv", age: 0)
        #expect(try await project.run().taken == ["a.csv"])
    }

    @Test("A checksum that does not match makes a file wait however old it is; one that does lets it in however young")
    func checksums() async throws {
        let project = try AgedProject("arrival: {quiet: 3600}\n")
        let whole = "a\n\"1\n2\"\n"
        let digest = Digest.sha256(Array(whole.utf8))
        try project.put("a\n\"1\n", at: "m/a.csv", age: 9_000)
        try project.put("\(digest)  a.csv\n", at: "m/a.csv.sha256", age: 9_000)
        let first = try await project.run()
        #expect(first.waits == ["checksum m/a.csv"] && first.taken.isEmpty && first.unmatched.isEmpty)
        let status = try ProjectStatus(
            project: Project(root: project.small.path), disk: Disk(), now: Instant(seconds: 0))
        #expect(status.opening.contains("  m/a.csv: its bytes are not those that its checksum stands for;"))
        #expect(status.json.contains("\"waitsFor\": \"checksum\""))
        try project.put(whole, at: "m/a.csv", age: 0)
        let second = try await project.run()
        #expect(second.taken == ["m/a.csv"] && second.counts.accepted == 1)
    }

    @Test("A marker lets an unfinished file in as it is, since its sender says that this is all")
    func marker() async throws {
        let project = try AgedProject("arrival: {marker: '{name}.done'}\n")
        try project.put("a\n\"1\n", at: "a.csv", age: 9_000)
        let first = try await project.run()
        #expect(first.waits == ["marker a.csv"])
        #expect(first.text.contains("a.csv: waits: its marker a.csv.done is not there yet"), "\(first.text)")
        try project.put("", at: "a.csv.done", age: 0)
        let report = try await project.run()
        #expect(report.taken == ["a.csv"] && report.unmatched.isEmpty)
    }

    @Test("A file larger than any may be is left, also one that has no bytes on the disk; the others are taken")
    func largest() async throws {
        let project = try AgedProject("arrival: {largest: 1 kB}\n")
        try project.put("a\n1\n", at: "a.csv", age: 90)
        try project.put("a\n" + String(repeating: "1\n", count: 600), at: "large.csv", age: 0)
        try project.put("", at: "sparse.csv", age: 0)
        try #require(truncate(project.small.path + "/drop/sparse.csv", 1 << 40) == 0)
        let report = try await project.run()
        #expect(report.waits == ["largest large.csv"] && report.taken == ["a.csv"])
        #expect(report.text.contains("it has more than 1 kB, the most that a file may have"))
        #expect(report.skipped.map(\.path) == ["sparse.csv"])
    }

    @Test("What waits is remembered without its name, and forgotten when it is taken")
    func remembered() async throws {
        let project = try AgedProject("arrival: {quiet: 60}\n")
        try project.put("a\n1\n", at: "maria-nowak/a.csv", age: 1)
        _ = try await project.run()
        func ledger() throws -> String {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: project.small.path + "/store/ledger.sqlite"))
            let log = try? Data(contentsOf: URL(fileURLWithPath: project.small.path + "/store/ledger.sqlite-wal"))
            return String(decoding: bytes + (log ?? Data()), as: UTF8.self)
        }
        #expect(try !ledger().contains("maria-nowak"))
        #expect(try await project.run(after: 100).taken == ["maria-nowak/a.csv"])
        #expect(try await project.run(after: 200).waits.isEmpty)
    }

    @Test("A rehearsal tells what waits, and remembers nothing")
    func rehearsal() async throws {
        let project = try AgedProject("arrival: {quiet: 60}\n")
        try project.put("a\n1\n", at: "a.csv", age: -3_600)
        let options = RunOptions(threads: 1, isDryRun: true, now: Instant(seconds: project.now))
        let run = try Run(project: Project(root: project.small.path), disk: Disk(), options: options)
        #expect(try await run.execute().waits == ["quiet a.csv"])
        #expect(try await project.run(after: 100).waits == ["quiet a.csv"], "this is the first look")
    }

    @Test("Old files are imported as they are, young or not")
    func imported() async throws {
        let project = try AgedProject("arrival: {quiet: 60, marker: _DONE}\n")
        try project.small.put("a\n1\n", at: "old/a.csv")
        var options = RunOptions(threads: 1, now: try Instant.now())
        options.importFrom = project.small.path + "/old"
        let run = try Run(project: Project(root: project.small.path), disk: Disk(), options: options)
        #expect(try await run.execute().taken == ["a.csv"])
    }
}
