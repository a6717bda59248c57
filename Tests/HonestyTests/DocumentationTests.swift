import Foundation
import Intake
import Labelling
import Presets
import Testing
import Transect
import Validation

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

    @Test("Every YAML block of docs/pipeline.md is a pipeline, or a part of one, that can be carried out")
    func pipelineReference() throws {
        let reference = try text("docs/pipeline.md")
        let found = blocks("yaml", in: reference)
        #expect(found.count >= 6)
        let titlePage = "name: trees\ntitle: Trees\ncreators: [{name: River Club}]\nlicence: CC0-1.0\n"
        let people = try #require(blocks("csv", in: reference).first { $0.hasPrefix("alias,") })
        for block in found {
            let pipeline = block.contains("name: garden-birds") ? block : titlePage + block
            _ = try Plan(
                project: Project(root: "/project"),
                files: ["pipeline.yaml": Array(pipeline.utf8), "people.csv": Array(people.utf8)])
        }
    }

    @Test("Every YAML block of docs/drop-folder.md can be carried out, and the presets that it tells hold")
    func dropFolder() throws {
        let reference = try text("docs/drop-folder.md")
        let found = blocks("yaml", in: reference)
        #expect(found.count >= 3)
        let titlePage = "name: trees\ntitle: Trees\ncreators: [{name: River Club}]\nlicence: CC0-1.0\n"
        for block in found {
            _ = try Plan(
                project: Project(root: "/project"), files: ["pipeline.yaml": Array((titlePage + block).utf8)])
        }
        let rules = ArrivalRules()
        for preset in [
            "`patience` | \(rules.patience)", "`largest` | \(rules.largest / 1_000_000_000) GB",
            "`hardLinks` | `\(rules.hardLinks.rawValue)`", "`originals` | `\(rules.originals.rawValue)`",
            "`done` | \(rules.done)", "who is writing: \(ArrivalRules.usualQuiet)", "`marker` | none",
            "`files` is \(NightLimits().files ?? 0)",
        ] { #expect(reference.contains(preset), "\(preset)") }
    }

    @Test("Every YAML block of docs/consensus.md can be carried out, alone or in its place in a pipeline")
    func consensusReference() throws {
        let found = blocks("yaml", in: try text("docs/consensus.md"))
        #expect(found.count >= 6)
        let titlePage = """
            name: traps
            title: Traps
            creators: [{name: River Club}]
            licence: CC0-1.0
            sources: [{files: "**/*.csv"}]

            """
        let fields = """
            fields: {photoID: {}, species: {}, individualCount: {type: integer}, behavior: {}, recordedBy: {}}

            """
        for block in found {
            let pipeline: String
            if block.hasPrefix("name:") {
                pipeline = block
            } else if block.hasPrefix("fields:") {
                pipeline = titlePage + block
            } else {
                #expect(block.hasPrefix("consensus:"), "it can be pasted as it is: \(block)")
                pipeline = titlePage + fields + block
            }
            _ = try Plan(
                project: Project(root: "/project"),
                files: [
                    "pipeline.yaml": Array(pipeline.utf8), "photos.csv": Array("id,url,site\np1,a,b\n".utf8),
                    "gold.csv": Array("id,truth\np1,fox\n".utf8),
                ])
        }
    }

    @Test("docs/pipeline.md explains every key of a source, of `publish` and of people.csv, and every word they take")
    func keysOfHistory() throws {
        let reference = try text("docs/pipeline.md")
        var words = SourceMode.allCases.map { "mode: \($0.rawValue)" }
        words += ResendRule.allCases.map { "resend: \($0.rawValue)" }
        words += SeriesRule.allCases.map { "series: \($0.rawValue)" }
        words += ["revision", "withdraw", "wasNamed", "dropped", "quarantined", "nightly", "releases"]
        words += ["alias", "person", "language", "credit", "orcid", "shared"]
        for word in words { #expect(reference.contains("`\(word)`"), "\(word)") }
        #expect(reference.contains("`dropped` | \(HoldLimits().dropped ?? 0)"))
        #expect(reference.contains("`quarantined` | \(HoldLimits().quarantined ?? 0)"))
    }

    @Test("docs/pipeline.md has every key that a pipeline file may have")
    func allKeys() throws {
        let reference = try text("docs/pipeline.md")
        let table = try #require(reference.components(separatedBy: "## All keys").last)
        let decoders = Self.root.appendingPathComponent("Sources/Transect/Definition")
        var keys: Set<String> = []
        for file in try FileManager.default.contentsOfDirectory(atPath: decoders.path) {
            let source = try String(contentsOf: decoders.appendingPathComponent(file), encoding: .utf8)
            for list in source.matches(of: /refuseOthers\(than: \[([^\]]*)\]/) {
                for key in list.1.matches(of: /"(\w+)"/) { keys.insert(String(key.1)) }
            }
        }
        #expect(keys.count > 80)
        for key in keys.sorted() { #expect(table.contains("`\(key)`"), "\(key)") }
    }

    @Test("docs/checks.md is what `transect checks --markdown` prints")
    func checks() throws {
        #expect(try text("docs/checks.md") == CheckDocumentation.markdown())
    }

    @Test("docs/methods.md is what `transect methods --markdown` prints")
    func methods() throws {
        #expect(try text("docs/methods.md") == MethodDocumentation.markdown())
    }

    @Test("docs/presets.md is what `transect presets --markdown` prints")
    func presets() throws {
        #expect(try text("docs/presets.md") == PresetDocumentation.markdown())
    }

    @Test("Every example of docs/presets.md can be carried out")
    func presetExamples() throws {
        let found = blocks("yaml", in: try text("docs/presets.md"))
        #expect(found.count == Preset.all.count)
        let titlePage = "name: trees\ntitle: Trees\ncreators: [{name: River Club}]\nlicence: CC0-1.0\n"
        for block in found {
            var files = ["pipeline.yaml": Array((titlePage + block).utf8)]
            for preset in Preset.all { files[PresetText.fileName(preset.name)] = preset.bytes }
            _ = try Plan(project: Project(root: "/project"), files: files)
        }
    }

    @Test("docs/pipeline.md names every locale that can be declared")
    func locales() throws {
        let reference = try text("docs/pipeline.md")
        for locale in LocaleConventions.supported { #expect(reference.contains("`\(locale)`"), "\(locale)") }
    }

    @Test("docs/consensus.md names every method")
    func methodNames() throws {
        let reference = try text("docs/consensus.md")
        for name in QuestionMethod.names { #expect(reference.contains("`\(name)`"), "\(name)") }
    }

    @Test("The changelog and the README name every command")
    func commands() throws {
        let changelog = try text("CHANGELOG.md")
        for command in [
            "init", "check", "run", "import", "status", "preview", "checks", "held", "accept", "reject", "revoke",
            "withdraw", "restore", "decide", "log", "snapshots", "diff", "verify", "recompute", "release", "explain",
            "score", "skills", "report", "label", "methods", "backup",
        ] {
            #expect(changelog.contains(command))
        }
    }

    @Test(
        "Links inside the documentation lead somewhere",
        arguments: [
            "README.md", "docs/pipeline.md", "docs/presets.md", "docs/drop-folder.md", "docs/receipts.md",
            "docs/snapshot.md", "docs/history.md", "docs/morning.md", "docs/methods.md", "CONTRIBUTING.md",
        ])
    func links(path: String) throws {
        let folder = Self.root.appendingPathComponent(path).deletingLastPathComponent()
        let content = try text(path)
        for match in content.matches(of: /\]\(([^)#:]+)\)/) {
            let target = folder.appendingPathComponent(String(match.1)).path
            #expect(FileManager.default.fileExists(atPath: target), "\(path) links to \(match.1)")
        }
    }
}
