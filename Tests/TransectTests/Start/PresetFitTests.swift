import Foundation
import Presets
import Testing
import Transect
import Yams

/// Exports that a first pipeline knows by their header.
@Suite struct PresetFitTests {
    /// By preset, what a first pipeline takes from its documentation.
    private static let documented = [
        "camtrap-dp": ["record: {key: [occurrenceID]}"],
        "darwin-core": ["record: {key: [occurrenceID]}"],
        "ebird": ["record: {key: [eventID, scientificName]}"],
        "gbif": ["record: {key: [gbifID]}"],
        "inaturalist": ["resend: add", "record: {key: [occurrenceID], revision: modified}"],
    ]

    @Test("A preset is chosen for the header of its export, and says in its documentation what names a record")
    func headers() throws {
        var found: [String: [String]] = [:]
        for preset in Preset.all {
            let definition = try #require(try Yams.compose(yaml: preset.text)?.mapping)
            guard definition["format"]?.scalar?.string == "csv" else { continue }
            let headers = try #require(definition["map"]?.mapping).compactMap { $0.key.scalar?.string }
            let delimiter = definition["delimiter"]?.scalar?.string ?? ","
            let lines = [headers, headers.map { _ in "x" }].map { cells in
                cells.joined(separator: delimiter == "tab" ? "\t" : delimiter) + "\n"
            }
            let sketch = try sketch(of: lines.joined())
            guard sketch.contains("preset: \(preset.name)") else { continue }
            found[preset.name] = sketch.filter { $0.hasPrefix("resend: ") || $0.hasPrefix("record: ") }
        }
        #expect(found == Self.documented)
    }

    /// The lines of a first pipeline for a file, without blanks around them.
    private func sketch(of file: String) throws -> [String] {
        let project = try SmallProject("", files: ["export.csv": file])
        // Its files go with it.
        let yaml = try withExtendedLifetime(project) {
            try PipelineSketch(name: "trees", example: project.path + "/drop/export.csv").yaml
        }
        return yaml.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
