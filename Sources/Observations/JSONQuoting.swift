/// Texts as strings of JSON (RFC 8259 §7), in the one spelling of all documents that are written.
package enum JSONQuoting {
    /// A text in double quotes. Quotes, backslashes and control characters below U+0020 are escaped, as JSON wants it.
    ///
    /// - Parameter isEscaped: What is escaped beside these, because of who else reads the document.
    package static func quoted(_ text: String, escaping isEscaped: (Unicode.Scalar) -> Bool) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            default:
                if scalar.value < 0x20 || isEscaped(scalar) {
                    // Characters beyond U+FFFF as their two halves.
                    for unit in String(scalar).utf16 { quoted += escape(unit) }
                } else {
                    quoted.unicodeScalars.append(scalar)
                }
            }
        }
        return quoted + "\""
    }

    /// `\u001b`
    private static func escape(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }
}
