import Foundation

/// How the names of people are compared: after normalisation to NFC, trimming, and collapsing of spaces, and with
/// regard to upper and lower case. Nothing else is merged.
package enum PersonName {
    /// The form in which a name is compared; empty where the name is blank.
    package static func canonical(_ name: String) -> String {
        // Most names are plain words with single spaces between them, and need no work.
        if isPlain(name) { return name }
        let words = name.unicodeScalars.split { $0.properties.isWhitespace }
        var text = ""
        for word in words {
            if !text.isEmpty { text.unicodeScalars.append(" ") }
            text.unicodeScalars.append(contentsOf: word)
        }
        return text.utf8.allSatisfy { $0 < 0x80 } ? text : text.precomposedStringWithCanonicalMapping
    }

    /// Whether a name is words of Latin letters with one space between two. Normalisation changes none of the characters
    /// below U+0300 (their NFC_Quick_Check is Yes and they do not combine, Unicode Standard Annex #15).
    private static func isPlain(_ name: String) -> Bool {
        var last = UInt8(ascii: " ")
        for byte in name.utf8 {
            switch byte {
            case 0x20: if last == 0x20 { return false }
            // U+0080 to U+00A0 are controls, next line and the space that does not break.
            case 0x80...0xA0: if last == 0xC2 { return false }
            case 0x21..<0x7F, 0xA1...0xBF, 0xC2...0xCB: break
            default: return false
            }
            last = byte
        }
        return last != 0x20
    }
}
