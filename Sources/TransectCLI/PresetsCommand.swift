import ArgumentParser
import Presets
import Transect

/// Prints the ready source definitions.
struct PresetsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "presets",
        abstract: "List the ready source definitions for exports of well-known programs, or print one of them.")

    @Argument(help: "Only this preset, with its documentation.")
    var name: String?

    @Flag(help: "Print the documentation as Markdown (docs/presets.md).")
    var markdown = false

    func run() throws {
        if markdown {
            print(PresetDocumentation.markdown(), terminator: "")
        } else if let name {
            guard let preset = Preset.all.first(where: { $0.name == name }) else {
                let near = nearestName(to: name, among: Preset.all.map(\.name))
                throw UsageError("There is no preset `\(name)`.\(near.map { " Did you mean `\($0)`?" } ?? "")")
            }
            print(preset.text, terminator: "")
        } else {
            print(table(Preset.all.map { [$0.name, $0.title] }))
            print("\n`transect presets NAME` prints one of them.")
        }
    }
}
