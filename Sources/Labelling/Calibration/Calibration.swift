/// A method's confidence checked, and corrected, with the right answers that are known.
///
/// The scores of the known subjects come from `CrossFit`, so that no subject is measured with an answer that was learnt
/// from. One temperature is fitted to all of them. What it is worth is measured in the same way: each part with the
/// temperature of the other parts.
package struct Calibration: Sendable {
    /// The known subjects with votes and the scores that they get without their own answers.
    package let heldOut: HeldOutScores
    /// The correction, or why there is none.
    package let correction: Result<Temperature, Uncalibrated>
    /// Whether confidence means what it says, as the method gives it.
    package let before: ReliabilityTable
    /// The same with the correction; `nil` where there is none.
    package let after: ReliabilityTable?

    /// Runs the method on parts of the known answers; the cost is that of `CrossFit`.
    ///
    /// - Parameters:
    ///   - unsure: Labels that are answers but never true.
    ///   - known: All known answers, which must not have been chosen by what the crowd says.
    package init(
        of method: LabellingMethod, from votes: Votes, unsure: [String] = [], known: KnownTruths
    ) throws(LabellingError) {
        self.init(try CrossFit.scores(of: method, from: votes, unsure: unsure, known: known))
    }

    /// Calibrates with scores that were made without the known answers.
    package init(_ heldOut: HeldOutScores) {
        self.heldOut = heldOut
        before = ReliabilityTable(heldOut)
        guard let temperature = Temperature(fitting: heldOut) else {
            correction = .failure(heldOut.subjects.isEmpty ? .nothingKnown : .tooFewKnown(heldOut.scored))
            after = nil
            return
        }
        correction = .success(temperature)
        after = ReliabilityTable(Self.crossTempered(heldOut))
    }

    /// The correction; `nil` where there is none.
    package var temperature: Temperature? { try? correction.get() }

    /// The estimate with its confidence corrected, or as it is where there is no correction. Leaders and ties stay.
    package func applied(to estimate: Estimate) -> Estimate {
        guard let temperature else { return estimate }
        return Estimate(
            scores: temperature.applied(to: estimate.scores, labelCount: heldOut.labels.count),
            confusions: estimate.confusions, iterations: estimate.iterations, objective: estimate.objective,
            account: estimate.account)
    }

    /// A sentence for a report.
    package var statement: String {
        switch correction {
        case .success(let temperature):
            """
            Confidence is calibrated on \(heldOut.scored) known answers (temperature \
            \(Self.hundredths(temperature.value))).
            """
        case .failure(let reason): reason.description
        }
    }

    /// The two tables' figures beside each other, header first; one row where there is no correction.
    package var comparison: [[String]] {
        ReliabilityTable.comparison([("as estimated", before)] + (after.map { [("calibrated", $0)] } ?? []))
    }

    /// Every part at the temperature that fits the other parts.
    private static func crossTempered(_ heldOut: HeldOutScores) -> HeldOutScores {
        let places = heldOut.subjects.indices
        let parts = (0..<heldOut.folds).map { fold in
            let others = heldOut.rows(places.filter { $0 % heldOut.folds != fold })
            let own = heldOut.rows(places.filter { $0 % heldOut.folds == fold })
            return Temperature.fitted(to: others).applied(to: own).scores
        }
        var scores = Scores(reservingSubjects: places.count, entries: heldOut.scores.labels.count)
        for place in places {
            let part = parts[place % heldOut.folds]
            for entry in part.range(ofSubject: place / heldOut.folds) {
                scores.add(label: part.labels[entry], score: part.values[entry])
            }
            scores.endSubject()
        }
        return heldOut.replacing(scores)
    }

    private static func hundredths(_ number: Double) -> String {
        let whole = Int((number * 100).rounded(.toNearestOrEven))
        return "\(whole / 100)." + (whole % 100 < 10 ? "0" : "") + "\(whole % 100)"
    }
}

/// Why confidence was not calibrated.
package enum Uncalibrated: Error, Sendable, Equatable, CustomStringConvertible {
    /// No answer is known, or none on a subject with votes.
    case nothingKnown
    /// So few known subjects have a vote for something that can be true.
    case tooFewKnown(Int)

    package var description: String {
        switch self {
        case .nothingKnown:
            """
            Confidence is not calibrated: no right answers are known for subjects with votes. Compare subjects by it, but \
            do not read 0.9 as nine in ten.
            """
        case .tooFewKnown(let count):
            """
            Confidence is not calibrated: \(count) known answer\(count == 1 ? " is" : "s are") too few, \
            \(Temperature.leastKnown) are needed. Compare subjects by it, but do not read 0.9 as nine in ten.
            """
        }
    }
}
