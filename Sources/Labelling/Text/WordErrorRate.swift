/// How far texts are from the truth, in words.
package struct WordErrorRate: Sendable, Equatable {
    /// The texts compared.
    package private(set) var texts = 0
    /// The words of the true texts.
    package private(set) var words = 0
    /// Words inserted, dropped and replaced.
    package private(set) var errors = 0
    private var sumOfRates = 0.0

    /// Nothing compared yet.
    package init() {}

    /// Errors per word over all texts together; `nil` without words.
    package var overall: Double? { words > 0 ? Double(errors) / Double(words) : nil }
    /// The mean of the single texts' rates, in which short texts count as much as long ones; `nil` without texts.
    package var meanOfTexts: Double? { texts > 0 ? sumOfRates / Double(texts) : nil }

    /// Compares a text with the truth. A true text without words counts for nothing.
    package mutating func add(_ text: String, truth: String, units: TextUnits = TextUnits()) {
        var numbers: [String: UInt32] = [:]
        let numbered = { (text: String) -> [UInt32] in
            units.tokens(of: text).map { token in
                let number = numbers[token.key] ?? UInt32(numbers.count)
                numbers[token.key] = number
                return number
            }
        }
        let right = numbered(truth)
        guard !right.isEmpty else { return }
        let distance = WordDistance.between(numbered(text), right)
        texts += 1
        words += right.count
        errors += distance
        sumOfRates += Double(distance) / Double(right.count)
    }
}
