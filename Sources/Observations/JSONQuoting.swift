/// Texts as strings of JSON (RFC 8259 §7), in the one spelling of all documents that are written: quotes, backslashes
/// and control characters below U+0020 are escaped, as JSON wants it, and whatever else who reads the document asks for.
package enum JSONQuoting {
    /// A text in double quotes.
    ///
    /// - Parameter isEscaped: What is escaped beside what must be, because of who else reads the document.
    package static func quoted(_ text: String, escaping isEscaped: (Unicode.Scalar) -> Bool) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if scalar.isASCII, let escape = escape(UInt8(ascii: scalar)) {
                quoted += escape
            } else if isEscaped(scalar) {
                // Characters beyond U+FFFF as their two halves.
                for unit in String(scalar).utf16 { quoted += escape(unit: unit) }
            } else {
                quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// Adds a text in double quotes, given in UTF-8, with nothing escaped but what must be.
    package static func append(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for byte in text {
            if let escape = escape(byte) { output += escape.utf8 } else { output.append(byte) }
        }
        output.append(UInt8(ascii: "\""))
    }

    /// What stands for a byte that may not stand in a string itself; `nil` for all others.
    private static func escape(_ byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "\""): "\\\""
        case UInt8(ascii: "\\"): "\\\\"
        case 0x0A: "\\n"
        case 0x0D: "\\r"
        case 0x09: "\\t"
        case 0..<0x20: escape(unit: UInt16(byte))
        default: nil
        }
    }

    /// `\u001b`
    private static func escape(unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }
}
