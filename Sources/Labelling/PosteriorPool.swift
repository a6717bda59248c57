/// The mean of several models' probabilities, gathered while they are written, in the memory of one.
///
/// On each subject it has a place for every label that somebody voted for there, and one more: for the label that the
/// first model finds likeliest among those that nobody gave. A label that nobody gave leads the mean only if nearly all
/// models agree on it, and then the first has it in front too; the others would be small numbers and most of the
/// memory.
struct PosteriorPool: ScoreSink {
    /// What a place without a label has.
    private static let vacant = UInt32.max
    /// Subjects with more places than this share the last bit of the masks of leaders.
    private static let lastBit = 7

    private var offsets: [UInt32] = [0]
    private var labels: [UInt32] = []
    private var sums: [Double]
    private let most: Double

    /// For every model that has ended, by subject: which places lead there, one bit each.
    private var leaders: [[UInt8]] = []
    /// The same of the model that is writing.
    private var masks: [UInt8] = []
    /// The scores of the subject that is being written.
    private var written: [(label: UInt32, score: Double)] = []

    /// Places for those votes. Linear in the votes, apart from sorting each subject's labels.
    init(_ votes: Votes, _ truths: TruthClasses) {
        most = truths.count > 1 ? 1.0.nextDown : 1
        // Counted first: arrays that grew would need up to three times the memory for a moment.
        var count = 0
        Self.forEachPlace(votes, truths, place: { _ in count += 1 }, subject: {})
        var labels: [UInt32] = []
        var offsets: [UInt32] = [0]
        labels.reserveCapacity(count)
        offsets.reserveCapacity(votes.subjectCount + 1)
        Self.forEachPlace(
            votes, truths, place: { labels.append($0) }, subject: { offsets.append(UInt32(labels.count)) })
        self.labels = labels
        self.offsets = offsets
        sums = [Double](repeating: 0, count: count)
        masks.reserveCapacity(votes.subjectCount)
    }

    /// Calls `place` with the labels that were voted for on a subject and can be true, ascending, and with `vacant` if
    /// there are others, and `subject` at the end of each subject.
    private static func forEachPlace(
        _ votes: Votes, _ truths: TruthClasses, place: (UInt32) -> Void, subject endSubject: () -> Void
    ) {
        var chosen: [UInt32] = []
        for subject in 0..<votes.subjectCount {
            chosen.removeAll(keepingCapacity: true)
            for vote in votes.range(ofSubject: subject) {
                let label = votes.voteLabels[vote]
                if truths.classOfLabel[Int(label)] != TruthClasses.none { chosen.append(label) }
            }
            chosen.sort()
            var different = 0
            for index in chosen.indices where index == 0 || chosen[index] != chosen[index - 1] {
                place(chosen[index])
                different += 1
            }
            if different > 0, different < truths.count { place(vacant) }
            endSubject()
        }
    }

    /// How many models have ended.
    var modelCount: Int { leaders.count }

    mutating func add(label: UInt32, score: Double) { written.append((label, score)) }

    mutating func endSubject() {
        let subject = masks.count
        let own = Int(offsets[subject])..<Int(offsets[subject + 1])
        if leaders.isEmpty, let last = own.last, labels[last] == Self.vacant { fillVacancy(own) }
        var best = 0.0
        for entry in written { best = max(best, entry.score) }
        var mask: UInt8 = 0
        var place = own.lowerBound
        for (label, score) in written {
            while place < own.upperBound, labels[place] < label { place += 1 }
            let isPlaced = place < own.upperBound && labels[place] == label
            if isPlaced { sums[place] += score }
            if best - score < Scores.tieWidth { mask |= Self.bit(isPlaced ? place - own.lowerBound : Self.lastBit) }
        }
        masks.append(mask)
        written.removeAll(keepingCapacity: true)
    }

    /// Gives the last place of a subject to the likeliest label without votes there, and moves it to its rank.
    private mutating func fillVacancy(_ own: Range<Int>) {
        var place = own.lowerBound
        var found = Self.vacant
        var score = 0.0
        for entry in written {
            while place < own.upperBound, labels[place] < entry.label { place += 1 }
            if labels[place] != entry.label, entry.score > score { (found, score) = (entry.label, entry.score) }
        }
        var rank = own.upperBound - 1
        while rank > own.lowerBound, labels[rank - 1] > found {
            labels[rank] = labels[rank - 1]
            rank -= 1
        }
        labels[rank] = found
    }

    /// Ends a model that has written all subjects.
    mutating func endModel() {
        leaders.append(masks)
        masks.removeAll(keepingCapacity: true)
    }

    private static func bit(_ place: Int) -> UInt8 { 1 << UInt8(min(place, lastBit)) }

    /// The mean over the models, and for each of them the share of subjects with votes on which it has the same leading
    /// label as the mean; of n and m tied ones each that is in both counts 1 ÷ nm. Leaves the pool empty.
    mutating func takeMean() -> (scores: Scores, agreements: [Double]) {
        let count = Double(max(modelCount, 1))
        var shared = [Double](repeating: 0, count: modelCount)
        var all = 0.0
        var kept = 0
        for subject in 0..<offsets.count - 1 {
            let own = Int(offsets[subject])..<Int(offsets[subject + 1])
            // Everything moves forward within the same arrays: places before `kept` have been read.
            offsets[subject] = UInt32(kept)
            var best = 0.0
            for place in own {
                sums[place] = min(sums[place] / count, most)
                best = max(best, sums[place])
            }
            var mask: UInt8 = 0
            for place in own {
                if best > 0, best - sums[place] < Scores.tieWidth { mask |= Self.bit(place - own.lowerBound) }
                guard sums[place] >= Scores.leastKept else { continue }
                labels[kept] = labels[place]
                sums[kept] = sums[place]
                kept += 1
            }
            guard mask != 0 else { continue }
            all += 1
            for model in shared.indices {
                let theirs = leaders[model][subject]
                let pairs = mask.nonzeroBitCount * theirs.nonzeroBitCount
                if pairs > 0 { shared[model] += Double((mask & theirs).nonzeroBitCount) / Double(pairs) }
            }
        }
        offsets[offsets.count - 1] = UInt32(kept)
        labels.removeLast(labels.count - kept)
        sums.removeLast(sums.count - kept)
        let scores = Scores(offsets: offsets, labels: labels, values: sums)
        (offsets, labels, sums, leaders) = ([0], [], [], [])
        return (scores, shared.map { all > 0 ? $0 / all : 1 })
    }
}
