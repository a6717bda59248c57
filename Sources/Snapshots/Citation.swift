import Observations

/// How a version is cited: as a sentence, and as `CITATION.cff` (Citation File Format 1.2.0).
package enum Citation {
    static let fileName = "CITATION.cff"

    /// `Wisła Bird Club (2026). Garden birds of the Wisła valley (version 3) [Data set]. CC-BY-4.0.`
    static func sentence(_ description: DatasetDescription, version: Int, created: Instant) -> String {
        let creators = description.creators.map(\.name).joined(separator: "; ")
        let licence = description.licence.identifier
        return "\(creators) (\(created.year)). \(description.title) (version \(version)) [Data set]. \(licence)."
    }

    /// The file, for tools that manage references.
    ///
    /// Creators are entities with a single name: which part of a person's name is the family name is not guessed.
    /// All texts are double-quoted; JSON's escapes mean the same in YAML.
    package static func file(_ description: DatasetDescription, version: Int, created: Instant) -> [UInt8] {
        let quoted = JSONValue.quoted
        var lines = [
            "cff-version: 1.2.0",
            "message: \"If you use this dataset, please cite it as below.\"",
            "type: dataset",
            "title: \(quoted(description.title))",
        ]
        if !description.description.isEmpty { lines.append("abstract: \(quoted(description.description))") }
        lines.append("authors:")
        for creator in description.creators {
            lines.append("  - name: \(quoted(creator.name))")
            if let orcid = creator.orcid { lines.append("    orcid: \(quoted(orcid))") }
        }
        lines.append("version: \(quoted(String(version)))")
        lines.append("date-released: \(quoted(created.day))")
        if description.licence.isKnown { lines.append("license: \(description.licence.identifier)") }
        if !description.keywords.isEmpty {
            lines.append("keywords:")
            lines += description.keywords.map { "  - \(quoted($0))" }
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }
}
