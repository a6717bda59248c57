import Observations

/// How far two labels are from one another, for agreement statistics.
package enum LabelDistance: Sendable {
    /// Same or different.
    case nominal
    /// Labels have a rank, by label number; `nil` leaves the label out. The distance of two labels is the number of
    /// votes between their ranks, the ends counted by half.
    case ordinal(ranks: [Int?])
    /// Labels are numbers, by label number; `nil` leaves the label out. The distance is the difference.
    case interval(values: [Double?])

    /// Ranks in the order in which labels are listed, compared byte for byte; others are left out.
    package static func ordinal(_ order: [String], in votes: Votes) -> LabelDistance {
        .ordinal(
            ranks: (0..<votes.labels.count).map { label in
                let name = votes.labels.bytes[votes.labels.range(label)]
                return order.firstIndex { $0.utf8.elementsEqual(name) }
            })
    }
}

/// Krippendorff's α: how much contributors agree beyond chance, with any number of votes per subject.
///
/// α = 1 − Dₒ ÷ Dₑ, where Dₒ is the mean squared distance of two votes on the same subject and Dₑ that of any two votes
/// on subjects with at least two. 1 is full agreement, 0 what chance would give; below 0 contributors contradict one
/// another. As a rule of thumb from the source, conclusions need .800, tentative ones .667.
///
/// Source: K. Krippendorff, Content Analysis, Sage 2004, chapter 11; the same, Computing Krippendorff's
/// Alpha-Reliability, University of Pennsylvania 2011, whose examples the tests compute. Cost: linear in the votes.
package enum KrippendorffAlpha {
    /// α of the votes; `nil` where no subject has two votes, or all votes on those that have are alike, so that there
    /// is nothing that contributors could have agreed on.
    package static func alpha(_ votes: Votes, distance: LabelDistance = .nominal) -> Double? {
        let positions = positions(votes, distance)
        // The votes on subjects with two or more, by label.
        var counts = [Double](repeating: 0, count: votes.labels.count)
        for subject in 0..<votes.subjectCount {
            let range = votes.range(ofSubject: subject)
            guard pairable(votes, positions, range) > 1 else { continue }
            for vote in range where positions[Int(votes.voteLabels[vote])] != nil {
                counts[Int(votes.voteLabels[vote])] += 1
            }
        }
        var total = 0.0
        for count in counts { total += count }
        guard total > 1 else { return nil }
        let scale = scale(distance, positions, counts)
        let expected = pairs(counts.indices.filter { counts[$0] > 0 }, counts, scale) / (total * (total - 1))
        guard expected > 0 else { return nil }
        var observed = 0.0
        var own = [Double](repeating: 0, count: counts.count)
        var named: [Int] = []
        for subject in 0..<votes.subjectCount {
            let range = votes.range(ofSubject: subject)
            let size = pairable(votes, positions, range)
            guard size > 1 else { continue }
            for vote in range where positions[Int(votes.voteLabels[vote])] != nil {
                let label = Int(votes.voteLabels[vote])
                if own[label] == 0 { named.append(label) }
                own[label] += 1
            }
            observed += pairs(named, own, scale) / Double(size - 1)
            for label in named { own[label] = 0 }
            named.removeAll(keepingCapacity: true)
        }
        return 1 - observed / total / expected
    }

    /// The squared distances of all pairs of some votes added up, each pair both ways round, without going through the
    /// pairs: there may be as many labels as votes.
    ///
    /// - Parameters:
    ///   - labels: The labels that have votes.
    ///   - counts: The votes, by label.
    ///   - scale: The place of every label; `nil` where two labels are the same or not.
    private static func pairs(_ labels: [Int], _ counts: [Double], _ scale: [Double]?) -> Double {
        guard let first = labels.first else { return 0 }
        var total = 0.0
        for label in labels { total += counts[label] }
        guard let scale else {
            // (Σ n)² − Σ n², whole numbers both.
            var same = 0.0
            for label in labels { same += counts[label] * counts[label] }
            return total * total - same
        }
        // 2 Σ n · Σ n (x − mean)². Measured from one of the labels, so that equal places are exactly nothing apart.
        var mean = 0.0
        for label in labels { mean += counts[label] * (scale[label] - scale[first]) }
        mean /= total
        var squares = 0.0
        for label in labels {
            let difference = scale[label] - scale[first] - mean
            squares += counts[label] * (difference * difference)
        }
        return 2 * total * squares
    }

    /// The rank or number of every label; `nil` for those that are left out.
    private static func positions(_ votes: Votes, _ distance: LabelDistance) -> [Double?] {
        let labels = votes.labels.count
        switch distance {
        case .nominal: return [Double?](repeating: 0, count: labels)
        case .ordinal(let ranks):
            return (0..<labels).map { label in
                label < ranks.count ? ranks[label].map(Double.init) : nil
            }
        case .interval(let values):
            return (0..<labels).map { label in label < values.count ? values[label] : nil }
        }
    }

    /// Places on a line whose differences are the distances: for ranks the votes up to the middle of each rank's own;
    /// `nil` for names, which have none.
    private static func scale(_ distance: LabelDistance, _ positions: [Double?], _ counts: [Double]) -> [Double]? {
        switch distance {
        case .nominal: return nil
        case .interval: return positions.map { $0 ?? 0 }
        case .ordinal: break
        }
        var scale = [Double](repeating: 0, count: counts.count)
        let order = positions.indices.filter { positions[$0] != nil }
            .sorted { (positions[$0] ?? 0, $0) < (positions[$1] ?? 0, $1) }
        var below = 0.0
        var place = 0
        while place < order.count {
            var end = place
            var same = 0.0
            while end < order.count, positions[order[end]] == positions[order[place]] {
                same += counts[order[end]]
                end += 1
            }
            for label in order[place..<end] { scale[label] = below + same / 2 }
            below += same
            place = end
        }
        return scale
    }

    private static func pairable(_ votes: Votes, _ positions: [Double?], _ range: Range<Int>) -> Int {
        var size = 0
        for vote in range where positions[Int(votes.voteLabels[vote])] != nil { size += 1 }
        return size
    }
}
