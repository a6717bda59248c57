import Foundation
import Presets
import Testing
import Transect
import Yams

/// What holds for every preset.
@Suite struct PresetCatalogueTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Pipelines/sources")

    private static let title = "name: trees\ntitle: Trees\ncreators: [{name: River Club}]\nlicence: CC0-1.0\n"

    @Test("Every file in Pipelines/sources is a preset of the program, with the same bytes, in the order of the names")
    func files() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
            .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
        #expect(Preset.all.map(\.name) == names)
        for preset in Preset.all {
            let file = try Data(contentsOf: Self.folder.appendingPathComponent(preset.name + ".yaml"))
            #expect(Array(file) == preset.bytes, "\(preset.name)")
        }
    }

    @Test("Every preset is a whole source by one line", arguments: Preset.all.map(\.name))
    func oneLine(name: String) throws {
        let pipeline = Self.title + "sources: [{files: '*', preset: \(name)}]\n"
        let preset = try #require(Preset.all.first { $0.name == name })
        let plan = try Plan(
            project: Project(root: "/p"),
            files: ["pipeline.yaml": Array(pipeline.utf8), "presets/\(name).yaml": preset.bytes])
        #expect(!plan.schema.terms.isEmpty)
        #expect(!preset.title.isEmpty && !preset.title.hasSuffix("."))
        #expect(preset.documentation.contains("```yaml\nsources:"))
    }

    @Test("Presets refer to no files, suggest nothing but types, and agree about them")
    func types() throws {
        var types: [String: String] = [:]
        for preset in Preset.all {
            let root = try #require(try Yams.compose(yaml: preset.text)?.mapping)
            #expect(!preset.definition.contains("lookup") && root["files"] == nil && root["preset"] == nil)
            for (term, field) in root["fields"]?.mapping ?? [:] {
                let (term, field) = (try #require(term.scalar?.string), try #require(field.mapping))
                #expect(field.keys.map { $0.scalar?.string } == ["type"], "\(preset.name) \(term)")
                let type = try #require(field["type"]?.scalar?.string)
                #expect(types[term] == nil || types[term] == type, "\(preset.name) \(term)")
                types[term] = type
            }
        }
        #expect(types["eventDate"] == "eventDate")
    }

    @Test(
        "No preset reads what is private, or publishes names of people as they stand", arguments: Preset.all.map(\.name)
    )
    func privacy(name: String) throws {
        let preset = try #require(Preset.all.first { $0.name == name })
        let root = try #require(try Yams.compose(yaml: preset.text)?.mapping)
        for (column, entry) in root["map"]?.mapping ?? [:] {
            let column = try #require(column.scalar?.string)
            for word in ["private", "email", "phone", "device", "user_ip", "user_name", "imei", "subscriber"] {
                #expect(!column.lowercased().contains(word), "\(column)")
            }
            let term = entry.scalar?.string ?? entry.mapping?["to"]?.scalar?.string ?? ""
            #expect(!["identifiedBy", "recordedByID", "identifiedByID", "georeferencedBy"].contains(term))
        }
    }
}
