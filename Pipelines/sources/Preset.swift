/// A ready source definition for the exports of a well-known program, used by one line: `preset: inaturalist`.
package struct Preset: Sendable {
    /// Its name, that of its file without the ending.
    package let name: String
    /// Its YAML.
    package let bytes: [UInt8]

    /// All presets, by name.
    package static let all: [Preset] = [
        Preset(name: "camtrap-dp", bytes: PackageResources.camtrap_dp_yaml),
        Preset(name: "comapeo", bytes: PackageResources.comapeo_yaml),
        Preset(name: "cybertracker", bytes: PackageResources.cybertracker_yaml),
        Preset(name: "darwin-core", bytes: PackageResources.darwin_core_yaml),
        Preset(name: "ebird", bytes: PackageResources.ebird_yaml),
        Preset(name: "epicollect-csv", bytes: PackageResources.epicollect_csv_yaml),
        Preset(name: "epicollect-json", bytes: PackageResources.epicollect_json_yaml),
        Preset(name: "gbif", bytes: PackageResources.gbif_yaml),
        Preset(name: "geojson", bytes: PackageResources.geojson_yaml),
        Preset(name: "gpx", bytes: PackageResources.gpx_yaml),
        Preset(name: "inaturalist", bytes: PackageResources.inaturalist_yaml),
        Preset(name: "inaturalist-json", bytes: PackageResources.inaturalist_json_yaml),
        Preset(name: "kml", bytes: PackageResources.kml_yaml),
        Preset(name: "kobo-csv", bytes: PackageResources.kobo_csv_yaml),
        Preset(name: "kobo-json", bytes: PackageResources.kobo_json_yaml),
        Preset(name: "odk-csv", bytes: PackageResources.odk_csv_yaml),
        Preset(name: "odk-json", bytes: PackageResources.odk_json_yaml),
        Preset(name: "odk-xml", bytes: PackageResources.odk_xml_yaml),
        Preset(name: "zooniverse", bytes: PackageResources.zooniverse_yaml),
    ]

    /// The YAML as text.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// What the preset is for, in a few words: the first line of its header.
    package var title: String { header.first ?? "" }

    /// The rest of its header: how to get the files, what to write, what it takes care of. Markdown.
    package var documentation: String {
        header.dropFirst().drop(while: \.isEmpty).joined(separator: "\n")
    }

    /// What stands below the header.
    package var definition: String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.drop { $0.hasPrefix("#") || $0.isEmpty }.joined(separator: "\n")
    }

    /// The comment at the beginning of the file, without its marks.
    private var header: [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).prefix { $0.hasPrefix("#") }.map {
            String($0.dropFirst($0.hasPrefix("# ") ? 2 : 1))
        }
    }
}
