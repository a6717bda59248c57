import Observations
import Validation

/// The locale in which an example is written, as far as its headers and values settle it. Nobody is told a locale that
/// the values do not ask for: declared, it changes how numbers are read.
struct LocaleGuess {
    /// A value that is not read without a locale.
    struct Witness {
        let header: String
        let value: String
    }

    /// The locale to declare, or `nil` where that is not settled.
    private(set) var settled: LocaleConventions?
    /// Where it is not settled, the tags that come into question; empty for any.
    private(set) var candidates: [String] = []
    /// The first value that asks for a locale, if there is one.
    private(set) var witness: Witness?

    /// Nothing known.
    init() {}

    /// A guess from an example.
    init(_ example: ExampleFile, _ guess: HeaderGuess) {
        let tags = LocaleConventions.supported.filter { tag in
            GuideLanguage(tag: tag).map(guess.languages.contains) ?? false
        }
        candidates = guess.languages.flatMap { $0 == .english ? ["en-GB", "en-US"] : [$0.rawValue] }
        let values = Self.values(example, guess)
        let locales = Self.supported
        let readings = locales.map { CellReading(locale: $0) }
        let plain = CellReading(locale: nil)
        let asking = values.filter { value in
            value.read(by: plain) == nil && readings.contains { value.read(by: $0) != nil }
        }
        guard let first = asking.first else { return }
        witness = Witness(header: first.header, value: first.cell)
        // What is read without a locale must mean the same, and what any locale reads must be read: then no value speaks
        // against a locale.
        let fitting = zip(locales, readings).filter { _, reading in
            asking.allSatisfy { $0.read(by: reading) != nil }
                && values.allSatisfy { value in value.read(by: plain).map { $0 == value.read(by: reading) } ?? true }
        }.map(\.0)
        let ours = fitting.filter { tags.contains($0.tag) }
        candidates = (ours.isEmpty ? fitting : ours).map(\.tag)
        guard guess.languages.count == 1, let best = ours.first else { return }
        // Where no day above the twelfth tells, day and month could be either way round.
        if best.dateOrder == nil || Set(ours.compactMap(\.dateOrder)).count == 1 { settled = best }
    }

    /// The ways in which cells may have to be read: by the settled locale, else by none or any in question.
    var readings: [CellReading] {
        if let settled { return [CellReading(locale: settled)] }
        guard !candidates.isEmpty else { return Self.allReadings }
        return [CellReading(locale: nil)]
            + candidates.map { CellReading(locale: LocaleConventions.named($0)) }
    }

    /// Every way in which cells can be read.
    static var allReadings: [CellReading] {
        [CellReading(locale: nil)] + supported.map { CellReading(locale: $0) }
    }

    private static var supported: [LocaleConventions] {
        LocaleConventions.supported.compactMap { LocaleConventions.named($0) }
    }

    /// A value of a column that is guessed to hold numbers or dates.
    private struct Value {
        let header: String
        let term: TypedTerm
        let cell: String

        func read(by reading: CellReading) -> Double? { term.read(cell, by: reading) }
    }

    private static func values(_ example: ExampleFile, _ guess: HeaderGuess) -> [Value] {
        guess.columns.enumerated().flatMap { index, column -> [Value] in
            guard let term = column.term.flatMap({ TypedTerm.named($0) }), !column.mayTell else { return [] }
            return example.values(of: index).map { Value(header: example.fields[index], term: term, cell: $0) }
        }
    }
}
