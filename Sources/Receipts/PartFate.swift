import Observations

extension Receipt.Part {
    /// What became of a member of an archive that a source takes, where more is to be said than that it was read; else
    /// empty.
    func fate(_ language: Language) -> [Sentence] {
        switch outcome {
        case nil, .taken, .takenInPart: []
        case .readInPart(let problem, let remedy), .refused(let problem, let remedy):
            Headline.reasons(problem, remedy, language)
        case .held(let reason): [language.say(.held), language.say(.whyHeld, language.say(reason))]
        case .repeats(let submission, let path): [language.say(.repeats, path, String(submission))]
        case .rejected: [language.say(.rejected)]
        case .revoked: [language.say(.revoked)]
        }
    }
}

extension Receipt.Addendum {
    /// When it was, of which member of an archive, and why.
    func opening(_ language: Language) -> Sentence {
        var sentence = Sentence(words: language.day(at))
        if let part {
            sentence.append(words: ", ")
            sentence.append(fact: part)
        }
        sentence.append(words: ": ")
        sentence.append(language.say(cause))
        return sentence
    }
}
