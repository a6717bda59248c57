import Seeded

/// A vocabulary, written once for each format: a cell is then a copy of ready bytes.
struct TextTable: Sendable {
    /// How the text of a cell must be written.
    enum Notation: Int, CaseIterable { case csv, json, xml }

    private var bytes: [[UInt8]] = [[], [], []]
    private var ends: [[Int]] = [[], [], []]
    private(set) var count = 0

    init(_ texts: [String]) {
        for text in texts {
            bytes[0] += Self.csv(text).utf8
            bytes[1] += Self.json(text).utf8
            bytes[2] += Self.xml(text).utf8
            for notation in 0..<3 { ends[notation].append(bytes[notation].count) }
        }
        count = texts.count
    }

    func append(_ index: Int, as notation: Notation, to output: inout [UInt8]) {
        let ends = ends[notation.rawValue]
        output += bytes[notation.rawValue][(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }

    /// A CSV cell, quoted only where it must be (RFC 4180 §2).
    static func csv(_ text: String) -> String {
        guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// A JSON string with its quotes (RFC 8259 §7).
    static func json(_ text: String) -> String {
        var result = "\""
        for character in text.unicodeScalars {
            switch character {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            default: result.unicodeScalars.append(character)
            }
        }
        return result + "\""
    }

    /// The text of an XML element.
    static func xml(_ text: String) -> String {
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}
