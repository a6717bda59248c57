/// Words of a locale with what they mean: found in lower case, capitalised and in capitals, so that no cell has to be
/// converted.
struct WordIndex: Sendable {
    private var index = ByteIndex()
    private var meanings: [Int32] = []

    /// An index of words in lower case with their meanings. Where a word has two, the first counts.
    init(_ words: [(word: String, meaning: Int32)]) {
        for (word, meaning) in words {
            let capitalised = word.prefix(1).uppercased() + word.dropFirst()
            for form in [word, capitalised, word.uppercased()] where index.insert(form) {
                meanings.append(meaning)
            }
        }
    }

    /// What a word means, or `nil` where it is not known.
    func meaning(of word: UnsafeBufferPointer<UInt8>) -> Int32? { index.find(word).map { meanings[$0] } }

    /// The months, 1…12, of a locale's names.
    static func months(_ locale: LocaleConventions) -> WordIndex {
        WordIndex(
            locale.monthNames.enumerated().flatMap { month, names in names.map { ($0, Int32(month + 1)) } })
    }

    /// The days of the week, 0 being Monday.
    static func weekdays(_ locale: LocaleConventions) -> WordIndex {
        WordIndex(locale.weekdayNames.enumerated().map { ($1, Int32($0)) })
    }

    /// Words that mean nothing in a date.
    static func fillers(_ locale: LocaleConventions) -> WordIndex { WordIndex(locale.fillers.map { ($0, 0) }) }

    /// Words for true (1) and false (0): a locale's, or Frictionless Table Schema's own.
    static func booleans(_ locale: LocaleConventions?) -> WordIndex {
        let trueWords = locale?.trueWords ?? ["true", "1"]
        let falseWords = locale?.falseWords ?? ["false", "0"]
        return WordIndex(trueWords.map { ($0, 1) } + falseWords.map { ($0, 0) })
    }
}
