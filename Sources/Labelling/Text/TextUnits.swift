/// How a text is cut into the units that are compared and voted on.
package struct TextUnits: Sendable, Equatable {
    /// What is voted on.
    package enum Unit: String, Sendable, CaseIterable {
        /// Words between white space.
        case words
        /// Single characters, for scripts without spaces and for codes (`K 000123`).
        case characters
    }

    /// What is voted on.
    package var unit: Unit
    /// Whether `The` and `the` are the same word. The consensus is written as most wrote it.
    package var ignoresCase: Bool
    /// Whether `well,` and `well` are the same word. The consensus is written as most wrote it.
    package var ignoresPunctuation: Bool

    /// Words, compared without regard to case and punctuation unless the parameters say otherwise.
    package init(unit: Unit = .words, ignoresCase: Bool = true, ignoresPunctuation: Bool = true) {
        self.unit = unit
        self.ignoresCase = ignoresCase
        self.ignoresPunctuation = ignoresPunctuation
    }

    /// One unit of a text.
    package struct Token: Sendable, Equatable {
        /// What is compared.
        package var key: String
        /// As it was written.
        package var written: String
    }

    /// What stands between two units of a text.
    var separator: String { unit == .words ? " " : "" }

    /// The units of a text. Punctuation that stands alone belongs to the word before it (at the start, behind it).
    package func tokens(of text: String) -> [Token] {
        let pieces =
            unit == .words
            ? text.split(whereSeparator: \.isWhitespace).map(String.init)
            : text.filter { !$0.isWhitespace }.map(String.init)
        var tokens: [Token] = []
        var leading = ""
        for piece in pieces {
            let key = key(of: piece)
            if !key.isEmpty {
                tokens.append(Token(key: key, written: leading + piece))
                leading = ""
            } else if tokens.isEmpty {
                leading += piece + separator
            } else {
                tokens[tokens.count - 1].written += separator + piece
            }
        }
        return tokens
    }

    /// How many pieces between white space a text has, without taking it apart. It has at most as many words.
    static func wordCount(of text: String) -> Int {
        var count = 0
        var isInWord = false
        for scalar in text.unicodeScalars {
            // Most letters are told apart without a look into the tables of Unicode.
            let isBlank = scalar.value < 0x80 ? scalar.value <= 0x20 : scalar.properties.isWhitespace
            if !isBlank, !isInWord { count += 1 }
            isInWord = !isBlank
        }
        return count
    }

    /// What is compared of a word: small letters, no punctuation but apostrophes and what stands between digits.
    ///
    /// A dash is dropped between letters and kept between digits: `air-tight` is `airtight`, 1854-60 is not 185460.
    package func key(of word: String) -> String {
        let scalars = Array(word.unicodeScalars)
        var key = ""
        for (place, scalar) in scalars.enumerated() {
            if scalar == "'" || scalar == "\u{2019}" {
                // The apostrophe of `don't` is a letter, a quotation mark at the word's end is not.
                let inside = place > 0 && place + 1 < scalars.count && scalars[place + 1].properties.isAlphabetic
                if inside || !ignoresPunctuation { key.append("'") }
                continue
            }
            if ignoresPunctuation, Self.isPunctuation(scalar) {
                let between =
                    place > 0 && place + 1 < scalars.count && scalars[place - 1].properties.numericType != nil
                    && scalars[place + 1].properties.numericType != nil
                if !between { continue }
            }
            if ignoresCase { key += scalar.properties.lowercaseMapping } else { key.unicodeScalars.append(scalar) }
        }
        return key
    }

    /// Marks that separate or enclose. Signs that are read aloud (% & # @ + °) are none.
    private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation: true
        case .otherPunctuation: !["%", "&", "#", "@", "*", "§", "†", "‰"].contains(scalar)
        case .connectorPunctuation: true
        default: false
        }
    }
}
