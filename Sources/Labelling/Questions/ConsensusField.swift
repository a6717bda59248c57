import Observations

/// A column of a question in `consensus.csv` or beside a contributor: its name, what it holds and what it means.
package struct ConsensusField: Sendable, Equatable {
    /// What the cells are.
    package enum Kind: Sendable { case text, number, integer }

    /// What follows the question's name: `_votes`; nothing for the consensus itself.
    package var suffix: String
    /// What the cells are.
    package var kind: Kind
    /// What the column means, in a sentence or two.
    package var meaning: String
    /// The least number that can stand in it.
    package var minimum: String?
    /// The greatest number that can stand in it.
    package var maximum: String?
    /// The only texts that can stand in it.
    package var values: [String]?

    /// A column of those parts.
    package init(
        _ suffix: String, _ kind: Kind, _ meaning: String, minimum: String? = nil, maximum: String? = nil,
        values: [String]? = nil
    ) {
        (self.suffix, self.kind, self.meaning) = (suffix, kind, meaning)
        (self.minimum, self.maximum, self.values) = (minimum, maximum, values)
    }

    /// A column of probabilities or shares.
    static func share(_ suffix: String, _ meaning: String) -> ConsensusField {
        ConsensusField(suffix, .number, meaning, minimum: "0", maximum: "1")
    }

    /// A column of counts.
    static func count(_ suffix: String, _ meaning: String) -> ConsensusField {
        ConsensusField(suffix, .integer, meaning, minimum: "0")
    }

    /// `Q_status`, the same for all kinds of answers.
    static let status = ConsensusField(
        "_status", .text,
        """
        expert: decided by an expert; insufficient: fewer votes than the question asks; agreed: its thresholds are met; \
        contested: they are not, or answers are tied.
        """, values: ConsensusStatus.allCases.map(\.rawValue))

    /// `Q_unsure`, where the question declares answers that mean it.
    static let unsure = ConsensusField.count("_unsure", "Votes that say that the contributor cannot tell.")

    /// `Q_skipped`, where the question declares answers that mean it.
    static let skipped = ConsensusField.count("_skipped", "Contributors who were asked and passed on.")
}

/// Numbers that have been measured, as they are published.
package enum NumberCell {
    /// At most six decimals, halves to the even one, and no zeros at the end: `12`, `0.5`, `10.633289`.
    ///
    /// Numbers of 10¹² and more, whose sixth decimal means nothing, are written as the shortest text that reads back
    /// as the same number.
    package static func text(_ number: Double) -> String {
        guard number.magnitude < 1e12 else { return "\(number)" }
        let millionths = Int((number.magnitude * 1e6).rounded(.toNearestOrEven))
        var text = number < 0 && millionths > 0 ? "-" : ""
        text += String(millionths / 1_000_000)
        var rest = millionths % 1_000_000
        guard rest > 0 else { return text }
        var digits = 6
        while rest % 10 == 0 { (rest, digits) = (rest / 10, digits - 1) }
        let decimals = String(rest)
        return text + "." + String(repeating: "0", count: digits - decimals.count) + decimals
    }

    /// A probability or share with six decimals; what is below 1 is never shown as 1.
    package static func share(_ share: Double) -> String {
        let millionths = Millionths.rounding(share)
        let decimals = String(millionths % 1_000_000)
        return "\(millionths / 1_000_000)." + String(repeating: "0", count: 6 - decimals.count) + decimals
    }
}
