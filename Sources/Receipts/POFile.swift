/// A gettext catalogue of translations (PO file), as Poedit and Weblate write it.
///
/// Source: GNU gettext manual, “The Format of PO Files”. Read strictly: whatever is not of that form is an error with its
/// line, and so is a text that is translated twice.
package struct POFile: Sendable {
    /// One text and its translation.
    package struct Entry: Sendable, Equatable {
        /// The line, from 1, on which it begins.
        package var line = 0
        /// `msgctxt`.
        package var context: String?
        /// `msgid`.
        package var text = ""
        /// `msgid_plural`.
        package var plural: String?
        /// `msgstr`, or `msgstr[0]`, `msgstr[1]` …; empty where there is no translation yet.
        package var forms: [String] = []
        /// Whether it is marked as fuzzy: a guess that a translator must look at.
        package var isFuzzy = false
    }

    /// What is wrong with a PO file.
    package struct Problem: Error, Equatable, CustomStringConvertible {
        /// The line, from 1.
        package var line: Int
        /// What is wrong, and what is expected.
        package var problem: String

        package var description: String { "Line \(line): \(problem)" }
    }

    /// The translations, in the order of the file, without the header.
    package private(set) var entries: [Entry] = []
    /// The fields of the header, such as `Language` and `Plural-Forms`.
    package private(set) var header: [String: String] = [:]

    /// Reads a PO file in UTF-8.
    package init(_ bytes: some Sequence<UInt8>) throws(Problem) {
        guard let text = String(validating: Array(bytes), as: UTF8.self) else {
            throw Problem(line: 1, problem: "the file is not UTF-8; save it as UTF-8")
        }
        var reader = POReader()
        var number = 0
        // By scalars: to Swift, CR LF is one character, and no line end.
        for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            try reader.read(Substring(line.last == "\r" ? line.dropLast() : line), number)
        }
        try reader.finish(number)
        var seen: [Catalogue.Key: Int] = [:]
        for entry in reader.entries {
            if let first = seen.updateValue(entry.line, forKey: Catalogue.Key(context: entry.context, entry.text)) {
                throw Problem(line: entry.line, problem: "this text is translated in line \(first) already")
            }
            if entry.text.isEmpty, entry.context == nil {
                header = POFile.fields(entry.forms.first ?? "")
            } else {
                entries.append(entry)
            }
        }
    }

    private static func fields(_ header: String) -> [String: String] {
        var fields: [String: String] = [:]
        for line in header.split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            fields[String(line[..<colon])] = String(line[line.index(after: colon)...].drop { $0 == " " })
        }
        return fields
    }
}
