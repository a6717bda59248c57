import Files
import Foundation
import Observations
import Testing
import Transect

@Suite struct OriginalsTests {
    @Test("By default originals stay")
    func keep() async throws {
        let project = try AgedProject()
        try project.put("a\n1\n", at: "maria/a.csv", age: 500)
        let report = try await project.run()
        #expect(report.taken.count == 1 && project.files(in: "drop") == ["maria/a.csv"])
    }

    @Test("Removed originals are gone with their checksums and markers; what was not taken stays")
    func remove() async throws {
        let project = try AgedProject("arrival: {originals: remove, marker: '{name}.done'}\n")
        for name in ["maria/a.csv", "maria/a.csv.done", "maria/b.csv", "c.csv.done", "notes.txt"] {
            try project.put("a\n1\n", at: name, age: 500)
        }
        let report = try await project.run()
        #expect(project.files(in: "drop") == ["c.csv.done", "maria/b.csv", "notes.txt"])
        #expect(report.text.contains("Removed from the drop folder: 1 file."))
        #expect(report.json.contains("\"removed\": 1"))
        #expect(try await project.run(after: 60).text.contains("Removed") == false)
    }

    @Test("Moved originals lie in the same folders elsewhere; a file sent again gets its submission's number")
    func move() async throws {
        let project = try AgedProject("arrival: {originals: move, done: finished}\n")
        try project.put("a\n1\n", at: "maria/a.b.csv", age: 500)
        #expect(try await project.run().text.contains("Moved out of the drop folder: 1 file."))
        try project.put("a\n1\n2\n", at: "maria/a.b.csv", age: 400)
        #expect(try await project.run(after: 60).taken == ["maria/a.b.csv"])
        #expect(project.files(in: "finished") == ["maria/a-2.b.csv", "maria/a.b.csv"])
        #expect(project.files(in: "drop").isEmpty)
    }

    @Test("What was taken while originals stayed goes when that is declared; what has changed since is taken first")
    func later() async throws {
        let project = try AgedProject()
        try project.put("a\n1\n", at: "a.csv", age: 500)
        try project.put("a\n2\n", at: "b.csv", age: 500)
        _ = try await project.run()
        try project.small.write(
            pipeline: "sources: [{files: '**/*.csv'}]\nfields: {a: {}}\narrival: {originals: remove, quiet: 60}\n")
        try project.put("a\n2\n3\n", at: "b.csv", age: 0)
        #expect(try await project.run().waits == ["quiet b.csv"])
        #expect(project.files(in: "drop") == ["b.csv"])
        #expect(try await project.run(after: 90).counts.accepted == 1)
        #expect(project.files(in: "drop").isEmpty)
    }

    @Test("A file that was hidden when a run was cut short gets its name back where originals stay now")
    func putBack() async throws {
        let project = try AgedProject()
        try project.put("a\n1\n", at: "maria/a.csv", age: 500)
        _ = try await project.run()
        let drop = project.small.path + "/drop/maria/"
        try FileManager.default.moveItem(atPath: drop + "a.csv", toPath: drop + ".transect-1.taken")
        _ = try await project.run(after: 60)
        #expect(project.files(in: "drop") == ["maria/a.csv"])
    }

    @Test("A new file that has come under the name of a hidden one is not touched, and the hidden one is not lost")
    func bothStay() async throws {
        let project = try AgedProject("arrival: {originals: remove}\n")
        try project.put("a\n1\n", at: "a.csv", age: 500)
        _ = try await project.run()
        // Not what submission 1 was: somebody had put it there at the last moment. Of another size, since a file system may
        // give it the inode of what was removed.
        try project.put("a\n88\n", at: ".transect-1.taken", age: 500)
        try project.put("a\n9\n", at: "a.csv", age: 500)
        #expect(try await project.run(after: 60).taken == ["a.csv"])
        #expect(project.files(in: "drop") == ["a-2.csv"])
        #expect(try await project.run(after: 120).taken == ["a-2.csv"])
        #expect(project.files(in: "drop").isEmpty)
    }

    @Test("Of a night that was not committed no original is touched")
    func notCommitted() async throws {
        let project = try AgedProject("arrival: {originals: remove}\n")
        let rows = (1...30).map { "\($0)\n" }.joined()
        try project.put("a\n" + rows, at: "a.csv", age: 500)
        _ = try await project.run()
        // Nearly all would be quarantined, so that the definition is not adopted.
        try project.small.write(
            pipeline: """
                sources: [{files: '**/*.csv'}]
                fields: {a: {constraints: {enum: ["1"]}}}
                arrival: {originals: remove}
                """)
        try project.put("a\n1\n", at: "b.csv", age: 500)
        let report = try await project.run(after: 60)
        #expect(report.heldEdition != nil)
        #expect(project.files(in: "drop") == ["b.csv"])
    }

    @Test("A rehearsal and a trial of the expectations touch no original")
    func rehearsal() async throws {
        let project = try AgedProject("arrival: {originals: remove}\nexpect: {records: 1}\n")
        try project.put("a\n1\n", at: "a.csv", age: 500)
        let root = Project(root: project.small.path)
        let now = Instant(seconds: project.now)
        _ = try await Run(project: root, disk: Disk(), options: RunOptions(isDryRun: true, now: now)).execute()
        #expect(try await Expectation(project: root).compare(now: now).map(\.isMet) == [true])
        #expect(project.files(in: "drop") == ["a.csv"])
    }
}
