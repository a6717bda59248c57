import Presets

/// The user documentation of the presets, written from their own headers so that it cannot grow stale.
package enum PresetDocumentation {
    /// `docs/presets.md`.
    package static func markdown() -> String {
        var text = """
            # Presets

            <!-- Printed by `transect presets --markdown`; a test compares. -->

            A preset is a ready source definition for the exports of a well-known program: how such a file is read, and which
            of its columns are which Darwin Core terms. A source uses one by its name, and whatever it says itself counts
            before the preset:

            - `map`, `set` and `join` are merged entry by entry; of any other key the source's own value counts.
            - A term that the source makes itself, in whatever way, is not made by the preset.
            - An entry with nothing behind it takes the preset's away: `map: {description: }`.
            - Terms that the preset makes become columns of the dataset, behind those under `fields`. It also suggests their
              types, where `fields` does not give one.

            A preset does not say what names a record (`record`): each section tells what to write. `transect presets` lists
            them, and `transect presets NAME` prints one whole. What a preset says is part of the definition: it is archived
            and published with it as `presets/NAME.yaml`, and a later program whose preset says something else judges all
            history again, like any other change.

            Licences stay with each record; a blank one means all rights reserved, and the record is not published. Presets
            never read columns that are private to their owners. Names go to `recordedBy` and nowhere else, which is published
            as a pseudonym.

            """
        for preset in Preset.all {
            text += "\n## \(preset.name)\n\n\(preset.title).\n\n\(preset.documentation)\n"
        }
        return text
    }
}
