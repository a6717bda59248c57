import Files
import Formats
import Observations
import Storage

/// Writes a first pipeline file for people to go on from, with the guessed mapping of one of their files.
package struct PipelineSketch {
    /// One column of the example file.
    package struct Column {
        /// The header.
        package let name: String
        /// The term that it probably means.
        package let term: String
        /// The type that all values of the first records have.
        package let type: String
    }

    private let name: String
    private let columns: [Column]
    private let reading: [FormatDescription.Detail]
    private let format: FileFormat?
    private let pattern: String

    /// A sketch without an example.
    package init(name: String) {
        self.name = PipelineSketch.plainName(name)
        columns = []
        reading = []
        format = nil
        pattern = "**/*.csv"
    }

    /// A sketch from an example file.
    package init(name: String, example: String, disk: Disk = Disk()) throws {
        guard try disk.status(example) != nil else { throw UsageError("There is no file \(example).") }
        var options = FormatOptions()
        options.localeEncoding = "windows-1252"
        var reader = try openRecords(FileSource(disk.open(example)), name: example, options: options, submission: 0)
        // A new pipeline reads such an export as it is meant to be read.
        let isZooniverse = reader.description.format == .csv && ZooniverseReader.fits(reader.description.fields)
        if isZooniverse {
            options.format = .zooniverse
            reader = try openRecords(FileSource(disk.open(example)), name: example, options: options, submission: 0)
        }
        let batch = try reader.next()
        let description = reader.description
        self.name = PipelineSketch.plainName(name)
        format = description.format
        reading = description.details.map { detail in
            guard isZooniverse, detail.name == "format" else { return detail }
            return .init("format", detail.decision, because: "the header is that of Zooniverse's classifications")
        }
        var file = Disk.name(of: example)
        if file.hasSuffix(".gz") { file.removeLast(3) }
        pattern = "**/*" + (file.lastIndex(of: ".").map { String(file[$0...]) } ?? "")
        var taken: Set<String> = []
        columns = (batch?.fields ?? description.fields).enumerated().map { index, field in
            var term = HeaderGuess.term(for: field) ?? PipelineSketch.plainTerm(field)
            var number = 2
            while !taken.insert(term).inserted {
                term = PipelineSketch.plainTerm(field) + (number > 2 ? "_\(number)" : "")
                number += 1
            }
            let cells = batch.map { $0.columns[index] } ?? TextColumn()
            return Column(name: field, term: term, type: PipelineSketch.type(of: cells, term: term))
        }
    }

    /// The commented YAML.
    package var yaml: String {
        var text = """
            # A Transect pipeline. Change what is not right, then: transect check, transect run.
            name: \(name)
            title: \(quoted(name.replacing("-", with: " ")))
            # Who is to be cited, and under which licence (SPDX) the dataset is published.
            creators: [{name: Your project}]
            licence: CC-BY-4.0
            # Volunteers put files here; the first sub-folder names who delivers.
            drop: drop
            contributors: {submitter: folder}

            sources:
              - files: "\(pattern)"

            """
        for detail in reading { text += "    # \(detail.name): \(detail.value) (\(detail.reason))\n" }
        if let format, format != .csv { text += "    format: \(format.rawValue)\n" }
        text += """
                # If numbers have decimal commas or dates are 31.12.2026, say whose they are: en-GB, pl, it, es, nl, de, fr.
                # locale: pl

            """
        let mapped = columns.filter { $0.name != $0.term }
        if !mapped.isEmpty {
            text += "    # Column in the file: term of the dataset. Guessed from the headers.\n    map:\n"
            for column in mapped { text += "      \(quoted(column.name)): \(quoted(column.term))\n" }
        }
        text += "\n# The columns of the dataset, in this order. Darwin Core names wherever one exists.\nfields:\n"
        let fields =
            columns.isEmpty
            ? [
                Column(name: "", term: "eventDate", type: "eventDate"),
                Column(name: "", term: "scientificName", type: "string"),
                Column(name: "", term: "individualCount", type: "integer"),
                Column(name: "", term: "decimalLatitude", type: "number"),
                Column(name: "", term: "decimalLongitude", type: "number"),
                Column(name: "", term: "recordedBy", type: "string"),
            ] : columns
        for column in fields {
            text += "  \(quoted(column.term)): {type: \(column.type)\(constraints(column.term))}\n"
        }
        return text + checks(fields) + ending(fields)
    }

    private func constraints(_ term: String) -> String {
        switch term {
        case "eventDate": ", constraints: {maximum: today}"
        case "decimalLatitude": ", constraints: {minimum: -90, maximum: 90}"
        case "decimalLongitude": ", constraints: {minimum: -180, maximum: 180}"
        case "individualCount": ", constraints: {minimum: 0}"
        default: ""
        }
    }

    private func checks(_ fields: [Column]) -> String {
        let terms = Set(fields.map(\.term))
        var checks: [String] = []
        if terms.isSuperset(of: ["decimalLatitude", "decimalLongitude"]) {
            checks += ["coordinates-not-zero", "coordinates-swapped"]
        }
        if terms.contains("eventDate") { checks.append("event-date-plausible") }
        guard !checks.isEmpty else { return "" }
        return "\n# `transect checks` lists them all.\nchecks: [\(checks.joined(separator: ", "))]\n"
    }

    private func ending(_ fields: [Column]) -> String {
        var key = (fields.contains { $0.term == "occurrenceID" } ? "" : "# ") + "record: {key: [occurrenceID]}"
        if format == .zooniverse { key = "record: {key: [classification_id, part]}" }
        return """

            # What names a record for ever, so that a later file can correct it. Without a key, equal records are duplicates.
            \(key)

            # If several people judge the same thing, ask for their consensus:
            # consensus:
            #   subject: eventID
            #   contributor: recordedBy
            #   questions:
            #     scientificName: {method: dawid-skene, accept: {votes: 3, confidence: 0.8}}

            publish: {to: snapshots, formats: [csv]}

            """
    }

    private func quoted(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.utf8.allSatisfy {
                (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x5F
            } && !["true", "false", "yes", "no", "null", "on", "off", "y", "n"].contains(text.lowercased())
            && !(text.utf8.first.map { (0x30...0x39).contains($0) } ?? false)
        if isPlain { return text }
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\" + String(scalar)
            case _ where scalar.value < 0x20: result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// Letters a–z, digits and hyphens.
    private static func plainName(_ name: String) -> String {
        let words = name.lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
        return words.isEmpty ? "my-project" : words.joined(separator: "-")
    }

    /// A header as a term: the header itself without what would need quotes.
    private static func plainTerm(_ header: String) -> String {
        let words = header.split { !($0.isLetter || $0.isNumber || $0 == "_") }
        return words.isEmpty ? "column" : words.joined(separator: "_")
    }

    /// The type that all values have, text if in doubt. Dates and terms with a known type are told by the term.
    private static func type(of column: TextColumn, term: String) -> String {
        switch term {
        case "eventDate": return "eventDate"
        case "decimalLatitude", "decimalLongitude", "coordinateUncertaintyInMeters": return "number"
        case "individualCount": return "integer"
        case "occurrenceID", "recordedBy", "scientificName", "eventID": return "string"
        default: break
        }
        var isInteger = true
        var isNumber = true
        var hasValue = false
        for row in 0..<min(column.count, 1_000) {
            guard let cell = column[row], !cell.isEmpty else { continue }
            hasValue = true
            let digits = cell.hasPrefix("-") ? cell.dropFirst() : cell[...]
            let hasLeadingZero = digits.count > 1 && digits.hasPrefix("0") && !digits.hasPrefix("0.")
            let whole = !digits.isEmpty && digits.utf8.allSatisfy { (0x30...0x39).contains($0) } && digits.count < 18
            isInteger = isInteger && whole && !hasLeadingZero
            let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
            let decimal =
                parts.count <= 2
                && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
            isNumber = isNumber && decimal && !hasLeadingZero
        }
        return hasValue && isInteger ? "integer" : hasValue && isNumber ? "number" : "string"
    }
}
