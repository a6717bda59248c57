/// One number that makes confidence mean what it says: z′ ∝ z^(1/T), for all subjects alike.
///
/// Models multiply the probabilities of single answers as if contributors erred independently. They do not, so the
/// product is too sure of itself, and T above 1 takes that back. Below 1 it makes timid scores bolder, such as majority's
/// on a good crowd. Whoever leads on a subject leads after it as before, and ties stay ties.
///
/// Labels without entry in `Scores` count as one more label, "something else", with what the entries leave of 1
/// (`Scores.rest`, at least 10⁻¹⁰). It is raised to the power as a whole: thousands of labels that nobody chose would
/// otherwise gain most of the mass, whatever the truth. So the entries of a result may sum to less than 1. The labels
/// without entry share the rest evenly.
///
/// Source: C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger, On calibration of modern neural networks, ICML 2017,
/// 1321-1330. Cost: a pass over the entries; for fitting `searchSteps` passes over those of the known subjects.
package struct Temperature: Sendable, Equatable {
    /// So many known answers at least. With 20 the accuracy is known to some 9 points, about as far as models are off.
    /// With fewer a correction is as likely to harm as to help.
    package static let leastKnown = 20
    /// The least temperature that is tried.
    package static let lowest = 0.125
    /// The greatest temperature that is tried.
    package static let highest = 64.0
    /// How often the search narrows its interval, each time to 0.618 of its width.
    static let searchSteps = 60

    /// T; 1 changes nothing.
    package let value: Double

    /// A temperature, which must be more than 0.
    package init(_ value: Double) {
        precondition(value > 0 && value < .infinity)
        self.value = value
    }

    /// The temperature under which the right answers of the known subjects are likeliest; `nil` where fewer than
    /// `leastKnown` of them have a score.
    ///
    /// Golden-section search on ln T for the least negative log likelihood. That is convex in 1/T, so there is one
    /// valley. As in J. Platt's Probabilistic outputs for support vector machines (1999), the right label of m subjects
    /// weighs 1 − 1/(m + 2) and the rest is spread evenly: m subjects that are all right do not make a certainty.
    package init?(fitting heldOut: HeldOutScores) {
        guard heldOut.scored >= Self.leastKnown else { return nil }
        self = Self.fitted(to: heldOut)
    }

    /// The same with however few.
    static func fitted(to heldOut: HeldOutScores) -> Temperature {
        let loss = TemperatureLoss(heldOut)
        let ratio = (5.0.squareRoot() - 1) / 2
        var low = StableMath.log(lowest)
        var high = StableMath.log(highest)
        var (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
        var (atLeft, atRight) = (loss.value(left), loss.value(right))
        for _ in 0..<searchSteps {
            if atLeft <= atRight {
                (high, right, atRight) = (right, left, atLeft)
                left = high - ratio * (high - low)
                atLeft = loss.value(left)
            } else {
                (low, left, atLeft) = (left, right, atRight)
                right = low + ratio * (high - low)
                atRight = loss.value(right)
            }
        }
        let best = (low + high) / 2
        // Where no temperature is better than none, none.
        return loss.value(best) < loss.value(0) ? Temperature(StableMath.exp(best)) : Temperature(1)
    }

    /// The scores at this temperature.
    ///
    /// - Parameter labelCount: How many labels of the question can be true.
    package func applied(to scores: Scores, labelCount: Int) -> Scores {
        guard value != 1 else { return scores }
        var tempered = Scores(reservingSubjects: scores.subjectCount, entries: scores.labels.count)
        var powers: [Double] = []
        for subject in 0..<scores.subjectCount {
            let entries = scores.range(ofSubject: subject)
            let best = scores.standing(ofSubject: subject).score
            guard best >= Scores.leastKept else {
                for entry in entries { tempered.add(label: scores.labels[entry], score: scores.values[entry]) }
                tempered.endSubject()
                continue
            }
            let rest = scores.rest(ofSubject: subject, labelCount: labelCount).score
            var sum = rest > 0 ? power(rest / best) : 0
            powers.removeAll(keepingCapacity: true)
            for entry in entries {
                // Tied leaders get the same score to the last bit, or a low temperature might part them.
                let isLeader = best - scores.values[entry] < Scores.tieWidth
                powers.append(isLeader ? 1 : power(max(scores.values[entry], Scores.leastKept) / best))
                sum += powers[powers.count - 1]
            }
            let front = 1 / sum
            for (entry, power) in zip(entries, powers) {
                let isLeader = best - scores.values[entry] < Scores.tieWidth
                // And a high temperature must not tie those who were apart.
                let score = isLeader ? front : min(power / sum, front - 2 * Scores.tieWidth)
                if isLeader || score >= Scores.leastKept { tempered.add(label: scores.labels[entry], score: score) }
            }
            tempered.endSubject()
        }
        return tempered
    }

    /// The known subjects at this temperature.
    package func applied(to heldOut: HeldOutScores) -> HeldOutScores {
        heldOut.replacing(applied(to: heldOut.scores, labelCount: heldOut.labels.count))
    }

    private func power(_ ratio: Double) -> Double { StableMath.exp(StableMath.log(ratio) / value) }
}

/// The negative log likelihood of the known answers as a function of ln T.
private struct TemperatureLoss {
    /// Behind the last score of every subject.
    private var ends: [Int] = []
    /// ln of all scores, "something else" among them, less that of the subject's best.
    private var distances: [Double] = []
    /// The mean distance of a subject under the target weights.
    private var targets: [Double] = []

    init(_ heldOut: HeldOutScores) {
        let scores = heldOut.scores
        let spread = 1 / Double(heldOut.scored + 2)
        for row in heldOut.subjects.indices where !scores.range(ofSubject: row).isEmpty {
            let isUnheard = heldOut.rights[row] == KnownTruths.unheard
            let rest = scores.rest(ofSubject: row, labelCount: heldOut.labels.count, isRightUnheard: isUnheard).score
            var logarithms: [Double] = []
            var right: Int?
            for entry in scores.range(ofSubject: row) {
                if scores.labels[entry] == heldOut.rights[row] { right = logarithms.count }
                logarithms.append(StableMath.log(max(scores.values[entry], Scores.leastKept)))
            }
            // A right answer without entry is something else; how many labels share that is the same at every T.
            if rest > 0 { logarithms.append(StableMath.log(rest)) }
            let best = logarithms.reduce(-Double.infinity) { max($0, $1) }
            var sum = 0.0
            for logarithm in logarithms {
                distances.append(logarithm - best)
                sum += logarithm - best
            }
            let own = logarithms[right ?? logarithms.count - 1] - best
            targets.append((1 - spread) * own + spread * (sum / Double(logarithms.count)))
            ends.append(distances.count)
        }
    }

    func value(_ logarithm: Double) -> Double {
        let power = StableMath.exp(-logarithm)
        var loss = 0.0
        var start = 0
        for (end, target) in zip(ends, targets) {
            var sum = 0.0
            for place in start..<end { sum += StableMath.exp(power * distances[place]) }
            loss += StableMath.log(sum) - power * target
            start = end
        }
        return loss
    }
}
