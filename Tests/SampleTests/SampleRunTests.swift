import Foundation
import Testing

/// The sample projects, run by the real binary as `make demo` does.
@Suite struct SampleRunTests {
    /// A scratch project: a sample's pipeline with its drop folder.
    private func project(_ name: String) throws -> ScratchFolder {
        let scratch = try ScratchFolder()
        let manager = FileManager.default
        for file in try manager.contentsOfDirectory(atPath: "\(repository)/Pipelines/\(name)") {
            try manager.copyItem(atPath: "\(repository)/Pipelines/\(name)/\(file)", toPath: "\(scratch.path)/\(file)")
        }
        try manager.copyItem(atPath: "\(repository)/SampleData/\(name)/drop", toPath: "\(scratch.path)/drop")
        return scratch
    }

    @Test(
        "A sample's run ends in the counts that its generator planted: `check --expect`",
        arguments: ["river-cameras", "garden-birds", "zooniverse-cameras"])
    func expectations(name: String) throws {
        let scratch = try project(name)
        #expect(try Tool("transect").run("check", "--expect", "--project", scratch.path) == 0)
        // Trying it out has left nothing behind.
        let left = try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted()
        #expect(left == ["drop", "pipeline.yaml", "species.csv"])
    }

    @Test("`check --expect` says so when a count differs")
    func differs() throws {
        let scratch = try project("garden-birds")
        let path = "\(scratch.path)/pipeline.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let changed = text.replacingOccurrences(of: "expect: {records: 1464", with: "expect: {records: 1465")
        #expect(changed != text)
        try Data(changed.utf8).write(to: URL(fileURLWithPath: path))
        #expect(try Tool("transect").run("check", "--expect", "--project", scratch.path) == 1)
    }
}
