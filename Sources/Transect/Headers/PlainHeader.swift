/// A header as it is compared with known words: without accents, case, spaces and punctuation.
struct PlainHeader: Sendable {
    /// Its words: `Observer_firstName` has observer, first and name.
    let words: [String]

    /// The words of a header, parted at whatever is no letter or digit and where a capital begins a word.
    init(_ header: String) {
        let scalars = Array(header.unicodeScalars)
        var words: [String] = []
        var word = ""
        func endWord() {
            if !word.isEmpty { words.append(word) }
            word = ""
        }
        for (index, scalar) in scalars.enumerated() {
            // The accent of a letter that is written as two scalars.
            if scalar.properties.generalCategory == .nonspacingMark { continue }
            let letters = Self.plain(scalar)
            if letters.isEmpty || Self.beginsWord(scalars, index) { endWord() }
            word += letters
        }
        endWord()
        self.words = words
    }

    /// All of it as one word.
    var whole: String { words.joined() }

    /// Whether a capital stands behind a small letter or a digit, or is the last of several (`GPSLatitude`).
    private static func beginsWord(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
        guard index > 0, scalars[index].properties.isUppercase else { return false }
        let before = scalars[index - 1].properties
        if before.isLowercase || before.numericType != nil { return true }
        return before.isUppercase && index + 1 < scalars.count && scalars[index + 1].properties.isLowercase
    }

    /// A letter or digit in a–z and 0–9; empty for anything else.
    private static func plain(_ scalar: Unicode.Scalar) -> String {
        var result = ""
        for scalar in scalar.properties.lowercaseMapping.unicodeScalars {
            switch scalar {
            case "a"..."z", "0"..."9": result.unicodeScalars.append(scalar)
            case "ą", "á", "à", "ä", "â", "ã", "å": result += "a"
            case "æ": result += "ae"
            case "ć", "ç": result += "c"
            case "ę", "é", "è", "ë", "ê": result += "e"
            case "í", "ï", "î", "ì": result += "i"
            case "ł": result += "l"
            case "ń", "ñ": result += "n"
            case "ó", "ö", "ô", "ò", "õ", "ø": result += "o"
            case "œ": result += "oe"
            case "ś": result += "s"
            case "ú", "ü", "ù", "û": result += "u"
            case "ź", "ż": result += "z"
            case "ß": result += "ss"
            default: break
            }
        }
        return result
    }
}
