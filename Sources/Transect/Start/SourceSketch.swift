import Formats
import Validation

/// The one source of a sketch: which files, how they are read and written, and what their columns are.
struct SourceSketch {
    /// The format, or `nil` without an example.
    let format: FileFormat?
    private let example: ExampleFile?
    private let locale: LocaleGuess
    private let preset: PresetFit?
    private let columns: [SketchColumn]

    /// A source without an example.
    init() {
        format = nil
        example = nil
        locale = LocaleGuess()
        preset = nil
        columns = []
    }

    /// A source that reads an example.
    init(example: ExampleFile, locale: LocaleGuess, preset: PresetFit?, columns: [SketchColumn]) {
        format = example.format
        self.example = example
        self.locale = locale
        self.preset = preset
        self.columns = columns
    }

    /// The list entry under `sources`.
    var yaml: String {
        var text = "  - files: \(YAMLText.scalar(example?.pattern ?? "**/*.csv"))\n"
        for detail in example?.details ?? [] {
            let decision = YAMLText.onOneLine("\(detail.value) (\(detail.reason))")
            text += "    # \(detail.name): \(decision)\n"
        }
        text += encodingLines
        if example?.isSingleQuoted ?? false {
            text += "    # Headers and cells stand in single quotes.\n    quote: \"'\"\n"
        }
        if let preset {
            text += "    # The header is that of such an export. A preset knows its columns.\n"
            text += "    preset: \(preset.name)\n"
            if let resend = preset.resend { text += "    resend: \(resend)\n" }
            return text
        }
        if let format, format != .csv { text += "    format: \(format.rawValue)\n" }
        return text + localeLines + mapLines
    }

    /// A declared encoding holds for every file of the source; one that the locale brings, only for those that are no
    /// UTF-8.
    private var encodingLines: String {
        guard let page = example?.codePage else { return "" }
        guard example?.isCodePageKnown ?? true else {
            let pages = TextEncoding.supported.filter { $0.hasPrefix("windows-") }.joined(separator: ", ")
            return """
                    # encoding: \(page)   # not UTF-8; which of \(pages) is it?
                    # The headers are words of no known language in it. Until the encoding is declared such files are refused,
                    # and the names below change with it. Best save this file as UTF-8, and begin again with that.

                """
        }
        if locale.settled?.encoding == page {
            return "    # encoding: \(page) (no UTF-8; the locale below says so for files that are none)\n"
        }
        return """
                # The file is not UTF-8. Of the encodings that spreadsheets write instead, this one fits its headers best.
                # Are all letters right? It is declared for every file of this source.
                encoding: \(page)

            """
    }

    private var localeLines: String {
        let found = locale.witness.map { witness in
            let value = YAMLText.onOneLine(witness.value).prefix(40)
            return "“\(value)” in column \(YAMLText.onOneLine(witness.header))"
        }
        if let found, let settled = locale.settled {
            return """
                    # \(found) is written as spreadsheets of this locale
                    # write it; so numbers and dates are read. ISO dates are read as well.
                    locale: \(settled.tag)

                """
        }
        let tags = locale.candidates.isEmpty ? LocaleConventions.supported : locale.candidates
        let reason = found.map { "\($0) is not read as it stands:" }
        return """
                # \(reason ?? "If numbers have decimal commas or dates are 31.12.2026,") declare
                # the locale of the sender's spreadsheet, \(tags.joined(separator: ", ")) (docs/pipeline.md has a table).
                # locale: \(tags.count == 1 ? tags[0] : "…")

            """
    }

    private var mapLines: String {
        let mapped = columns.filter { $0.name != $0.term }
        guard !mapped.isEmpty else { return "" }
        var text = "    # Column in the file: term of the dataset. Guessed from the headers.\n    map:\n"
        for column in mapped { text += "      \(YAMLText.scalar(column.name)): \(YAMLText.scalar(column.term))\n" }
        return text
    }
}
