/// A string literal of a source file, as the template that a `Wording` makes of it.
struct SwiftLiteral {
    /// The text, with `{0}`, `{1}` … for interpolations.
    let template: String
    /// What stands before it on its line and on the line before, without blanks.
    let before: String

    /// All literals of a source file, comments passed over.
    static func all(in source: String) -> [SwiftLiteral] {
        var scanner = SwiftScanner(source)
        var found: [SwiftLiteral] = []
        while let literal = scanner.next() { found.append(literal) }
        return found
    }
}

/// Finds string literals. It knows of Swift only what is needed for that.
struct SwiftScanner {
    private let text: [Unicode.Scalar]
    private var place = 0

    init(_ source: String) { text = Array(source.unicodeScalars) }

    /// The next literal outside of comments.
    mutating func next() -> SwiftLiteral? {
        while place < text.count {
            if starts("//") {
                while place < text.count, text[place] != "\n" { place += 1 }
            } else if text[place] == "\"" {
                let before = text[max(0, place - 60)..<place]
                var words = ""
                words.unicodeScalars.append(contentsOf: before)
                return SwiftLiteral(template: literal(), before: words.filter { !$0.isWhitespace })
            } else {
                place += 1
            }
        }
        return nil
    }

    private func starts(_ words: String) -> Bool { text[place...].starts(with: words.unicodeScalars) }

    private mutating func literal() -> String {
        let isLong = starts("\"\"\"")
        place += isLong ? 3 : 1
        var lines = [""]
        var joins: Set<Int> = []
        var count = 0
        while place < text.count, isLong ? !starts("\"\"\"") : text[place] != "\"" {
            let scalar = text[place]
            place += 1
            if scalar == "\n" {
                lines.append("")
            } else if scalar != "\\" {
                lines[lines.count - 1].unicodeScalars.append(scalar)
            } else if text[place] == "(" {
                skipInterpolation()
                lines[lines.count - 1] += "{\(count)}"
                count += 1
            } else if text[place] == "\n" {
                joins.insert(lines.count)
                lines.append("")
                place += 1
            } else {
                lines[lines.count - 1] += escape()
            }
        }
        place += isLong ? 3 : 1
        return isLong ? SwiftScanner.unindented(lines, joins) : lines.joined()
    }

    private mutating func escape() -> String {
        let kind = text[place]
        place += 1
        switch kind {
        case "n": return "\n"
        case "t": return "\t"
        case "r": return "\r"
        case "0": return "\0"
        case "u":
            var digits = ""
            place += 1
            while text[place] != "}" {
                digits.unicodeScalars.append(text[place])
                place += 1
            }
            place += 1
            return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init).map(String.init) ?? ""
        default: return String(kind)
        }
    }

    /// Passes over `(…)`, with the literals in it.
    private mutating func skipInterpolation() {
        var depth = 0
        repeat {
            switch text[place] {
            case "(": depth += 1
            case ")": depth -= 1
            case "\"":
                _ = literal()
                continue
            default: break
            }
            place += 1
        } while depth > 0
    }

    /// The text of a literal of several lines: the last line's indentation is taken away.
    private static func unindented(_ lines: [String], _ joins: Set<Int>) -> String {
        let indent = lines.last?.count ?? 0
        var text = ""
        for (index, line) in lines.enumerated().dropFirst().dropLast() {
            if index > 1, !joins.contains(index) { text += "\n" }
            text += line.dropFirst(indent)
        }
        return text
    }
}
