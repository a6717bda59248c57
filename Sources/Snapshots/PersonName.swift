import Foundation

/// How the names of people are compared: after normalisation to NFC, trimming, and collapsing of spaces, and with
/// regard to upper and lower case. Nothing else is merged.
package enum PersonName {
    /// The form in which a name is compared; empty where the name is blank.
    package static func canonical(_ name: String) -> String {
        let words = name.unicodeScalars.split { $0.properties.isWhitespace }
        var text = ""
        for word in words {
            if !text.isEmpty { text.unicodeScalars.append(" ") }
            text.unicodeScalars.append(contentsOf: word)
        }
        return text.utf8.allSatisfy { $0 < 0x80 } ? text : text.precomposedStringWithCanonicalMapping
    }
}
