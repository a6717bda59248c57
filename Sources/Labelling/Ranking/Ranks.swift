/// Places in a list, as in sports: 1 is the best, who are level share a place, and the places behind them stay empty.
enum Ranks {
    /// The place of every score, the greatest first; none for no score.
    ///
    /// Scores closer than `Scores.tieWidth` to the best of a place share it.
    static func of(_ scores: [Double?]) -> [Int?] {
        let known = scores.enumerated().compactMap { index, score in score.map { (index: index, score: $0) } }
            .sorted { $0.score != $1.score ? $0.score > $1.score : $0.index < $1.index }
        var ranks = [Int?](repeating: nil, count: scores.count)
        var leader = 0
        for place in known.indices {
            if known[leader].score - known[place].score >= Scores.tieWidth { leader = place }
            ranks[known[place].index] = leader + 1
        }
        return ranks
    }
}
