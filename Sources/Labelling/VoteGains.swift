/// What every vote says for its label and against every other, as a logarithm.
protocol VoteGains {
    /// The gain of a vote, by its place in `Votes`.
    subscript(vote: Int) -> Double { get }
}

extension [Double]: VoteGains {}

/// Gains that many votes have in common: those of a contributor, or of a contributor's votes for a label.
struct SharedGains: VoteGains {
    /// The gains.
    var values: [Double]
    /// Which of them is a vote's.
    let places: [UInt32]

    @inline(__always)
    subscript(vote: Int) -> Double { values[Int(places[vote])] }
}

/// Every vote says the same.
struct EqualGains: VoteGains {
    @inline(__always)
    subscript(vote: Int) -> Double { 1 }
}
