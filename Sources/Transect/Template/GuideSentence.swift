/// The languages in which guides for volunteers are written.
package enum GuideLanguage: String, Sendable, CaseIterable {
    case english = "en"
    case german = "de"
    case spanish = "es"
    case french = "fr"
    case italian = "it"
    case dutch = "nl"
    case polish = "pl"

    /// The language of a locale's tag (`pl-PL`), or `nil` where there is no guide in it.
    init?(tag: String) { self.init(rawValue: String(tag.prefix { $0 != "-" })) }
}

/// One sentence of a guide in all its languages, with `{0}`, `{1}` … where the facts stand. The English sentence is what
/// it is known by.
package struct GuideSentence: Sendable {
    package let english: String
    package let german: String
    package let spanish: String
    package let french: String
    package let italian: String
    package let dutch: String
    package let polish: String

    /// The template in a language.
    package func template(in language: GuideLanguage) -> String {
        switch language {
        case .english: english
        case .german: german
        case .spanish: spanish
        case .french: french
        case .italian: italian
        case .dutch: dutch
        case .polish: polish
        }
    }
}
