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
    var type: String
    /// What makes the type a doubtful one, for a comment: the header says more than the values are.
    var doubt: String?
    /// Whether it may tell who or where somebody is, so that it stays in the store until a person decides.
    var isWithheld = false

    /// The constraints of its field as YAML; empty for none.
    var constraints: String {
        guard let typed = TypedTerm.named(term), typed.type == type else { return "" }
        return typed.constraints
    }

    /// The columns of an example, each with a term of its own.
    static func all(_ example: ExampleFile, _ guess: HeaderGuess, _ locale: LocaleGuess) -> [SketchColumn] {
        var taken = Set(guess.columns.compactMap(\.term)).union(PublicView.reservedTerms.map(\.name))
        let readings = locale.readings
        return example.fields.enumerated().map { index, header in
            let guessed = guess.columns[index]
            let plain = plainTerm(header)
            var term = guessed.term ?? plain
            var number = 2
            while guessed.term == nil, !taken.insert(term).inserted {
                term = "\(plain)_\(number)"
                number += 1
            }
            let values = example.values(of: index)
            var column = SketchColumn(name: header, term: term, type: "string")
            if let typed = TypedTerm.named(term) {
                if let misfit = typed.misfit(among: values, readings) {
                    column.doubt = "not all \(typed.values), such as “\(YAMLText.onOneLine(misfit).prefix(40))”"
                } else {
                    column.type = typed.type
                }
            } else if !textTerms.contains(term) {
                column.type = fieldType(of: values, locale.settled)
            }
            // Nobody knows what a text says in letters that were guessed, or under a header in an unknown script.
            let isObscure = column.type == "string" && (!example.isCodePageKnown || isUnreadable(header))
            column.isWithheld =
                guessed.mayTell
                || term != "recordedBy"
                    && (isObscure || PersonalValues.mayTell(values)
                        || !isNumberOrName(header, term) && PersonalValues.areTelephoneNumbers(values))
            return column
        }
    }

    /// Terms that are texts even where they look like numbers.
    private static let textTerms = ["occurrenceID", "recordedBy", "scientificName", "eventID"]

    /// Whether a header is known to stand over numbers, dates or names of things, which may look like telephone numbers.
    private static func isNumberOrName(_ header: String, _ term: String) -> Bool {
        if TypedTerm.named(term) != nil || textTerms.contains(term) || DarwinCore.iri(of: Term(header)) != nil {
            return true
        }
        return ["id", "ids", "uuid", "key", "barcode"].contains(PlainHeader(header).words.last)
    }

    /// Whether a header has letters, and none that the known words are written with.
    private static func isUnreadable(_ header: String) -> Bool {
        PlainHeader(header).words.isEmpty && header.contains(where: \.isLetter)
    }

    /// A header as a term: the header itself without what would need quotes.
    private static func plainTerm(_ header: String) -> String {
        let words = header.split { !($0.isLetter || $0.isNumber || $0 == "_") }
        return words.isEmpty ? "column" : words.joined(separator: "_")
    }

    /// The type that all values have, text if in doubt.
    private static func fieldType(of values: [String], _ locale: LocaleConventions?) -> String {
        let reading = CellReading(locale: locale)
        let decimalMark = locale?.decimalMark ?? "."
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
}
