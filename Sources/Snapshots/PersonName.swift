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

    /// Whether a name is ASCII words with one space between two.
    private static func isPlain(_ name: String) -> Bool {
        var wasSpace = true
        for byte in name.utf8 {
            guard (0x20..<0x7F).contains(byte), !(byte == 0x20 && wasSpace) else { return false }
            wasSpace = byte == 0x20
        }
        return !wasSpace
    }
}
