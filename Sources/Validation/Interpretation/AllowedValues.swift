import Observations

/// The values that a field's `enum` allows, compared as the field's type reads them: as a number 1.5 is 1.50.
struct AllowedValues: Sendable {
    /// The values as cells are spelled once they have been read.
    private let spelled: Vocabulary
    /// For numbers the values themselves, ascending; for other types none.
    private let numbers: [ExactDecimal]
    private let nearest: NearestWords
    /// What messages call them.
    let text: String

    /// - Parameter path: where the list stands in the definition.
    /// - Throws: `PlanProblem` where there are none, or where one is no value of the type.
    init(_ vocabulary: Vocabulary, type: FieldType, path: [String]) throws(PlanProblem) {
        if vocabulary.values.isEmpty {
            throw PlanProblem(path, "the list of allowed values is empty", remedy: "Name at least one.")
        }
        var spellings: [String] = []
        var numbers: [ExactDecimal] = []
        for value in vocabulary.values {
            guard let entry = Self.read(value, as: type) else {
                let list = vocabulary.name.map { " in \($0)" } ?? ""
                throw PlanProblem(
                    path, "the allowed value `\(value)`\(list) is no \(type.rawValue)",
                    remedy: "Write it like \(Self.example(of: type)), or make the field a string.")
            }
            spellings.append(entry.spelling)
            if let number = entry.number { numbers.append(number) }
        }
        spelled = Vocabulary(spellings, name: vocabulary.name)
        self.numbers = numbers.sorted()
        nearest = NearestWords(vocabulary)
        text = vocabulary.shortText
    }

    /// What finds the entry that a mistyped value most likely means.
    var suggestions: Suggestions { Suggestions(nearest) }

    /// Whether a cell in its canonical form is one of the values.
    func contains(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        if spelled.index.find(cell) != nil { return true }
        guard !numbers.isEmpty, let number = ExactDecimal(cell) else { return false }
        var (low, high) = (0, numbers.count)
        while low < high {
            let middle = (low + high) / 2
            if numbers[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low < numbers.count && numbers[low] == number
    }

    /// An entry as the type reads it, without a locale: a definition is not written in the language of its files.
    private static func read(_ value: String, as type: FieldType) -> (spelling: String, number: ExactDecimal?)? {
        switch type {
        case .string: return (value, nil)
        case .number, .integer:
            guard let number = ExactDecimal(value), type == .number || number.isWhole else { return nil }
            return (value, number)
        case .boolean:
            var copy = value
            guard let meaning = copy.withUTF8({ WordIndex.booleans(nil).meaning(of: $0) }) else { return nil }
            return (meaning == 1 ? "true" : "false", nil)
        case .date, .datetime, .eventDate:
            guard let reader = try? DateReader(type: type, formats: [], locale: nil) else { return nil }
            var scratch: [UInt8] = []
            var copy = value
            guard case .days(_, let note) = copy.withUTF8({ reader.read($0, into: &scratch) }) else { return nil }
            return (note == nil ? value : String(decoding: scratch, as: UTF8.self), nil)
        }
    }

    private static func example(of type: FieldType) -> String {
        switch type {
        case .string, .integer: "12"
        case .number: "12.5"
        case .boolean: "true"
        case .date, .eventDate: "2026-05-01"
        case .datetime: "2026-05-01T10:30:00Z"
        }
    }
}
