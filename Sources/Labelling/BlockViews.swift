/// The memory that the expectation pass works on, as plain pointers, and its three loops over a block of subjects.
///
/// The pointers are valid inside `ExpectationPass.withBlocks` alone. The loops take a group of truths at a time and for
/// it the votes of every subject, with the sums in registers. Rows come from `voteRows`, which the model has filled
/// with numbers of its rows, and the groups divide a row without rest: every access lies inside its buffer.
struct BlockViews {
    let lanes: Int
    let offsets: UnsafeBufferPointer<UInt32>
    let rows: UnsafeBufferPointer<UInt32>
    let cells: UnsafeMutableRawBufferPointer
    let classLogs: UnsafeRawBufferPointer
    let classCounts: UnsafeMutableRawBufferPointer
    /// For every subject of the block its lanes: first logarithms, then probabilities. Behind the lanes of all subjects, two
    /// numbers for each of what it adds to the likelihood.
    var block: UnsafeMutableBufferPointer<Double>
    /// The class of every subject's known answer; empty where none is known.
    let known: UnsafeBufferPointer<UInt32>

    private typealias V2 = SIMD2<Double>
    private typealias V4 = SIMD4<Double>
    private typealias V8 = SIMD8<Double>

    /// ln π plus the votes' ln θ, into the block.
    func addLogs(_ subjects: Range<Int>) {
        var lane = 0
        while lanes - lane >= 16 {
            addLogs(subjects, lane, TwoVectors<V8, V8>.self)
            lane += 16
        }
        switch lanes - lane {
        case 0: break
        case 2: addLogs(subjects, lane, OneVector<V2>.self)
        case 4: addLogs(subjects, lane, OneVector<V4>.self)
        case 6: addLogs(subjects, lane, TwoVectors<V4, V2>.self)
        case 8: addLogs(subjects, lane, OneVector<V8>.self)
        case 10: addLogs(subjects, lane, TwoVectors<V8, V2>.self)
        case 12: addLogs(subjects, lane, TwoVectors<V8, V4>.self)
        default: preconditionFailure("LaneWidth gives no other rest")
        }
    }

    @inline(__always)
    private func addLogs<Group: LaneGroup>(_ subjects: Range<Int>, _ lane: Int, _: Group.Type) {
        let width = 8 &* lanes
        let start = 8 &* lane
        let block = UnsafeMutableRawBufferPointer(self.block)
        let cells = UnsafeRawBufferPointer(self.cells)
        let prior = Group.load(classLogs, start)
        var place = start
        for subject in subjects {
            var sum = prior
            for vote in Int(offsets[subject])..<Int(offsets[subject &+ 1]) {
                sum = sum + Group.load(cells, Int(rows[vote]) &* (2 &* width) &+ start)
            }
            sum.store(block, place)
            place &+= width
        }
    }

    /// Leaves to each subject whose right answer is known that answer alone, so that it becomes certain and what it adds
    /// to the likelihood is that of answer and votes together.
    func hold(_ subjects: Range<Int>) {
        guard !known.isEmpty else { return }
        for subject in subjects where known[subject] < KnownTruths.unheard {
            let row = (subject - subjects.lowerBound) * lanes
            for lane in 0..<lanes where lane != Int(known[subject]) { block[row + lane] = ConfusionModel.never }
        }
    }

    /// Whether a subject takes part: it has votes, and where known answers are held its own is not one that nobody gave.
    @inline(__always)
    private func counts(_ subject: Int, _ holding: Bool) -> Bool {
        guard offsets[subject] != offsets[subject + 1] else { return false }
        return !holding || known.isEmpty || known[subject] != KnownTruths.unheard
    }

    /// How many numbers a block of so many subjects needs.
    static func size(subjects: Int, lanes: Int) -> Int { subjects * (lanes + 2) }

    /// Logarithms in the block become probabilities. A subject that takes no part has none.
    func normalise(_ subjects: Range<Int>, holding: Bool) {
        let powers = subjects.count * lanes
        let factors = powers + subjects.count
        var place = 0
        for subject in subjects {
            let row = UnsafeMutableBufferPointer(rebasing: block[place..<place + lanes])
            place += lanes
            var greatest = row[0]
            for lane in 1..<row.count where row[lane] > greatest { greatest = row[lane] }
            for lane in 0..<row.count { row[lane] -= greatest }
            block[powers + subject - subjects.lowerBound] = greatest
        }
        StableMath.exp(notPositive: UnsafeMutableBufferPointer(rebasing: block[..<place]))
        place = 0
        for subject in subjects {
            let row = UnsafeMutableBufferPointer(rebasing: block[place..<place + lanes])
            place += lanes
            let factor = factors + subject - subjects.lowerBound
            guard counts(subject, holding) else {
                for lane in 0..<row.count { row[lane] = 0 }
                block[factor] = 0
                continue
            }
            var sum = 0.0
            for lane in 0..<row.count { sum += row[lane] }
            block[factor] = sum
            let scale = 1 / sum
            for lane in 0..<row.count { row[lane] *= scale }
        }
    }

    /// Multiplies the likelihood by what `normalise` has found for the subjects that take part.
    func multiply(_ likelihood: inout Likelihood, _ subjects: Range<Int>) {
        let powers = subjects.count * lanes
        let factors = powers + subjects.count
        for index in 0..<subjects.count where block[factors + index] > 0 {
            likelihood.multiply(power: block[powers + index])
        }
        // The greatest probability counts as 1 in the sum, so that a subject that takes part has at least that.
        for index in 0..<subjects.count where block[factors + index] > 0 {
            likelihood.multiply(factor: block[factors + index])
        }
    }

    /// Adds the probabilities in the block to the counts of the votes' rows and of the classes.
    func count(_ subjects: Range<Int>) {
        var lane = 0
        while lanes - lane >= 16 {
            count(subjects, lane, TwoVectors<V8, V8>.self)
            lane += 16
        }
        switch lanes - lane {
        case 0: break
        case 2: count(subjects, lane, OneVector<V2>.self)
        case 4: count(subjects, lane, OneVector<V4>.self)
        case 6: count(subjects, lane, TwoVectors<V4, V2>.self)
        case 8: count(subjects, lane, OneVector<V8>.self)
        case 10: count(subjects, lane, TwoVectors<V8, V2>.self)
        case 12: count(subjects, lane, TwoVectors<V8, V4>.self)
        default: preconditionFailure("LaneWidth gives no other rest")
        }
    }

    @inline(__always)
    private func count<Group: LaneGroup>(_ subjects: Range<Int>, _ lane: Int, _: Group.Type) {
        let width = 8 &* lanes
        let start = 8 &* lane
        let block = UnsafeRawBufferPointer(self.block)
        let counted = UnsafeRawBufferPointer(cells)
        var classes = Group.load(UnsafeRawBufferPointer(classCounts), start)
        var place = start
        for subject in subjects {
            let probabilities = Group.load(block, place)
            classes = classes + probabilities
            place &+= width
            for vote in Int(offsets[subject])..<Int(offsets[subject &+ 1]) {
                let cell = (2 &* Int(rows[vote]) &+ 1) &* width &+ start
                (Group.load(counted, cell) + probabilities).store(cells, cell)
            }
        }
        classes.store(classCounts, start)
    }
}
