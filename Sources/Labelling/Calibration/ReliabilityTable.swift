/// Whether confidence means what it says: of the subjects with a confidence of about 0.8, are eight in ten right?
///
/// Of n labels that are tied for the first place each counts 1/n. Subjects on which no label has a score are left out.
package struct ReliabilityTable: Sendable, Equatable {
    /// The subjects whose confidence lies in an interval. There is at least one.
    package struct Row: Sendable, Equatable {
        /// The interval's lower end, which belongs to it.
        package let low: Double
        /// The interval's upper end, which belongs to the next one; that of the last is 1 and belongs to it.
        package let high: Double
        /// How many there are.
        package let subjects: Int
        /// Their mean confidence.
        package let confidence: Double
        /// The share of them that is right.
        package let right: Double
        /// Where that share lies with 95 % probability, given so many subjects (Jeffreys' prior of half an answer each
        /// way). A confidence outside is off by more than chance.
        package let interval: CredibleInterval
    }

    /// By confidence, ascending; intervals without subjects are left out.
    package let rows: [Row]
    /// All subjects.
    package let subjects: Int
    /// The share of them that is right; `nil` without subjects, as all figures below.
    package let accuracy: Double?
    /// The mean distance of confidence and share right, weighted by subjects (`ConfidenceBins`).
    package let calibrationError: Double?
    /// The mean of −ln of the right label's score: low is good, and certainty in what is wrong costs most.
    package let logLoss: Double?
    /// The mean of Σ (score − 1 for the right label, − 0 for others)², from 0 to 2. Source: G. W. Brier, Verification of
    /// forecasts expressed in terms of probability, Monthly Weather Review 78 (1950) 1-3.
    package let brier: Double?

    /// Measures scores where the right answer is known.
    package init(_ heldOut: HeldOutScores) {
        var bins = ConfidenceBins()
        var (points, logLoss, brier) = (0.0, 0.0, 0.0)
        let scores = heldOut.scores
        for row in heldOut.subjects.indices where !scores.range(ofSubject: row).isEmpty {
            let right = heldOut.rights[row]
            let standing = scores.standing(ofSubject: row)
            let front = scores.labels(ofSubject: row, tiedAt: standing.score)
            let earned = front.contains(right) ? 1 / Double(front.count) : 0
            bins.add(confidence: standing.score, points: earned)
            points += earned
            let rest = scores.rest(
                ofSubject: row, labelCount: heldOut.labels.count, isRightUnheard: right == KnownTruths.unheard)
            let share = rest.score / Double(max(rest.labels, 1))
            var own: Double?
            var squares = Double(rest.labels) * share * share
            for entry in scores.range(ofSubject: row) {
                squares += scores.values[entry] * scores.values[entry]
                if scores.labels[entry] == right { own = scores.values[entry] }
            }
            // (z − 1)² = z² − 2z + 1
            brier += squares - 2 * (own ?? share) + 1
            logLoss -= StableMath.log(max(own ?? share, Scores.leastKept))
        }
        subjects = bins.subjects
        let all = Double(subjects)
        accuracy = subjects > 0 ? points / all : nil
        calibrationError = bins.calibrationError
        self.logLoss = subjects > 0 ? logLoss / all : nil
        self.brier = subjects > 0 ? brier / all : nil
        rows = bins.bins.enumerated().filter { $1.count > 0 }.map { place, bin in
            let count = Double(bin.count)
            return Row(
                low: Double(place) / Double(ConfidenceBins.count),
                high: Double(place + 1) / Double(ConfidenceBins.count), subjects: bin.count,
                confidence: bin.confidence / count, right: bin.points / count,
                interval: CredibleInterval(inside: bin.points + 0.5, outside: count - bin.points + 0.5))
        }
    }

    /// The table for people, header first.
    package var lines: [[String]] {
        [["confidence", "subjects", "mean confidence", "share right", "95 % interval"]]
            + rows.map { row in
                [
                    "\(Self.decimals(row.low, 1))–\(Self.decimals(row.high, 1))", "\(row.subjects)",
                    Self.decimals(row.confidence), Self.decimals(row.right),
                    "\(Self.decimals(row.interval.low))–\(Self.decimals(row.interval.high))",
                ]
            }
    }

    /// The figures of several tables beside each other, header first, each with its name.
    package static func comparison(_ tables: [(name: String, table: ReliabilityTable)]) -> [[String]] {
        let text = { (figure: Double?) in figure.map { decimals($0) } ?? "–" }
        return [["", "subjects", "accuracy", "calibration error", "log loss", "Brier score"]]
            + tables.map { name, table in
                [
                    name, "\(table.subjects)", text(table.accuracy), text(table.calibrationError), text(table.logLoss),
                    text(table.brier),
                ]
            }
    }

    /// A number that is not negative, with that many decimals.
    private static func decimals(_ number: Double, _ places: Int = 3) -> String {
        var unit = 1
        for _ in 0..<places { unit *= 10 }
        let whole = Int((number * Double(unit)).rounded(.toNearestOrEven))
        let fraction = String(whole % unit)
        return "\(whole / unit)." + String(repeating: "0", count: places - fraction.count) + fraction
    }
}
