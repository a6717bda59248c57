/// Reads single cells as a run reads those of a source with a locale, or with none: for guesses about a file whose source
/// nobody has declared yet.
package struct CellReading: Sendable {
    private let numbers: NumberGrammar
    private let dates: DateReader?

    /// - Parameter locale: the locale that the source would declare, or `nil`.
    package init(locale: LocaleConventions?) {
        numbers = NumberGrammar(locale)
        // Only a format can be wrong, and there is none.
        dates = try? DateReader(type: .eventDate, formats: [], locale: locale)
    }

    /// The number in a cell, or `nil` where a field of type number would refuse it.
    package func number(_ cell: String) -> Double? {
        var text = Whitespace.trimmed(cell)
        return text.withUTF8 { bytes -> Double? in
            var scratch: [UInt8] = []
            guard case .number(let value, _) = numbers.read(bytes, into: &scratch) else { return nil }
            return value
        }
    }

    /// The whole number in a cell, or `nil` where it has none.
    package func integer(_ cell: String) -> Double? {
        guard let value = number(cell), value == value.rounded(), abs(value) < 1e18 else { return nil }
        return value
    }

    /// Whether a field of type eventDate would take a cell.
    package func isEventDate(_ cell: String) -> Bool {
        var text = Whitespace.trimmed(cell)
        guard !text.isEmpty, let dates else { return false }
        return text.withUTF8 { bytes -> Bool in
            var scratch: [UInt8] = []
            if case .days = dates.read(bytes, into: &scratch) { return true }
            return false
        }
    }
}
