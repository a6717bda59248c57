import Observations

extension Receipt {
    /// The version of the JSON form. It grows when a key changes its meaning or goes; new keys may come at any time.
    package static let jsonVersion = 1

    /// The receipt for programs: every fact as it is, with the messages in the reader's language. The keys stand in
    /// `docs/receipts.md`.
    package func json(in language: Language) -> String {
        let headline = Headline(self, language)
        return JSONFact.object([
            ("receipt", .number(Receipt.jsonVersion)),
            ("language", .string(language.tag)),
            ("project", .string(project)),
            ("submission", .number(Int(sequence))),
            ("path", .string(path)),
            ("submitter", submitter.isEmpty ? .null : .string(submitter)),
            ("arrival", .string(arrival.description)),
            ("bytes", .number(Int(bytes))),
            ("sha256", .string(digest)),
            ("outcome", outcome.json(language)),
            ("answer", .sentence(headline.answer)),
            ("more", .array(headline.more.map { .sentence($0) })),
            ("counts", counts.json),
            ("dropped", .number(dropped)),
            ("problems", .array(problems.map { $0.json(language) })),
            ("problemCount", .number(problemCount)),
            ("mend", mend.map { .object([("file", .string($0.fileName)), ("rows", .number($0.rows))]) } ?? .null),
            ("earlier", .array(earlier.map(\.json))),
            ("parts", .array(parts.map { $0.json(language) })),
            ("reading", .array(reading.map { $0.json(language) })),
            ("unusedColumns", .array(unusedColumns.map { .string($0) })),
            ("missingColumns", .array(missingColumns.map { .string($0) })),
            ("notes", .array(notes.map { $0.json(language) })),
            ("addenda", .array(addenda.map { $0.json(language) })),
        ]).document
    }
}

extension Receipt.FileOutcome {
    fileprivate func json(_ language: Language) -> JSONFact {
        switch self {
        case .taken: .object([("kind", .string("taken"))])
        case .takenInPart: .object([("kind", .string("taken-in-part"))])
        case .readInPart(let problem, let remedy):
            .object([
                ("kind", .string("read-in-part")), ("problem", .sentence(language.say(problem))),
                ("remedy", .sentence(language.say(remedy))),
            ])
        case .refused(let problem, let remedy):
            .object([
                ("kind", .string("refused")), ("problem", .sentence(language.say(problem))),
                ("remedy", .sentence(language.say(remedy))),
            ])
        case .held(let reason):
            .object([("kind", .string("held")), ("reason", .sentence(language.say(reason)))])
        case .repeats(let submission, let path):
            .object([
                ("kind", .string("repeats")), ("submission", .number(Int(submission))), ("path", .string(path)),
            ])
        case .rejected: .object([("kind", .string("rejected"))])
        case .revoked: .object([("kind", .string("revoked"))])
        }
    }
}

extension OutcomeCounts {
    /// The five outcomes, their sum, and how many of the accepted are flagged.
    fileprivate var json: JSONFact {
        .object([
            ("accepted", .number(accepted)), ("corrections", .number(corrections)),
            ("duplicates", .number(duplicates)), ("withdrawals", .number(withdrawals)),
            ("quarantined", .number(quarantined)), ("records", .number(records)), ("flagged", .number(flagged)),
        ])
    }
}

extension Receipt.Problem {
    fileprivate func json(_ language: Language) -> JSONFact {
        let place: StaticString = isRow ? "row" : "record"
        return .object([
            ("part", .optional(part)), (place, .number(Int(row))), ("column", .optional(column)),
            ("value", .optional(value)), ("severity", .string(severity.rawValue)), ("code", .string(message.code)),
            ("message", .sentence(language.say(message))),
        ])
    }
}

extension Receipt.Earlier {
    fileprivate var json: JSONFact {
        .object([
            ("submission", .number(Int(submission))), ("path", .string(path)), ("corrected", .number(corrected)),
            ("unchanged", .number(unchanged)), ("withdrawn", .number(withdrawn)),
        ])
    }
}

extension Receipt.Part {
    fileprivate func json(_ language: Language) -> JSONFact {
        let reason: (problem: Wording, remedy: Wording)? =
            switch outcome {
            case .readInPart(let problem, let remedy), .refused(let problem, let remedy): (problem, remedy)
            default: nil
            }
        return .object([
            ("path", .string(path)), ("records", .number(records)), ("unused", .bool(outcome == nil)),
            ("problem", reason.map { .sentence(language.say($0.problem)) } ?? .null),
            ("remedy", reason.map { .sentence(language.say($0.remedy)) } ?? .null),
            ("outcome", outcome?.json(language) ?? .null),
        ])
    }
}

extension Receipt.Reading {
    fileprivate func json(_ language: Language) -> JSONFact {
        .object([
            ("name", .string(name)), ("value", .sentence(language.say(value))),
            ("reason", .sentence(language.say(reason))),
        ])
    }
}

extension Receipt.Interpretation {
    fileprivate func json(_ language: Language) -> JSONFact {
        .object([
            ("count", .number(count)), ("code", .string(message.code)),
            ("message", .sentence(language.say(message))),
        ])
    }
}

extension Receipt.Addendum {
    fileprivate func json(_ language: Language) -> JSONFact {
        let members: [(StaticString, JSONFact)] = [
            ("at", .string(at.description)), ("cause", .sentence(language.say(cause))), ("before", before.json),
            ("after", after.json), ("part", .optional(part)),
        ]
        return .object(members)
    }
}
