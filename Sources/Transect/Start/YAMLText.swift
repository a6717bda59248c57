/// Texts from files as they may stand in a YAML file that people read.
enum YAMLText {
    /// A text as a plain scalar where it is letters and digits, else in quotes.
    static func scalar(_ text: String) -> String {
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
            case "\"", "\\": result += "\\\(scalar)"
            // A header of two lines is still that header.
            case _ where breaksLines(scalar):
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// A text for a comment, which would end where the text has a line end.
    static func onOneLine(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars { result.unicodeScalars.append(breaksLines(scalar) ? " " : scalar) }
        return result
    }

    /// Whether YAML takes a character for a line end, or none at all. All of them have at most four digits.
    private static func breaksLines(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
