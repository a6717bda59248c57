/// What ratings say about one subject.
package struct RatedSubject: Sendable, Equatable {
    /// Its rating by an average contributor, drawn towards the mean of all subjects; `nil` without ratings.
    package var value: Double?
    /// The standard error of `value`, in its unit; `nil` without ratings and where all ratings are the same.
    package var standardError: Double?
    /// The number of ratings.
    package var votes: Int
    /// The mean of the ratings as they were given; `nil` without ratings.
    package var plainMean: Double?
    /// Its place, 1 for the greatest value. Values closer than 10⁻⁹ share one; `nil` without ratings.
    package var rank: Int?
}

/// What ratings say about one contributor.
package struct RaterSkill: Sendable, Equatable {
    /// How much higher she rates than others, drawn towards 0.
    package var bias: Double
    /// The standard deviation of her ratings about value and bias, drawn towards everybody's.
    package var spread: Double
    /// The number of her ratings.
    package var votes: Int
}

/// What ratings come to.
package struct RatingEstimate: Sendable {
    /// One entry per subject.
    package let subjects: [RatedSubject]
    /// One entry per contributor.
    package let contributors: [RaterSkill]
    /// The mean of all subjects, to which values are drawn; `nil` without ratings.
    package let mean: Double?
    /// The standard deviation of true values about the mean.
    package let subjectSpread: Double
    /// The standard deviation of biases about 0.
    package let biasSpread: Double
    /// How many iterations were made.
    package let iterations: Int
}
