/// How a subject is written in one argument: the values of its terms with `|` between them. A `|` within a value is
/// written `\|`, and a backslash before one `\\`; any other backslash is itself.
package enum SubjectName {
    /// The values.
    package static func parts(of text: String) -> [String] {
        var parts = [""]
        var scalars = Array(text.unicodeScalars)[...]
        while let scalar = scalars.popFirst() {
            switch (scalar, scalars.first) {
            case ("\\", "|"?), ("\\", "\\"?):
                if let next = scalars.popFirst() { parts[parts.count - 1].unicodeScalars.append(next) }
            case ("|", _): parts.append("")
            default: parts[parts.count - 1].unicodeScalars.append(scalar)
            }
        }
        return parts
    }

    /// The text for some values, which `parts(of:)` reads again.
    package static func text(of parts: [String]) -> String {
        parts.map { part in
            var text = ""
            for scalar in part.unicodeScalars {
                if scalar == "|" || scalar == "\\" { text += "\\" }
                text.unicodeScalars.append(scalar)
            }
            return text
        }.joined(separator: "|")
    }
}
