/// Confidence beside accuracy, in ten intervals of equal width from 0 to 1.
package struct ConfidenceBins: Sendable, Equatable {
    /// How many intervals there are.
    package static let count = 10

    /// The subjects whose confidence lies in an interval.
    package struct Bin: Sendable, Equatable {
        /// How many there are.
        package fileprivate(set) var count = 0
        /// The sum of their confidences.
        package fileprivate(set) var confidence = 0.0
        /// The points that they earn: 1 for a right label, 1/n where n labels lead and one of them is right.
        package fileprivate(set) var points = 0.0
    }

    /// From low confidence to high. An interval holds its lower end; the last one holds both.
    package private(set) var bins = [Bin](repeating: Bin(), count: ConfidenceBins.count)

    /// Nothing counted yet.
    package init() {}

    /// Counts a subject with the confidence of its leading label, 0…1, and the points that it earns, 0…1.
    package mutating func add(confidence: Double, points: Double) {
        let bin = min(Int(confidence * Double(Self.count)), Self.count - 1)
        bins[bin].count += 1
        bins[bin].confidence += confidence
        bins[bin].points += points
    }

    /// How many subjects were counted.
    package var subjects: Int { bins.reduce(0) { $0 + $1.count } }

    /// Expected calibration error: the mean distance of confidence and accuracy over the bins, weighted by their
    /// subjects; `nil` where nothing was counted. Source: M. P. Naeini, G. Cooper and M. Hauskrecht, Obtaining well
    /// calibrated probabilities using Bayesian binning, AAAI 2015, 2901-2907.
    package var calibrationError: Double? {
        let all = subjects
        guard all > 0 else { return nil }
        var error = 0.0
        for bin in bins { error += abs(bin.confidence - bin.points) }
        return error / Double(all)
    }
}
