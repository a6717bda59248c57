/// An object, or what somebody took for one.
package struct MarkedObject: Sendable, Equatable {
    /// Where it is and what it is: the weighted mean of its marks, with their label.
    package var mark: Mark
    /// How many contributors marked it.
    package var contributors: Int
    /// The probability that it is real.
    package var probability: Double
    /// How far its marks are from `mark`: √(Σ distance² ÷ (n − 1)). In pixels for points and lines, 1 − IoU for boxes,
    /// a share of the radius for circles; `nil` for a single mark.
    package var spread: Double?

    /// Whether it counts: its probability is at least ½.
    package var isReal: Bool { probability >= 0.5 - Scores.tieWidth }
    /// Whether it could as well not count: its probability is ½.
    package var isTied: Bool { abs(probability - 0.5) < Scores.tieWidth }
}

/// What marks come to.
package struct MarkEstimate: Sendable, Equatable {
    /// The consensus on one subject.
    package struct Subject: Sendable, Equatable {
        /// The number of answers, those without any mark included.
        package var votes: Int
        /// The number of marks that were left out because their contributor had marked the same already.
        package var repeats: Int
        /// What was marked, likely or not, from left to right, then from top to bottom.
        package var objects: [MarkedObject]

        /// The number of objects whose probability is at least ½; `nil` without answers.
        package var count: Int? { votes > 0 ? objects.count(where: \.isReal) : nil }
        /// How many of those have the probability ½, so that the count could be less by as many.
        package var tied: Int { objects.count(where: \.isTied) }

        /// The number of real objects with a label.
        package func count(of label: String?) -> Int {
            objects.count {
                $0.isReal && ($0.mark.label == nil) == (label == nil)
                    && ($0.mark.label ?? "").utf8.elementsEqual((label ?? "").utf8)
            }
        }
    }

    /// What was learnt about a contributor.
    package struct Contributor: Sendable, Equatable {
        /// The share of her marks that mark nothing real, drawn towards everybody's.
        package var falsePositiveRate: Double
        /// The share of objects that she overlooks, drawn towards everybody's.
        package var missRate: Double
        /// How far her marks are from the objects, in parts of the farthest distance allowed: times `distance` it is
        /// pixels, for points and lines. Drawn towards everybody's, at least 0.1.
        package var spread: Double
    }

    /// One consensus per subject.
    package let subjects: [Subject]
    /// Everybody's skill.
    package let contributors: [Contributor]
    /// How many iterations were made.
    package let iterations: Int
}
