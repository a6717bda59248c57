import Observations

extension Receipt {
    /// A line about the file itself.
    struct Fact {
        let label: Phrase
        let value: Sentence
    }

    /// What the volunteer may want to compare or to quote.
    func facts(_ language: Language) -> [Fact] {
        func fact(_ text: String) -> Sentence {
            var sentence = Sentence()
            sentence.append(fact: text)
            return sentence
        }
        var facts = [Fact(label: .fileName, value: fact(path))]
        if !submitter.isEmpty { facts.append(Fact(label: .sentBy, value: fact(submitter))) }
        var arrived = language.instant(arrival)
        arrived.append(words: " · ")
        arrived.append(language.say(.submissionNumber, String(sequence)))
        facts.append(Fact(label: .arrived, value: arrived))
        facts.append(Fact(label: .size, value: language.say(.bytes, Int(bytes))))
        facts.append(Fact(label: .checksum, value: fact(digest)))
        return facts
    }
}

/// How a count has changed since a receipt was written.
struct CountChange {
    let label: Phrase
    let before: Int
    let after: Int

    /// The counts that are not what they were.
    static func all(from before: OutcomeCounts, to after: OutcomeCounts) -> [CountChange] {
        [
            CountChange(label: .accepted, before: before.accepted, after: after.accepted),
            CountChange(label: .corrections, before: before.corrections, after: after.corrections),
            CountChange(label: .duplicates, before: before.duplicates, after: after.duplicates),
            CountChange(label: .withdrawals, before: before.withdrawals, after: after.withdrawals),
            CountChange(label: .quarantined, before: before.quarantined, after: after.quarantined),
        ].filter { $0.before != $0.after }
    }
}

extension Language {
    /// The most names that a list shows.
    private static var listLimit: Int { 40 }

    /// Names behind one another.
    func list(_ names: [String]) -> Sentence {
        var list = Sentence()
        for (index, name) in names.prefix(Language.listLimit).enumerated() {
            if index > 0 { list.append(words: ", ") }
            list.append(fact: name)
        }
        if names.count > Language.listLimit { list.append(words: ", … (\(number(names.count)))") }
        return list
    }

    /// The name of a decision about a file, such as `encoding`.
    func say(reading name: String) -> Sentence {
        var sentence = Sentence()
        sentence.append(fact: catalogue.said(name, context: "reading"))
        return sentence
    }
}
