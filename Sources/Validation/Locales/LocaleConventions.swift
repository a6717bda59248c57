import Observations

/// The order of day, month and year in dates that are written with digits alone.
package enum DateOrder: String, Sendable {
    /// 1.5.2026 is the first of May.
    case dayMonthYear
    /// 5/1/2026 is the first of May.
    case monthDayYear
}

/// How people of a language and region write numbers, dates and yes or no, as a source declares it.
///
/// Nothing here is ever guessed from a cell or from a column: what reads one way in one file must not read another way
/// in the next. Without a declared locale only plain numbers (`1234.5`) and ISO 8601 dates are read, and whatever could
/// be read in two ways is a finding (`ambiguous-number`, `ambiguous-date`).
///
/// `en` alone says nothing about the order of day and month: declare `en-GB` or `en-US`, or a `format`. Its numbers and
/// its names of months are read. Month names and decimal marks follow Unicode CLDR.
package struct LocaleConventions: Sendable {
    /// The tag (`pl`, `en-GB`).
    package let tag: String
    /// What separates the fraction: `.` or `,`.
    package let decimalMark: Character
    /// What may stand between groups of three digits. Spaces stand for U+0020, U+00A0, U+2009 and U+202F.
    package let thousandsMarks: [Character]
    /// The order of dates written with digits, or `nil` where the locale does not settle it.
    package let dateOrder: DateOrder?
    /// For each month from January the ways to write it, in lower case, full names first.
    package let monthNames: [[String]]
    /// Words that stand for true, in lower case.
    package let trueWords: [String]
    /// Words that stand for false, in lower case.
    package let falseWords: [String]
    /// The encoding that spreadsheets of this locale write when they do not write Unicode (`windows-1250`).
    package let encoding: String
    /// Words in dates that carry no meaning (`1 de mayo de 2026`, `1er mai`).
    let fillers: [String]
    /// Whether the month may stand before the day (`May 1, 2026`).
    let allowsMonthFirst: Bool

    /// The tags that can be declared.
    package static let supported = ["de", "en", "en-GB", "en-US", "es", "fr", "it", "nl", "pl"]

    /// The conventions of a tag, or `nil` where it is not supported. A region that writes like the language's own is
    /// accepted (`pl-PL`, `de-AT`); one that does not, such as `es-MX` or `de-CH`, is not.
    package static func named(_ tag: String) -> LocaleConventions? {
        switch tag {
        case "de", "de-DE", "de-AT": german
        case "en": english(tag, nil)
        case "en-GB", "en-IE": english(tag, .dayMonthYear)
        case "en-US": english(tag, .monthDayYear)
        case "es", "es-ES": spanish
        case "fr", "fr-FR", "fr-BE": french
        case "it", "it-IT": italian
        case "nl", "nl-NL", "nl-BE": dutch
        case "pl", "pl-PL": polish
        default: nil
        }
    }

    /// Everyday words for true and false, for messages: `tak or nie`. They stand before the digit at the end.
    var exampleBooleans: String {
        "\(trueWords.dropLast().last ?? "true") or \(falseWords.dropLast().last ?? "false")"
    }

    /// A number as it is written here, for messages: `1.234,5`.
    var exampleNumber: String { "1\(thousandsMarks.first.map(String.init) ?? "")234\(decimalMark)5" }
}
