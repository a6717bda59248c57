import Observations

/// How a language writes a day for people: `20 May 2026`, `20 maja 2026`, `20. Mai 2026`.
///
/// Source: Unicode CLDR 48, Gregorian calendar, date format `long` and the months in it (in the case that a date asks
/// for); French writes the first of a month as an ordinal number.
struct DateStyle: Sendable {
    /// The names of the months, from January.
    let months: [String]
    /// The day, month and year with `{0}`, `{1}` and `{2}`.
    var pattern = "{0} {1} {2}"
    /// How the first of a month is written, where it is not `1`.
    var first = "1"

    /// The day in UTC, in words.
    func day(_ instant: Instant) -> String {
        let parts = instant.day.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, months.indices.contains(parts[1] - 1) else { return instant.day }
        let facts = [parts[2] == 1 ? first : String(parts[2]), months[parts[1] - 1], String(parts[0])]
        return Template(pattern).filled(facts.map { Sentence(words: $0) }).description
    }

    /// The time in UTC: `21:04`.
    static func time(_ instant: Instant) -> String { String(instant.description.dropFirst(11).prefix(5)) }
}
