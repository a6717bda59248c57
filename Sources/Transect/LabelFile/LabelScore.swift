import Labelling
import Observations
import Snapshots

/// How a method does against known answers, in the figures that fit its kind of answers.
struct LabelScore: Sendable {
    /// The method's name.
    let method: String
    private let card: Scorecard
    private let hasConfidence: Bool
    /// Of numbers: how far the consensus is from the truth on average.
    private var absoluteError: Double?
    /// Of texts: words inserted, dropped or replaced, per word of the truth.
    private var wordErrorRate: Double?

    /// The figures of a consensus and, beside it, of the plain method for such answers: majority, median or medoid. A
    /// consensus by the plain method itself stands alone.
    static func besidePlain(
        _ consensus: any QuestionConsensus, against truth: [(subject: [String], label: String)]
    ) throws(LabellingError) -> [LabelScore] {
        let own = LabelScore(consensus, against: truth)
        var rule = consensus.rule
        switch rule.method {
        case .choice(.majority): return [own]
        case .choice: rule.method = .choice(.majority)
        case .answers(let answers):
            var plain = answers
            switch answers.method {
            case .rover: plain.method = .medoid
            case .mean, .precisionWeighted, .logCount: plain.method = .median
            default: return [own]
            }
            rule.method = .answers(plain)
        }
        return [own, LabelScore(try consensus.votes.labelled(by: rule), against: truth)]
    }

    private init(_ consensus: any QuestionConsensus, against truth: [(subject: [String], label: String)]) {
        method = consensus.rule.method.name
        card = Scorecard(of: consensus, against: truth)
        hasConfidence = consensus.fields.contains { $0.suffix == "_confidence" }
        guard case .answers(let answers) = consensus.rule.method else { return }
        switch answers.method.description.kind {
        case .number: absoluteError = Self.absoluteError(consensus, truth)
        case .text: wordErrorRate = Self.wordErrorRate(consensus, truth)
        default: break
        }
    }

    private static func leading(_ consensus: any QuestionConsensus, _ subject: [String]) -> String? {
        consensus.votes.subject(named: subject).flatMap { consensus.subject($0).leading }
    }

    private static func absoluteError(
        _ consensus: any QuestionConsensus, _ truth: [(subject: [String], label: String)]
    ) -> Double? {
        var sum = 0.0
        var count = 0
        for (subject, label) in truth {
            guard let found = leading(consensus, subject).flatMap(NumberText.value),
                let right = NumberText.value(of: label)
            else { continue }
            sum += abs(found - right)
            count += 1
        }
        return count > 0 ? sum / Double(count) : nil
    }

    private static func wordErrorRate(
        _ consensus: any QuestionConsensus, _ truth: [(subject: [String], label: String)]
    ) -> Double? {
        var rate = WordErrorRate()
        for (subject, label) in truth {
            if let found = leading(consensus, subject) { rate.add(found, truth: label) }
        }
        return rate.meanOfTexts
    }

    /// How often it is right, in every byte.
    var accuracy: Accuracy { card.accuracy }

    /// The names of what is measured where answers are more or less right.
    static let errorNames = ["mean absolute error", "word error rate"]

    /// One of these; `nil` where it does not fit the answers.
    func error(_ name: String) -> Double? { name == Self.errorNames[0] ? absoluteError : wordErrorRate }

    /// The figures for people, the same for every method of a kind.
    var figures: [(name: String, text: String)] {
        let text = { (value: Double?) in value.map { decimals($0, 4) } ?? "–" }
        var figures = [("accuracy", text(card.accuracy.share)), ("macro F1", text(card.macroF1))]
        if absoluteError != nil || wordErrorRate != nil { figures = [("exactly right", text(card.accuracy.share))] }
        if let absoluteError { figures.append((Self.errorNames[0], text(absoluteError))) }
        if let wordErrorRate { figures.append((Self.errorNames[1], text(wordErrorRate))) }
        if hasConfidence { figures.append(("calibration error", text(card.calibrationError))) }
        return figures + [
            ("scored", "\(card.accuracy.scored)"), ("published", "\(card.accuracy.published)"),
            ("right among published", text(card.accuracy.publishedShare)),
        ]
    }

    /// Everything for programs.
    var json: JSONValue {
        let number = { (value: Double?) in value.map { JSONValue.number("\($0)") } }
        return .object(
            ("method", .string(method)), ("accuracy", number(card.accuracy.share)), ("macroF1", number(card.macroF1)),
            ("calibrationError", hasConfidence ? number(card.calibrationError) : nil),
            ("meanAbsoluteError", number(absoluteError)), ("wordErrorRate", number(wordErrorRate)),
            ("scored", .integer(card.accuracy.scored)), ("unknown", .integer(card.accuracy.unknown)),
            ("published", .integer(card.accuracy.published)),
            ("publishedRight", .integer(card.accuracy.publishedRight)),
            (
                "reliability",
                hasConfidence
                    ? .array(
                        card.bins.map { bin in
                            let count = Double(max(bin.count, 1))
                            return .object(
                                ("subjects", .integer(bin.count)),
                                ("confidence", bin.count == 0 ? nil : number(bin.confidence / count)),
                                ("accuracy", bin.count == 0 ? nil : number(bin.points / count)))
                        }) : nil
            ))
    }
}
