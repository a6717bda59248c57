extension Scores {
    /// The sum of both, label by label.
    func adding(_ other: Scores) -> Scores {
        var sum = Scores(reservingSubjects: subjectCount, entries: max(labels.count, other.labels.count))
        for subject in 0..<subjectCount {
            var (own, theirs) = (range(ofSubject: subject), other.range(ofSubject: subject))
            // Entries stand in the order of their labels: a merge.
            while let left = own.first ?? theirs.first, let right = theirs.first ?? own.first {
                let isOwn = !own.isEmpty && (theirs.isEmpty || labels[left] <= other.labels[right])
                let isTheirs = !theirs.isEmpty && (own.isEmpty || other.labels[right] <= labels[left])
                sum.add(
                    label: isOwn ? labels[left] : other.labels[right],
                    score: (isOwn ? values[left] : 0) + (isTheirs ? other.values[right] : 0))
                if isOwn { own.removeFirst() }
                if isTheirs { theirs.removeFirst() }
            }
            sum.endSubject()
        }
        return sum
    }

    /// All scores divided by a number; those that become too small are dropped.
    func divided(by count: Double) -> Scores {
        var quotient = Scores(reservingSubjects: subjectCount, entries: labels.count)
        for subject in 0..<subjectCount {
            for entry in range(ofSubject: subject) where values[entry] / count >= Self.leastKept {
                quotient.add(label: labels[entry], score: values[entry] / count)
            }
            quotient.endSubject()
        }
        return quotient
    }
}

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
