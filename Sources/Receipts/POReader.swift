/// Reads the lines of a PO file one after the other.
struct POReader {
    /// The part of an entry to which a continuation line belongs.
    private enum Place: Equatable { case nothing, context, text, plural, form }

    private(set) var entries: [POFile.Entry] = []
    private var entry = POFile.Entry()
    private var place = Place.nothing
    private var isFuzzy = false

    /// Reads one line.
    mutating func read(_ line: Substring, _ number: Int) throws(POFile.Problem) {
        let trimmed = line.drop { $0 == " " || $0 == "\t" }
        if trimmed.isEmpty {
            try close(number)
        } else if trimmed.hasPrefix("#") {
            try close(number)
            if trimmed.hasPrefix("#,"), trimmed.contains("fuzzy") { isFuzzy = true }
        } else if trimmed.hasPrefix("\"") {
            guard place != .nothing else { throw fault(number, "a text in quotes without a keyword before it") }
            append(try Self.text(trimmed, number))
        } else {
            try readKeyword(trimmed, number)
        }
    }

    /// Ends the last entry.
    mutating func finish(_ number: Int) throws(POFile.Problem) { try close(number) }

    private mutating func readKeyword(_ line: Substring, _ number: Int) throws(POFile.Problem) {
        guard let quote = line.firstIndex(of: "\"") else { throw fault(number, "a text in double quotes is missing") }
        let keyword = line[..<quote].prefix { $0 != " " && $0 != "\t" }
        let text = try Self.text(line[quote...], number)
        switch keyword {
        case "msgctxt":
            if place == .form { try close(number) }
            guard place == .nothing else { throw fault(number, "msgctxt must be the first of an entry") }
            begin(number)
            entry.context = text
            place = .context
        case "msgid":
            if place == .form { try close(number) }
            guard place == .nothing || place == .context else { throw fault(number, "a second msgid in an entry") }
            if place == .nothing { begin(number) }
            entry.text = text
            place = .text
        case "msgid_plural":
            guard place == .text else { throw fault(number, "msgid_plural must follow msgid") }
            entry.plural = text
            place = .plural
        case "msgstr":
            guard place == .text else { throw fault(number, "msgstr must follow msgid; a plural has msgstr[0]") }
            entry.forms = [text]
            place = .form
        case "msgstr[\(entry.forms.count)]":
            guard place == .plural || place == .form, entry.plural != nil else {
                throw fault(number, "\(keyword) must follow msgid_plural")
            }
            entry.forms.append(text)
            place = .form
        default:
            throw fault(number, "“\(keyword)” is not expected here")
        }
    }

    private mutating func begin(_ number: Int) {
        entry = POFile.Entry()
        entry.line = number
        entry.isFuzzy = isFuzzy
        isFuzzy = false
    }

    private mutating func append(_ text: String) {
        switch place {
        case .nothing: break
        case .context: entry.context = (entry.context ?? "") + text
        case .text: entry.text += text
        case .plural: entry.plural = (entry.plural ?? "") + text
        case .form: entry.forms[entry.forms.count - 1] += text
        }
    }

    private mutating func close(_ number: Int) throws(POFile.Problem) {
        switch place {
        case .nothing: return
        case .form: entries.append(entry)
        default: throw fault(number, "the entry that begins in line \(entry.line) has no msgstr")
        }
        place = .nothing
    }

    /// A text in double quotes, with the escapes of C that gettext writes.
    private static func text(_ quoted: Substring, _ number: Int) throws(POFile.Problem) -> String {
        var text = ""
        var rest = quoted.unicodeScalars.dropFirst()
        while let next = rest.popFirst() {
            if next == "\"" {
                guard rest.allSatisfy({ $0 == " " || $0 == "\t" }) else {
                    throw POFile.Problem(line: number, problem: "there is something behind the closing quote")
                }
                return text
            }
            guard next == "\\" else {
                text.unicodeScalars.append(next)
                continue
            }
            switch rest.popFirst() {
            case "n": text += "\n"
            case "t": text += "\t"
            case "r": text += "\r"
            case "\"": text += "\""
            case "\\": text += "\\"
            default: throw POFile.Problem(line: number, problem: "after a backslash one of n t r \" \\ is expected")
            }
        }
        throw POFile.Problem(line: number, problem: "the text has no closing quote")
    }

    private func fault(_ number: Int, _ problem: String) -> POFile.Problem {
        POFile.Problem(line: number, problem: problem)
    }
}
