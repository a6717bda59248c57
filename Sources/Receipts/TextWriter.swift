import Observations

/// Plain text as it is written for a person: headings, lists, and numbers under one another.
struct TextWriter {
    let language: Language
    private(set) var text = ""

    init(language: Language) { self.language = language }

    /// Text from elsewhere on a line of its own.
    mutating func line(_ value: String) {
        if !value.isEmpty { text += ShownValue(value).text + "\n" }
    }

    /// A sentence on a line of its own.
    mutating func line(_ sentence: Sentence) { text += shown(sentence) + "\n" }

    /// An empty line.
    mutating func blank() { text += "\n" }

    /// A heading with a line under it.
    mutating func title(_ phrase: Phrase) {
        let words = language.words(phrase)
        text += "\n" + words + "\n" + String(repeating: "-", count: words.count) + "\n"
    }

    /// An item of a list.
    mutating func item(_ sentence: Sentence, isShortened: Bool = true) {
        text += "* " + shown(sentence, limit: isShortened ? ShownValue.limit : ShownValue.longLimit) + "\n"
    }

    /// What belongs to the item before.
    mutating func indented(_ sentence: Sentence) { text += "  " + shown(sentence) + "\n" }

    /// Numbers under one another, with their sum.
    mutating func numbers(_ rows: [(Int, String)], total: (Int, String)? = nil) {
        let all = (rows + (total.map { [$0] } ?? [])).map { (language.number($0.0), $0.1) }
        let width = all.map(\.0.count).max() ?? 0
        func line(_ row: (String, String)) -> String {
            "  " + String(repeating: " ", count: width - row.0.count) + row.0 + "  " + row.1 + "\n"
        }
        for row in all.prefix(rows.count) { text += line(row) }
        if total != nil, let last = all.last {
            text += "  " + String(repeating: "-", count: width) + "\n" + line(last)
        }
    }

    /// Facts come from strangers: they are made visible and shortened.
    private func shown(_ sentence: Sentence, limit: Int = ShownValue.limit) -> String {
        sentence.pieces.reduce(into: "") { line, piece in
            switch piece {
            case .words(let words): line += words
            case .fact(let fact): line += ShownValue(fact, limit: limit).text
            }
        }
    }
}
