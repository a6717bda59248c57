import Observations

/// A language in which receipts can be written.
package struct Language: Sendable {
    /// Its BCP 47 tag, such as `pl`.
    package let tag: String
    /// Its own name for itself.
    package let name: String
    /// Which form counted phrases take.
    package let plurals: PluralRule
    /// Its translations; English has none.
    package let catalogue: Catalogue
    let numbers: NumberStyle
    let dates: DateStyle

    /// English, in which everything stands in the program itself.
    package static let english = Language(
        tag: "en", name: "English", plurals: .oneOther, catalogue: Catalogue(), numbers: NumberStyle(mark: ","),
        dates: DateStyle(months: [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]))

    /// All languages, English first.
    package static let all = [english, polish, italian, spanish, dutch, german, french]

    /// The language of a BCP 47 tag: `pl`, and `pt-BR` as `pt` where there is nothing closer. `nil` where receipts do
    /// not speak it.
    package init?(tag: String) {
        // One by one, since a language reads its translations when it is first asked for.
        switch tag.prefix(while: { $0 != "-" }).lowercased() {
        case "en": self = .english
        case "pl": self = .polish
        case "it": self = .italian
        case "es": self = .spanish
        case "nl": self = .dutch
        case "de": self = .german
        case "fr": self = .french
        default: return nil
        }
    }

    init(tag: String, name: String, plurals: PluralRule, catalogue: Catalogue, numbers: NumberStyle, dates: DateStyle) {
        self.tag = tag
        self.name = name
        self.plurals = plurals
        self.catalogue = catalogue
        self.numbers = numbers
        self.dates = dates
    }
}

extension Language {
    /// Says a sentence that was made elsewhere.
    package func say(_ wording: Wording, context: String? = nil) -> Sentence {
        wording.said { catalogue.said($0, context: context) }
    }

    /// Says what a rule has found.
    package func say(_ message: Receipt.Message) -> Sentence {
        let arguments = message.arguments.enumerated().map { place, argument in
            RuleArgument.said(argument, at: place, of: message.code, in: self)
        }
        return Template(catalogue.said(message.wording, context: message.code))
            .message(field: message.field, value: message.value, arguments: arguments)
    }

    /// Says a phrase of the receipts.
    package func say(_ phrase: Phrase, _ facts: String...) -> Sentence {
        Template(catalogue.said(phrase.rawValue)).filled(facts.map(Language.fact))
    }

    /// Says a phrase of the receipts in which another sentence stands.
    package func say(_ phrase: Phrase, _ fact: Sentence) -> Sentence {
        Template(catalogue.said(phrase.rawValue)).filled([fact])
    }

    /// Says how many; `{0}` is the number, and facts follow.
    package func say(_ phrase: CountedPhrase, _ count: Int, _ facts: String...) -> Sentence {
        template(phrase, count).filled(([number(count)] + facts).map(Language.fact))
    }

    /// Says how many; `{0}` is the number, and another sentence stands behind it.
    package func say(_ phrase: CountedPhrase, _ count: Int, _ fact: Sentence) -> Sentence {
        template(phrase, count).filled([Language.fact(number(count)), fact])
    }

    /// The form of a counted phrase for a number.
    private func template(_ phrase: CountedPhrase, _ count: Int) -> Template {
        let english = PluralRule.oneOther.form(for: count) == 0 ? phrase.one : phrase.other
        return Template(catalogue.said(phrase.one, form: plurals.form(for: count)) ?? english)
    }

    /// A phrase without facts, as text.
    package func words(_ phrase: Phrase) -> String { catalogue.said(phrase.rawValue) }

    /// A number as people write it: `12,345`.
    package func number(_ number: Int) -> String { numbers.text(number) }

    /// A day as people write it, in UTC: `20 May 2026`.
    package func day(_ instant: Instant) -> String { dates.day(instant) }

    /// A day and a time of it, in UTC: `20 May 2026, 21:04 UTC`.
    package func instant(_ instant: Instant) -> Sentence { say(.instant, day(instant), DateStyle.time(instant)) }

    private static func fact(_ text: String) -> Sentence {
        var fact = Sentence()
        fact.append(fact: text)
        return fact
    }
}
