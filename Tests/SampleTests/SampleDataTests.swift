import Foundation
import Testing

@Suite struct SampleDataTests {
    @Test("The sample projects are what their generator makes, byte for byte")
    func regenerate() throws {
        let scratch = try ScratchFolder()
        #expect(try Tool("transect-samples").run("--root", scratch.path) == 0)
        let made = try files(below: scratch.path)
        #expect(made.count > 150)
        for (path, bytes) in made {
            let kept = FileManager.default.contents(atPath: "\(repository)/\(path)")
            #expect(kept == bytes, "\(path) differs: run `make samples`")
        }
    }

    @Test(
        "No file lies in a sample's drop folder that the generator did not make",
        arguments: ["river-cameras", "garden-birds", "zooniverse-cameras"])
    func nothingElse(project: String) throws {
        let scratch = try ScratchFolder()
        #expect(try Tool("transect-samples").run("--root", scratch.path) == 0)
        let kept = try files(below: "\(repository)/SampleData/\(project)/drop").keys.sorted()
        let made = try files(below: "\(scratch.path)/SampleData/\(project)/drop").keys.sorted()
        #expect(kept == made)
    }

    @Test(
        "A sample's pipeline expects what the generator planted",
        arguments: ["river-cameras", "garden-birds", "zooniverse-cameras"])
    func expectations(project: String) throws {
        let planted = try JSONDecoder().decode(
            [String: Int].self,
            from: Data(contentsOf: URL(fileURLWithPath: "\(repository)/SampleData/\(project)/expected.json")))
        let pipeline = try String(contentsOfFile: "\(repository)/Pipelines/\(project)/pipeline.yaml", encoding: .utf8)
        let line = try #require(pipeline.split(separator: "\n").first { $0.hasPrefix("expect: {") })
        var expected: [String: Int] = [:]
        for pair in line.dropFirst("expect: {".count).dropLast().split(separator: ",") {
            let parts = pair.split(separator: ":").map { $0.trimmingCharacters(in: .whitespaces) }
            let count: Int = try #require(Int(parts[1]))
            expected[parts[0]] = count
        }
        #expect(expected == planted)
    }

    @Test("The samples stay small: below 1.5 MB")
    func size() throws {
        let size = try files(below: "\(repository)/SampleData").values.reduce(0) { $0 + $1.count }
        #expect(size < 1_500_000)
    }
}
