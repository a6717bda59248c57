import Observations
import Validation

/// An empty table for volunteers, with a guide: made from the pipeline, so that what is filled in will be read.
package struct SheetTemplate {
    /// The name of both files, without their endings.
    package let name: String
    /// What the project's own people should know.
    package let notes: [String]
    let title: String
    let columns: [TemplateColumn]
    let language: GuideLanguage
    /// How values are written in the source's files.
    let example: WrittenExample
    let takesWorkbooks: Bool
    private let delimiter: Character
    private let ending: String

    /// A template for one source of a plan.
    ///
    /// - Parameters:
    ///   - tag: the locale of the volunteers (`pl`), or `nil`: that of the source, else English.
    ///   - path: a place in the drop folder whose source is meant, or `nil`: the first that reads tables of the locale.
    /// - Throws: `UsageError` where no source reads tables of that locale.
    package init(plan: Plan, locale tag: String?, path: String?) throws(UsageError) {
        var wanted: LocaleConventions?
        if let tag {
            wanted = LocaleConventions.named(tag)
            if wanted == nil {
                throw UsageError(
                    "The locale \(tag) is not known; there are "
                        + LocaleConventions.supported.joined(separator: ", ") + ".")
            }
        }
        let source = try SheetTemplate.source(of: plan, wanted, path)
        let locale = source.locale.flatMap { LocaleConventions.named($0.value) }
        var notes: [String] = []
        if let wanted, locale == nil, wanted.decimalMark != "." || wanted.dateOrder != nil {
            notes.append(
                """
                The source \(source.files.joined(separator: ", ")) declares no locale, so that it reads 1234.5 and \
                2026-05-01, and the guide says so. Spreadsheets of \(wanted.tag) write them otherwise: declare `locale: \
                \(wanted.tag)` for the source, and make the template anew.
                """)
        }
        let used = tag ?? locale?.tag ?? "en"
        let language = GuideLanguage(tag: used)
        if language == nil { notes.append("There is no guide in the language \(used); it is in English.") }
        self.notes = notes
        self.language = language ?? .english
        example = WrittenExample(locale: locale)
        title = plan.definition.title
        name = "\(plan.definition.name)-\(used)"
        columns = try TemplateColumns(plan: plan, source: source, tag: used).all()
        takesWorkbooks =
            source.format != "csv" && source.files.contains { Glob($0).matches("x.xlsx") || $0.hasSuffix(".xlsx") }
        delimiter = source.delimiter?.first ?? (wanted ?? locale)?.listSeparator ?? ","
        let endings = [".csv", ".txt", ".tsv"]
        ending = endings.first { end in source.files.contains { $0.hasSuffix(end) } } ?? ".csv"
    }

    /// The name of the table's file.
    package var tableName: String { name + ending }
    /// The name of the guide's file.
    package var guideName: String { name + ".html" }

    /// The empty table: its header alone, in UTF-8 with a byte order mark, between its cells what Excel of the locale
    /// expects there. Excel opens such a file with a double click, and every letter is right.
    package var table: [UInt8] {
        let cells = columns.map { column in
            let needsQuotes = column.header.contains { $0 == delimiter || $0 == "\"" || $0.isNewline }
            return needsQuotes ? "\"\(column.header.replacing("\"", with: "\"\""))\"" : column.header
        }
        return [0xEF, 0xBB, 0xBF] + Array(cells.joined(separator: String(delimiter)).utf8) + [0x0D, 0x0A]
    }

    /// A sentence of the guide in its language.
    func say(_ sentence: GuideSentence, _ facts: String...) -> String {
        Wording(template: sentence.english, arguments: facts.map { .text($0) })
            .said { _ in sentence.template(in: language) }.description
    }

    /// The source that reads tables as volunteers of the locale write them.
    private static func source(
        of plan: Plan, _ wanted: LocaleConventions?, _ path: String?
    ) throws(UsageError) -> Definition.Source {
        let sources = plan.definition.sources
        if let path {
            guard let index = plan.sources.firstIndex(where: { $0.takes(path) }) else {
                throw UsageError("No source of the pipeline takes \(path).")
            }
            return sources[index]
        }
        let tables = sources.filter(\.readsTables)
        guard let first = tables.first else {
            throw UsageError(
                "No source of the pipeline reads tables that people fill in. Name one with --for, such as --for a.csv.")
        }
        guard let wanted else { return first }
        func tag(_ source: Definition.Source) -> String? {
            source.locale.flatMap { LocaleConventions.named($0.value)?.tag }
        }
        if let source = tables.first(where: { tag($0) == wanted.tag }) ?? tables.first(where: { $0.locale == nil }) {
            return source
        }
        let declared = tables.compactMap(tag).joined(separator: ", ")
        throw UsageError(
            """
            The sources of the pipeline read files of \(declared), and would misread those of \(wanted.tag). Add a source \
            with `locale: \(wanted.tag)`.
            """)
    }
}

extension Definition.Source {
    /// Whether its files may be tables that people fill in, rather than exports of programs.
    fileprivate var readsTables: Bool {
        guard preset == nil, [nil, "csv", "xlsx"].contains(format) else { return false }
        if let withdrawal, withdrawal.chosen == nil { return false }
        let others = [".json", ".ndjson", ".geojson", ".xml", ".gpx", ".kml"]
        return files.contains { file in !others.contains { file.lowercased().hasSuffix($0) } }
    }
}
