import Formats
import Observations
import Snapshots
import Validation

/// A column of an example, and what becomes of it in the dataset.
struct SketchColumn {
    /// The header.
    let name: String
    /// The term that it becomes.
    let term: String
    /// The type of the field.
    let type: String
    /// Whether it may tell who or where somebody is, so that it stays in the store until a person decides.
    var isWithheld = false

    /// The columns of an example, each with a term of its own.
    static func all(_ example: ExampleFile, _ guess: HeaderGuess, _ locale: LocaleConventions?) -> [SketchColumn] {
        var taken = Set(guess.columns.compactMap(\.term)).union(PublicView.reservedTerms.map(\.name))
        let reading = CellReading(locale: locale)
        return example.fields.enumerated().map { index, header in
            let column = guess.columns[index]
            let plain = plainTerm(header)
            var term = column.term ?? plain
            var number = 2
            while column.term == nil, !taken.insert(term).inserted {
                term = "\(plain)_\(number)"
                number += 1
            }
            let values = example.values(of: index)
            return SketchColumn(
                name: header, term: term,
                type: fieldType(of: values, term: term, reading, decimalMark: locale?.decimalMark ?? "."),
                isWithheld: column.mayTell || term != "recordedBy" && areMailAddresses(values))
        }
    }

    /// A header as a term: the header itself without what would need quotes.
    private static func plainTerm(_ header: String) -> String {
        let words = header.split { !($0.isLetter || $0.isNumber || $0 == "_") }
        return words.isEmpty ? "column" : words.joined(separator: "_")
    }

    /// The type that all values have, text if in doubt. Terms with a known type tell it themselves.
    private static func fieldType(
        of values: [String], term: String, _ reading: CellReading, decimalMark: Character
    ) -> String {
        switch term {
        case "eventDate": return "eventDate"
        case "decimalLatitude", "decimalLongitude", "coordinateUncertaintyInMeters": return "number"
        case "individualCount": return "integer"
        case "occurrenceID", "recordedBy", "scientificName", "eventID": return "string"
        default: break
        }
        guard !values.isEmpty, values.allSatisfy({ isNumber($0, reading, decimalMark) }) else { return "string" }
        let areWhole = values.allSatisfy { !$0.contains(decimalMark) && reading.integer($0) != nil }
        return areWhole ? "integer" : "number"
    }

    /// Whether a value is a number and nothing that only looks like one: `007` is a name, `12E4` a square of a map, and
    /// `+48 123 456 789` reaches somebody.
    private static func isNumber(_ value: String, _ reading: CellReading, _ decimalMark: Character) -> Bool {
        let digits = value.drop { $0 == "-" || $0.isWhitespace }
        let second = digits.dropFirst().first
        let hasLeadingZero = digits.first == "0" && second.map { $0.isNumber } ?? false
        return reading.number(value) != nil && !hasLeadingZero && !value.contains { $0 == "+" || $0.isLetter }
    }

    /// Whether most values look like addresses of e-mail.
    private static func areMailAddresses(_ values: [String]) -> Bool {
        let alike = values.filter { value in
            let parts = value.split(separator: "@", omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, !value.contains(" ") else { return false }
            return parts[1].contains(".") && !parts[1].hasPrefix(".") && !parts[1].hasSuffix(".")
        }
        return alike.count * 2 > values.count
    }
}
