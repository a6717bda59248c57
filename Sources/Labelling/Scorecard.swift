/// A consensus measured against known answers: how often it is right, for every label alike, and whether its confidence
/// means what it says.
///
/// As in `Accuracy` the front runner counts, whether or not it is published; of n labels that are tied each counts 1/n.
package struct Scorecard: Sendable {
    /// How often the front runner is right, and the published label.
    package let accuracy: Accuracy
    /// The mean over all labels, those that are true or lead somewhere, of the harmonic mean of precision and recall;
    /// `nil` where nothing was scored. Rare labels weigh as much as common ones.
    package let macroF1: Double?
    /// The scored subjects by confidence, and how many of them are right.
    package let confidence: ConfidenceBins

    /// By confidence, from 0 to 1 in tenths.
    package var bins: [ConfidenceBins.Bin] { confidence.bins }
    /// Expected calibration error (`ConfidenceBins`); `nil` where nothing was scored.
    package var calibrationError: Double? { confidence.calibrationError }

    /// Scores a consensus: for each known answer the subject's name, one string per subject term, and the right label.
    package init(of consensus: any QuestionConsensus, against truth: [(subject: [String], label: String)]) {
        accuracy = Accuracy(of: consensus, against: truth)
        var labels = LabelTally()
        var bins = ConfidenceBins()
        for (name, label) in truth {
            guard let number = consensus.votes.subject(named: name) else { continue }
            let subject = consensus.subject(number)
            guard subject.votes > 0 else { continue }
            let front = subject.leading.map { [$0] } ?? subject.tied
            labels.count(truth: label, front: front)
            let isRight = front.contains { $0.utf8.elementsEqual(label.utf8) }
            bins.add(confidence: subject.confidence ?? 0, points: isRight ? 1 / Double(front.count) : 0)
        }
        confidence = bins
        macroF1 = labels.macroF1
    }

    /// A consensus and, beside it, the plain majority of the same votes under the same thresholds.
    package static func besideMajority(
        _ consensus: any QuestionConsensus, against truth: [(subject: [String], label: String)]
    ) -> (method: Scorecard, majority: Scorecard) {
        (Scorecard(of: consensus, against: truth), Scorecard(of: consensus.majority, against: truth))
    }
}

/// For every label how often it is true, how often it leads, and how often both.
private struct LabelTally {
    private struct Count {
        var truth = 0.0
        var front = 0.0
        var both = 0.0
    }

    /// In the order of first appearance.
    private var counts: [Count] = []
    private var places: [[UInt8]: Int] = [:]

    mutating func count(truth: String, front: [String]) {
        let right = place(truth)
        counts[right].truth += 1
        for label in front {
            let place = place(label)
            counts[place].front += 1 / Double(front.count)
            if place == right { counts[place].both += 1 / Double(front.count) }
        }
    }

    private mutating func place(_ label: String) -> Int {
        let name = Array(label.utf8)
        if let place = places[name] { return place }
        places[name] = counts.count
        counts.append(Count())
        return counts.count - 1
    }

    var macroF1: Double? {
        guard !counts.isEmpty else { return nil }
        var sum = 0.0
        for count in counts { sum += 2 * count.both / (count.truth + count.front) }
        return sum / Double(counts.count)
    }
}
