/// Probabilities of the labels on every subject from one number per vote: what the vote says for its label and against
/// every other, as a logarithm. The shared half of the models that know one skill of a contributor.
///
/// z_ik ∝ exp(Σ g_v over the votes v for k). A label without votes on a subject has the exponent 0, so that only the
/// labels that were voted for need a place. Votes for labels that cannot be true are passed over.
struct VoteSupport {
    /// Up to so many labels, those without votes on a subject are scored there too.
    static let labelsScoredEverywhere = 256

    let offsets: [UInt32]
    /// The class of every vote; `TruthClasses.none` where it is for nothing that can be true.
    let classes: [UInt32]
    let truths: TruthClasses
    /// The class of every subject's known answer; empty where none is known.
    let known: [UInt32]
    /// ln π of every class; empty if all are the same.
    var classLogs: [Double] = []

    private var sums: [Double]
    private var touched: [UInt32] = []
    private var lastSubject: [Int]

    /// For those votes.
    init(_ votes: Votes, _ truths: TruthClasses, _ known: KnownTruths) {
        offsets = votes.offsets
        classes = truths.classes(of: votes)
        self.truths = truths
        self.known = known.classes(truths)
        sums = [Double](repeating: 0, count: truths.count)
        lastSubject = [Int](repeating: -1, count: truths.count)
    }

    /// The share of each vote's label among the votes on its subject: where the models start. For subjects whose right
    /// answer is known 1 or 0, which `update` leaves as they are.
    mutating func voteFractions() -> [Double] {
        var supports = [Double](repeating: 0, count: classes.count)
        for subject in 0..<offsets.count - 1 where !hold(subject, &supports) {
            weigh(subject, EqualGains())
            var named = 0.0
            for truth in touched { named += sums[Int(truth)] }
            for vote in range(subject) where classes[vote] != TruthClasses.none {
                supports[vote] = sums[Int(classes[vote])] / named
            }
        }
        return supports
    }

    /// The probability of each vote's own label; 0 for votes that are for nothing that can be true.
    ///
    /// - Returns: the greatest change of one.
    mutating func update(_ supports: inout [Double], gains: some VoteGains) -> Double {
        var change = 0.0
        for subject in 0..<offsets.count - 1 where !isKnown(subject) {
            weigh(subject, gains)
            let total = exponentiate().total
            for vote in range(subject) where classes[vote] != TruthClasses.none {
                let support = sums[Int(classes[vote])] / total
                change = max(change, abs(support - supports[vote]))
                supports[vote] = support
            }
        }
        return change
    }

    /// Σ z_ik of every class, from the gains of the last round.
    mutating func classCounts(gains: some VoteGains) -> [Double] {
        var counts = [Double](repeating: 0, count: truths.count)
        for subject in 0..<offsets.count - 1 where isNamed(subject) {
            if isKnown(subject) {
                if known[subject] != KnownTruths.unheard { counts[Int(known[subject])] += 1 }
                continue
            }
            weigh(subject, gains)
            let (total, rest) = exponentiate()
            for truth in 0..<truths.count {
                counts[truth] += (lastSubject[truth] == subject ? sums[truth] : rest) / total
            }
        }
        return counts
    }

    /// The scores that the gains give.
    mutating func scores(gains: some VoteGains) -> Scores {
        var scores = Scores(reservingSubjects: offsets.count - 1, entries: classes.count / 2)
        write(gains: gains, into: &scores)
        return scores
    }

    /// Writes the scores that the gains give.
    mutating func write(gains: some VoteGains, into scores: inout some ScoreSink) {
        let most = truths.count > 1 ? 1.0.nextDown : 1
        for subject in 0..<offsets.count - 1 {
            if isNamed(subject) {
                weigh(subject, gains)
                let (total, rest) = exponentiate()
                if truths.count <= Self.labelsScoredEverywhere {
                    for truth in 0..<truths.count {
                        let score = (lastSubject[truth] == subject ? sums[truth] : rest) / total
                        if score >= Scores.leastKept {
                            scores.add(label: truths.labels[truth], score: min(score, most))
                        }
                    }
                } else {
                    touched.sort()
                    for truth in touched {
                        let score = sums[Int(truth)] / total
                        if score >= Scores.leastKept {
                            scores.add(label: truths.labels[Int(truth)], score: min(score, most))
                        }
                    }
                }
            }
            scores.endSubject()
        }
    }

    /// The places of a subject's votes.
    @inline(__always)
    func range(_ subject: Int) -> Range<Int> { Int(offsets[subject])..<Int(offsets[subject + 1]) }

    /// Whether the subject's right answer is known.
    @inline(__always)
    private func isKnown(_ subject: Int) -> Bool { !known.isEmpty && known[subject] != KnownTruths.free }

    /// Where a subject's right answer is known: each vote for it has the probability 1, each other one 0.
    ///
    /// - Returns: whether it is known.
    private func hold(_ subject: Int, _ supports: inout [Double]) -> Bool {
        guard isKnown(subject) else { return false }
        for vote in range(subject) where classes[vote] == known[subject] { supports[vote] = 1 }
        return true
    }

    /// Whether somebody voted for something that can be true.
    private func isNamed(_ subject: Int) -> Bool { range(subject).contains { classes[$0] != TruthClasses.none } }

    /// Sums the gains of each label into `sums` and lists the labels in `touched`.
    private mutating func weigh(_ subject: Int, _ gains: some VoteGains) {
        for truth in touched { lastSubject[Int(truth)] = -1 }
        touched.removeAll(keepingCapacity: true)
        for truth in 0..<classLogs.count {
            lastSubject[truth] = subject
            sums[truth] = classLogs[truth]
            touched.append(UInt32(truth))
        }
        if classLogs.isEmpty {
            for vote in range(subject) {
                let truth = classes[vote]
                guard truth != TruthClasses.none, lastSubject[Int(truth)] != subject else { continue }
                lastSubject[Int(truth)] = subject
                sums[Int(truth)] = 0
                touched.append(truth)
            }
        }
        for vote in range(subject) where classes[vote] != TruthClasses.none {
            sums[Int(classes[vote])] += gains[vote]
        }
    }

    /// Turns the logarithms in `sums` into numbers in proportion to the probabilities. Gives their total, the labels
    /// without votes included, and what each of these has.
    private mutating func exponentiate() -> (total: Double, rest: Double) {
        let unnamed = truths.count - touched.count
        var greatest = unnamed > 0 ? 0 : -Double.infinity
        for truth in touched { greatest = max(greatest, sums[Int(truth)]) }
        let rest = unnamed > 0 ? StableMath.exp(-greatest) : 0
        var total = rest * Double(unnamed)
        for truth in touched {
            sums[Int(truth)] = StableMath.exp(sums[Int(truth)] - greatest)
            total += sums[Int(truth)]
        }
        return (total, rest)
    }
}

extension VoteSupport {
    /// Σ of the vote fractions of every class.
    func classCountsOfVotes() -> [Double] {
        var counts = [Double](repeating: 0, count: truths.count)
        for subject in 0..<offsets.count - 1 {
            if isKnown(subject) {
                if known[subject] != KnownTruths.unheard, isNamed(subject) { counts[Int(known[subject])] += 1 }
                continue
            }
            var named = 0.0
            for vote in range(subject) where classes[vote] != TruthClasses.none { named += 1 }
            for vote in range(subject) where classes[vote] != TruthClasses.none {
                counts[Int(classes[vote])] += 1 / named
            }
        }
        return counts
    }
}
