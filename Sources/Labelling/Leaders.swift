/// Who leads on every subject, kept small: the scores that say so need not be kept for it.
struct Leaders: Sendable {
    private static let nobody = UInt32.max
    /// Larger numbers are places in `ties`.
    private static let firstTie = UInt32(1) << 31

    private var leaders: [UInt32] = []
    private var ties: [[UInt32]] = []

    /// The leaders by those scores.
    init(_ scores: Scores) {
        leaders.reserveCapacity(scores.subjectCount)
        for subject in 0..<scores.subjectCount {
            let standing = scores.standing(ofSubject: subject)
            switch standing.leaderCount {
            case 0: leaders.append(Self.nobody)
            case 1: leaders.append(standing.leader)
            default:
                leaders.append(Self.firstTie + UInt32(ties.count))
                ties.append(scores.labels(ofSubject: subject, tiedAt: standing.score))
            }
        }
    }

    /// The share of subjects with leaders on which both have the same one; of n and m tied ones each that is in both
    /// counts 1 ÷ nm.
    func shared(with other: Leaders) -> Double {
        var shared = 0.0
        var all = 0.0
        for subject in leaders.indices {
            guard leaders[subject] != Self.nobody, other.leaders[subject] != Self.nobody else { continue }
            all += 1
            if leaders[subject] < Self.firstTie, other.leaders[subject] < Self.firstTie {
                if leaders[subject] == other.leaders[subject] { shared += 1 }
                continue
            }
            let own = labels(subject)
            let theirs = other.labels(subject)
            var same = 0.0
            for label in own where theirs.contains(label) { same += 1 }
            shared += same / Double(own.count * theirs.count)
        }
        return all > 0 ? shared / all : 1
    }

    private func labels(_ subject: Int) -> [UInt32] {
        let leader = leaders[subject]
        return leader < Self.firstTie ? [leader] : ties[Int(leader - Self.firstTie)]
    }
}
