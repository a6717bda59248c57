import Formats
import Presets
import Yams

/// A preset that is meant for files like an example: the header has what names its records and at
/// least half of what it maps, since people choose the columns of many exports.
struct PresetFit {
    /// The preset's name.
    let name: String
    /// The terms that it makes.
    let terms: [String]
    /// The line of the pipeline that says what names a record, as the preset's documentation has it.
    let record: String
    /// What the documentation says of files that are sent again.
    let resend: String?
    /// How many columns of the header it maps.
    private let mapped: Int

    /// The preset that maps most columns of an example, or `nil` where none is meant for it.
    init?(_ example: ExampleFile) {
        guard example.format == .csv else { return nil }
        let delimiter = example.details.first { $0.name == "delimiter" }?.value
        let fits = Preset.all.compactMap { PresetFit($0, header: Set(example.fields), delimiter: delimiter) }
        guard var best = fits.first else { return nil }
        for fit in fits where fit.mapped > best.mapped { best = fit }
        self = best
    }

    /// - Returns: `nil` for presets that people complete with the questions of their form, and where columns are absent
    ///   without which nothing would be published: those of the key, and the licence.
    private init?(_ preset: Preset, header: Set<String>, delimiter: String?) {
        let lines = preset.documentation.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let block = lines.drop { $0 != "```yaml" }.dropFirst().prefix { $0 != "```" }
        guard let definition = Self.mapping(preset.text), definition["format"]?.scalar?.string == "csv",
            definition["delimiter"].map({ $0.scalar?.string == delimiter }) ?? true,
            let usage = Self.mapping(block.joined(separator: "\n")),
            let source = usage["sources"]?.sequence?.first?.mapping, source["map"] == nil,
            let key = usage["record"]?.mapping?["key"]?.sequence?.compactMap({ $0.scalar?.string }),
            let record = block.first(where: { $0.hasPrefix("record: ") }), let map = definition["map"]?.mapping
        else { return nil }
        var columns: [(header: String, term: String)] = []
        for (column, entry) in map {
            let term = entry.scalar?.string ?? entry.mapping?["to"]?.scalar?.string
            if let header = column.scalar?.string, let term { columns.append((header: header, term: term)) }
        }
        let present = columns.filter { header.contains($0.header) }
        let isWhole = columns.allSatisfy { column in
            header.contains(column.header) || !(key + ["license"]).contains(column.term)
        }
        guard isWhole, present.count * 2 >= columns.count else { return nil }
        name = preset.name
        terms = columns.map(\.term) + (definition["join"]?.mapping?.compactMap { $0.key.scalar?.string } ?? [])
        self.record = record
        resend = source["resend"]?.scalar?.string
        mapped = present.count
    }

    private static func mapping(_ yaml: String) -> Node.Mapping? { (try? Yams.compose(yaml: yaml))?.mapping }
}
