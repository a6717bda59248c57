import Testing
import Transect

@Suite struct NightLimitTests {
    @Test("What a submitter sends beyond the night's files waits, in the order of paths, and stops nobody else")
    func files() async throws {
        let project = try AgedProject("limits: {files: 2}\n")
        for name in ["jan/1.csv", "jan/2.csv", "jan/3.csv", "jan/4.csv", "maria/1.csv"] {
            try project.put("a\n\(name)\n", at: name, age: 500)
        }
        let first = try await project.run()
        #expect(first.taken == ["jan/1.csv", "jan/2.csv", "maria/1.csv"])
        #expect(first.waits == ["files jan/3.csv", "files jan/4.csv"])
        #expect(first.text.contains("its submitter has sent 2 files this night, the most that `limits` allows"))
        #expect(try await project.run(after: 60).taken.isEmpty, "it is the same night")
        #expect(try await project.run(after: 86_400).taken == ["jan/3.csv", "jan/4.csv"])
    }

    @Test("Bytes count together; a file that alone has too many waits for a higher limit and holds nothing up")
    func bytes() async throws {
        let project = try AgedProject("limits: {bytes: 10}\n")
        try project.put("a\n1234567890\n", at: "jan/0-large.csv", age: 500)
        try project.put("a\n1234\n", at: "jan/1.csv", age: 500)
        try project.put("a\n5678\n", at: "jan/2.csv", age: 500)
        try project.put("a\n9\n", at: "jan/3.csv", age: 500)
        let report = try await project.run()
        #expect(report.taken == ["jan/1.csv"])
        #expect(report.waits == ["tooLarge jan/0-large.csv", "bytes jan/2.csv", "bytes jan/3.csv"])
    }

    @Test("A file that brings too many records in one night is held, and the next night counts anew")
    func records() async throws {
        let project = try AgedProject("limits: {records: 3}\n")
        try project.put("a\n1\n2\n", at: "jan/1.csv", age: 500)
        try project.put("a\n3\n4\n", at: "jan/2.csv", age: 500)
        try project.put("a\n5\n", at: "jan/3.csv", age: 500)
        try project.put("a\n1\n2\n3\n", at: "maria/1.csv", age: 500)
        let first = try await project.run()
        #expect(first.held.map(\.path) == ["jan/2.csv"] && first.counts.accepted == 6 && first.needsDecision)
        #expect(
            first.text.contains(
                "with its 2 records its submitter would bring 4 in one night (the limit is 3)"), "\(first.text)")
        try project.put("a\n6\n", at: "jan/4.csv", age: 500)
        #expect(try await project.run(after: 60).held.map(\.path) == ["jan/4.csv"], "it is the same night")
        try project.put("a\n7\n8\n9\n", at: "jan/5.csv", age: 500)
        #expect(try await project.run(after: 86_400).held.isEmpty)
    }

    @Test("The same files in the same nights are held when all history is judged again")
    func judgedAgain() async throws {
        let project = try AgedProject("limits: {records: 3}\n")
        try project.put("a\n1\n2\n", at: "jan/1.csv", age: 500)
        _ = try await project.run()
        try project.put("a\n3\n4\n", at: "jan/2.csv", age: 500)
        _ = try await project.run(after: 60)
        try project.small.write(
            pipeline: """
                sources: [{files: ['**/*.csv', '**/*.json']}]
                fields: {a: {title: A}}
                limits: {records: 3}
                """)
        let again = try await project.run(after: 120)
        #expect(again.text.contains("judged again") && again.counts.accepted == 2)
        #expect(again.held.map(\.path) == ["jan/2.csv"])
    }
}
