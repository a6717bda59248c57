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
    package internal(set) var tag: String
    /// What separates the fraction: `.` or `,`.
    package internal(set) var decimalMark: Character
    /// What may stand between groups of three digits. Spaces stand for U+0020, U+00A0, U+2009 and U+202F, `’` also for
    /// U+0027.
    package internal(set) var thousandsMarks: [Character]
    /// The order of dates written with digits, or `nil` where the locale does not settle it.
    package internal(set) var dateOrder: DateOrder?
    /// For each month from January the ways to write it, in lower case, full names first.
    package internal(set) var monthNames: [[String]]
    /// Words that stand for true, in lower case.
    package internal(set) var trueWords: [String]
    /// Words that stand for false, in lower case.
    package internal(set) var falseWords: [String]
    /// The encoding that spreadsheets of this locale write when they do not write Unicode (`windows-1250`).
    package internal(set) var encoding: String
    /// The days of the week from Monday, in lower case: spreadsheets write them in long dates. A date on another day of
    /// the week than it says is not read.
    package internal(set) var weekdayNames: [String]
    /// Words in dates that carry no meaning (`1 de mayo de 2026`, `1er mai`).
    var fillers: [String]
    /// Whether the month may stand before the day (`May 1, 2026`).
    var allowsMonthFirst: Bool
    /// What Excel expects and writes between the cells of a CSV file: `;` wherever the comma is the decimal mark.
    package internal(set) var listSeparator: Character
    /// Words for "year" that may stand behind a date in digits (`1.05.2026 r.`).
    var yearWords: [String] = []

    /// The tags that can be declared.
    package static let supported = [
        "de", "de-CH", "en", "en-GB", "en-US", "es", "es-MX", "fr", "fr-CA", "it", "it-CH", "nl", "pl", "pt",
    ]

    /// The conventions of a tag, or `nil` where it is not supported. A region that writes like another is accepted
    /// (`pl-PL`, `de-AT`, `es-AR`); one about which countries or programs disagree, such as `fr-CH`, is not.
    package static func named(_ tag: String) -> LocaleConventions? {
        switch tag {
        case "de", "de-DE", "de-AT": german
        case "de-CH", "de-LI": swissGerman
        case "en": english(tag, nil)
        case "en-GB", "en-IE", "en-AU", "en-NZ": english(tag, .dayMonthYear)
        case "en-US": english(tag, .monthDayYear)
        case "es", "es-ES", "es-AR", "es-CL", "es-CO": spanish
        case "es-MX", "es-GT", "es-HN", "es-NI", "es-PA", "es-PE", "es-SV": mexican
        case "fr", "fr-FR", "fr-BE": french
        case "fr-CA": canadianFrench
        case "it", "it-IT": italian
        case "it-CH": swissItalian
        case "nl", "nl-NL", "nl-BE": dutch
        case "pl", "pl-PL": polish
        case "pt", "pt-PT", "pt-BR": portuguese
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
