import Foundation
import Testing
import Transect

/// What the documentation says is executed here.
@Suite struct DocumentationTests {
    private static let root: URL = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private func text(_ path: String) throws -> String {
        try String(contentsOf: Self.root.appendingPathComponent(path), encoding: .utf8)
    }

    /// The fenced blocks of a language.
    private func blocks(_ language: String, in text: String) -> [String] {
        text.components(separatedBy: "```" + language + "\n").dropFirst().compactMap {
            $0.components(separatedBy: "\n```").first
        }
    }

    @Test("Every YAML block of docs/pipeline.md is a pipeline that can be decoded")
    func pipelineReference() throws {
        let found = blocks("yaml", in: try text("docs/pipeline.md"))
        #expect(found.count >= 1)
        for block in found { _ = try Definition(yaml: block, file: "docs/pipeline.md") }
    }

    @Test("docs/checks.md is what `transect checks --markdown` prints")
    func checks() throws {
        #expect(try text("docs/checks.md") == CheckDocumentation.markdown())
    }

    @Test("The changelog and the README name every command")
    func commands() throws {
        let changelog = try text("CHANGELOG.md")
        for command in [
            "init", "check", "run", "status", "preview", "checks", "snapshots", "diff", "verify", "explain", "score",
        ] {
            #expect(changelog.contains(command))
        }
    }

    @Test(
        "Links inside the documentation lead somewhere",
        arguments: ["README.md", "docs/pipeline.md", "docs/snapshot.md", "CONTRIBUTING.md"])
    func links(path: String) throws {
        let folder = Self.root.appendingPathComponent(path).deletingLastPathComponent()
        let content = try text(path)
        for match in content.matches(of: /\]\(([^)#:]+)\)/) {
            let target = folder.appendingPathComponent(String(match.1)).path
            #expect(FileManager.default.fileExists(atPath: target), "\(path) links to \(match.1)")
        }
    }
}
