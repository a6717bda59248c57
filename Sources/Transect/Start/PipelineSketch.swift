import Files
import Formats

/// Writes a first pipeline file for people to go on from, with the guessed mapping of one of their files.
package struct PipelineSketch {
    /// Who is to be cited until somebody says who; `transect check` reminds of it.
    package static let placeholderCreator = "Your project"

    private let name: String
    private let columns: [SketchColumn]
    private let source: SourceSketch
    private let preset: PresetFit?

    /// A sketch without an example.
    package init(name: String) {
        self.name = PipelineSketch.plainName(name)
        source = SourceSketch()
        preset = nil
        columns = [
            SketchColumn(name: "eventDate", term: "eventDate", type: "eventDate"),
            SketchColumn(name: "scientificName", term: "scientificName", type: "string"),
            SketchColumn(name: "individualCount", term: "individualCount", type: "integer"),
            SketchColumn(name: "decimalLatitude", term: "decimalLatitude", type: "number"),
            SketchColumn(name: "decimalLongitude", term: "decimalLongitude", type: "number"),
            SketchColumn(name: "recordedBy", term: "recordedBy", type: "string"),
        ]
    }

    /// A sketch from an example file.
    ///
    /// - Throws: `UsageError` where the example is absent or cannot be read; `DiskError`.
    package init(name: String, example path: String, disk: Disk = Disk()) throws {
        let example = try ExampleFile(path, disk: disk)
        let guess = HeaderGuess(example.fields) { example.fits($0, $1) }
        self.name = PipelineSketch.plainName(name)
        preset = PresetFit(example)
        // A preset knows how its exports write numbers and dates.
        let locale = preset == nil ? LocaleGuess(example, guess) : LocaleGuess()
        columns = preset == nil ? SketchColumn.all(example, guess, locale) : []
        source = SourceSketch(example: example, locale: locale, preset: preset, columns: columns)
    }

    /// The commented YAML.
    package var yaml: String {
        """
        # A Transect pipeline. Change what is not right, then: transect check, transect run.
        name: \(name)
        title: \(YAMLText.scalar(name.replacing("-", with: " ")))
        # Who is to be cited, and under which licence (SPDX) the dataset is published.
        creators: [{name: \(Self.placeholderCreator)}]
        licence: CC-BY-4.0
        # Volunteers put files here; the first sub-folder names who delivers.
        drop: drop
        contributors: {submitter: folder}

        sources:
        \(source.yaml)
        \(fields)\(checks)
        # What names a record for ever, so that a later file can correct it. Without a key, equal records are duplicates.
        \(record)

        # If several people judge the same thing, ask for their consensus:
        # consensus:
        #   subject: eventID
        #   contributor: recordedBy
        #   questions:
        #     scientificName: {method: auto, accept: {votes: 3, confidence: 0.8}}

        publish: {to: snapshots, formats: [csv]}

        """
    }

    private var fields: String {
        if let preset {
            let example = preset.terms.first { $0.lowercased().contains("locality") } ?? preset.terms.last ?? ""
            return """
                # The columns of the dataset come from the preset; `transect presets \(preset.name)` tells which, and what to mind.
                # Each is published as it is written, save recordedBy (as a pseudonym). `publish: false` keeps one in the store:
                # fields: {\(example): {publish: false}}

                """
        }
        var text = """
            # The columns of the dataset, in this order. Darwin Core names wherever one exists. Each is published as it is
            # written, save recordedBy (as a pseudonym) and what says `publish: false`, which stays in the store.
            fields:

            """
        for column in columns {
            let constraints = column.constraints.isEmpty ? "" : ", constraints: \(column.constraints)"
            let privacy = column.isWithheld ? ", publish: false" : ""
            let question = column.isWithheld ? "may tell who or where somebody is: publish it?" : nil
            let comment = [column.doubt, question].compactMap { $0 }.joined(separator: "; ")
            text += "  \(YAMLText.scalar(column.term)): {type: \(column.type)\(constraints)\(privacy)}"
            text += comment.isEmpty ? "\n" : "  # \(comment)\n"
        }
        return text
    }

    private var checks: String {
        let terms = Set(preset?.terms ?? columns.map(\.term))
        var checks: [String] = []
        if terms.isSuperset(of: ["decimalLatitude", "decimalLongitude"]) {
            checks += ["coordinates-not-zero", "coordinates-swapped"]
        }
        if terms.contains("eventDate") {
            // As an error it says what `maximum: today` would say besides: a wrong date is told once.
            checks.append(preset == nil ? "{event-date-plausible: {severity: error}}" : "event-date-plausible")
        }
        guard !checks.isEmpty else { return "" }
        return "\n# `transect checks` lists them all.\nchecks: [\(checks.joined(separator: ", "))]\n"
    }

    private var record: String {
        if let preset { return preset.record }
        if source.format == .zooniverse { return "record: {key: [classification_id, part]}" }
        return (columns.contains { $0.term == "occurrenceID" } ? "" : "# ") + "record: {key: [occurrenceID]}"
    }

    /// Letters a–z, digits and hyphens.
    private static func plainName(_ name: String) -> String {
        let words = name.lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
        return words.isEmpty ? "my-project" : words.joined(separator: "-")
    }
}
