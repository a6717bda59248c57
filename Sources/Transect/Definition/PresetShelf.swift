import Observations
import Presets

/// The text of a preset that a definition uses: it is part of the edition, so that a later program with another preset
/// makes another edition.
package struct PresetText: Sendable {
    /// The preset's name (`inaturalist`).
    package let name: String
    /// Its YAML.
    package let bytes: [UInt8]

    /// The name of a preset's file in an edition, and in the versions that are published under it.
    package static func fileName(_ preset: String) -> String { "\(folder)\(preset).yaml" }

    /// What all these names begin with.
    static let folder = "presets/"
}

/// Where the texts of presets come from: the program, or the files of an edition that was archived or published.
package struct PresetShelf: Sendable {
    private let read: @Sendable (String) throws -> [UInt8]?

    /// - Parameter read: a preset's text by the name of its file; `nil` where there is none.
    package init(read: @escaping @Sendable (String) throws -> [UInt8]?) { self.read = read }

    /// The presets that came with this program.
    package static let program = PresetShelf { file in
        Preset.all.first { PresetText.fileName($0.name) == file }?.bytes
    }

    /// The text of a preset, or `nil`.
    func text(of preset: String) throws -> [UInt8]? { try read(PresetText.fileName(preset)) }
}
