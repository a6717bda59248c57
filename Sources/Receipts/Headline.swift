import Observations

/// The answer to the question with which a volunteer opens a receipt: did it work?
struct Headline {
    /// How it went.
    enum Tone {
        /// Everything is well.
        case good
        /// Something is left to do.
        case partly
        /// Nothing could be used.
        case bad
        /// Somebody else has to do something.
        case waiting

        /// Its class in the style sheet.
        var name: StaticString {
            switch self {
            case .good: "good"
            case .partly: "partly"
            case .bad: "bad"
            case .waiting: "waiting"
            }
        }
    }

    let tone: Tone
    /// The answer.
    let answer: Sentence
    /// What there is to add: reasons, what to do, thanks.
    private(set) var more: [Sentence] = []

    /// The answer of a receipt.
    init(_ receipt: Receipt, _ language: Language) {
        let counts = receipt.counts
        switch receipt.outcome {
        case .taken:
            (tone, answer) = Headline.taken(counts, language)
        case .readInPart(let problem, let remedy):
            tone = .partly
            answer = language.say(.inPart)
            more = Headline.reasons(problem, remedy, language)
        case .takenInPart:
            let isNothing = counts.quarantined == counts.records
            tone = isNothing ? .bad : .partly
            answer = language.say(isNothing ? .noneTaken : .notAllParts)
            more = [language.say(.eachPart)]
        case .refused(let problem, let remedy):
            tone = .bad
            answer = language.say(.refused)
            more = Headline.reasons(problem, remedy, language)
        case .held(let reason):
            tone = .waiting
            answer = language.say(.held)
            more = [language.say(.whyHeld, language.say(reason))]
        case .repeats(let submission, let path):
            tone = .good
            answer = language.say(.repeats, path, String(submission))
        case .rejected:
            tone = .bad
            answer = language.say(.rejected)
            more = [language.say(.askProject)]
        case .revoked:
            tone = .bad
            answer = language.say(.revoked)
            more = [language.say(.askProject)]
        }
        // Of a held file all that has not happened yet.
        if tone != .waiting {
            if counts.quarantined > 0 { more.append(language.say(.needMending, counts.quarantined)) }
            if counts.flagged > 0 { more.append(language.say(.flagged, counts.flagged)) }
            if receipt.dropped > 0 { more.append(language.say(.dropped, receipt.dropped)) }
        }
        more.append(language.say(closing(receipt.outcome)))
    }

    private static func taken(_ counts: OutcomeCounts, _ language: Language) -> (Tone, Sentence) {
        let records = counts.records
        if records == 0 { return (.bad, language.say(.noRecords)) }
        if counts.quarantined == records { return (.bad, language.say(.noneTaken)) }
        if counts.quarantined > 0 {
            let rest = language.number(records - counts.quarantined)
            return (.partly, language.say(.someTaken, rest, language.number(records)))
        }
        if counts.duplicates == records { return (.good, language.say(.nothingNew)) }
        return (.good, language.say(.allTaken, records))
    }

    /// The thanks. Where somebody has decided about the file, or may have about what is in it, no repair is promised to help.
    private func closing(_ outcome: Receipt.FileOutcome) -> Phrase {
        switch outcome {
        case .rejected, .revoked, .takenInPart: .thanks
        default: tone == .bad ? .thanksForTrying : .thanks
        }
    }

    /// What is wrong with a file, and what to do.
    static func reasons(_ problem: Wording, _ remedy: Wording, _ language: Language) -> [Sentence] {
        [
            language.say(.whatIsWrong, language.say(problem)),
            language.say(.whatToDo, language.say(remedy)),
        ]
    }
}
