/// Which form of a phrase a language uses for a whole number of things.
///
/// Source: Unicode CLDR 48, Language Plural Rules, for integers in digits; the categories in CLDR's order are the forms
/// `msgstr[0]`, `msgstr[1]` … of a catalogue.
package enum PluralRule: Sendable {
    /// English, German, Dutch: one (1), other.
    case oneOther
    /// Spanish and Italian: one (1), many (1000000, 2000000 …, which take “de”, “di”), other.
    case oneManyOther
    /// French: one (0 and 1), many (1000000 …), other.
    case french
    /// Polish: one (1), few (2–4, 22–24 … but not 12–14), many (0, 5–21, 25 …).
    case polish

    /// How many forms there are.
    package var formCount: Int { self == .oneOther ? 2 : 3 }

    /// The form for a number, from 0.
    package func form(for count: Int) -> Int {
        let size = count.magnitude
        switch self {
        case .oneOther: return size == 1 ? 0 : 1
        case .oneManyOther: return size == 1 ? 0 : isMillions(size) ? 1 : 2
        case .french: return size <= 1 ? 0 : isMillions(size) ? 1 : 2
        case .polish:
            if size == 1 { return 0 }
            let isFew = (2...4).contains(size % 10) && !(12...14).contains(size % 100)
            return isFew ? 1 : 2
        }
    }

    private func isMillions(_ size: UInt) -> Bool { size != 0 && size % 1_000_000 == 0 }

    /// The header that a catalogue must have, in gettext's own language.
    package var header: String {
        switch self {
        case .oneOther: "nplurals=2; plural=(n != 1);"
        case .oneManyOther: "nplurals=3; plural=(n == 1) ? 0 : ((n != 0 && n % 1000000 == 0) ? 1 : 2);"
        case .french: "nplurals=3; plural=(n == 0 || n == 1) ? 0 : ((n != 0 && n % 1000000 == 0) ? 1 : 2);"
        case .polish:
            "nplurals=3; plural=(n == 1) ? 0 : ((n%10>=2 && n%10<=4 && (n%100<12 || n%100>14)) ? 1 : 2);"
        }
    }
}
