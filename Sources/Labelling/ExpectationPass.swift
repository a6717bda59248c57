/// The pass over all subjects that every iteration makes: probabilities from the model, and their
/// counts for the next model, in one go.
///
/// Subjects are taken in blocks that fit into the first-level cache. For a block the rows of its votes are summed, all
/// exponentials are computed together, and the rows, still in the cache, receive the new counts. Every sum runs in the
/// order of subjects and votes, so the result is the same bits everywhere.
struct ExpectationPass {
    let offsets: [UInt32]
    let lanes: Int
    private let truths: TruthClasses
    private let answerCount: Int
    /// How many subjects make a block.
    let blockSize: Int
    /// The class of every subject's known answer; empty where none is known.
    private let known: [UInt32]

    /// A pass over those votes, of which there are some, for a model of the same votes.
    init(_ votes: Votes, _ model: ConfusionModel, _ known: KnownTruths = .none) {
        offsets = votes.offsets
        lanes = model.lanes
        truths = model.truths
        answerCount = model.answerCount
        self.known = known.classes(model.truths)
        blockSize = max(1, min(64, 2048 / model.lanes))
    }

    /// The start: counts each subject's vote fractions as if they were probabilities.
    func countVoteFractions(_ votes: Votes, into model: inout ConfusionModel) {
        withBlocks(&model) { block, views in
            for lane in 0..<views.block.count { views.block[lane] = 0 }
            for subject in block {
                let range = votes.range(ofSubject: subject)
                let row = (subject - block.lowerBound) * lanes
                if !known.isEmpty, known[subject] != KnownTruths.free {
                    if known[subject] != KnownTruths.unheard, !range.isEmpty {
                        views.block[row + Int(known[subject])] = 1
                    }
                    continue
                }
                var named = 0
                for vote in range {
                    let truth = truths.classOfLabel[Int(votes.voteLabels[vote])]
                    guard truth != TruthClasses.none else { continue }
                    views.block[row + Int(truth)] += 1
                    named += 1
                }
                for truth in 0..<truths.count where !range.isEmpty {
                    // Where everybody was unsure, every truth is as good as another.
                    views.block[row + truth] =
                        named == 0 ? 1 / Double(truths.count) : views.block[row + truth] / Double(named)
                }
            }
            views.count(block)
        }
    }

    /// Computes all probabilities, counts them, and gives the ln likelihood of the votes.
    func expect(_ model: inout ConfusionModel) -> Double {
        var likelihood = Likelihood()
        withBlocks(&model) { block, views in
            views.addLogs(block)
            views.hold(block)
            views.normalise(block, holding: true)
            views.multiply(&likelihood, block)
            views.count(block)
        }
        return likelihood.total
    }

    /// The same for methods that stop when the probabilities settle: compares them with those of the last time, which
    /// `previous` holds for all subjects, `lanes` numbers each, and stores the new ones there.
    ///
    /// - Returns: how many subjects have one that has moved by more than `tolerance` and 10⁻⁵ of itself.
    func expect(_ model: inout ConfusionModel, replacing previous: inout [Float], tolerance: Double) -> Int {
        var moving = 0
        let lanes = lanes
        previous.withUnsafeMutableBufferPointer { previous in
            withBlocks(&model) { block, views in
                views.addLogs(block)
                views.hold(block)
                views.normalise(block, holding: true)
                views.count(block)
                let first = block.lowerBound * lanes
                for row in 0..<block.count {
                    var isMoving = false
                    for index in row * lanes..<(row + 1) * lanes {
                        let value = views.block[index]
                        let step = abs(value - Double(previous[first + index]))
                        isMoving = isMoving || step > tolerance + 1e-5 * value
                        previous[first + index] = Float(value)
                    }
                    if isMoving { moving += 1 }
                }
            }
        }
        return moving
    }

    /// The probabilities under the model as it is, for publishing: those that the votes give, also where the right answer
    /// is known. A subject without a vote for anything that can be
    /// true has none: what is likely there is the whole question's habit, not something that somebody saw.
    ///
    /// Counted first, then written: an array that grew would need up to three times the memory for a moment.
    func scores(_ votes: Votes, _ model: inout ConfusionModel) -> Scores {
        var entries = 0
        forEachProbability(votes, &model, label: { _, _ in entries += 1 }, subject: {})
        var scores = Scores(reservingSubjects: offsets.count - 1, entries: entries)
        forEachProbability(
            votes, &model, label: { label, score in scores.add(label: label, score: score) },
            subject: { scores.endSubject() })
        return scores
    }

    /// The same, written elsewhere.
    func write(_ votes: Votes, _ model: inout ConfusionModel, into scores: inout some ScoreSink) {
        forEachProbability(
            votes, &model, label: { label, score in scores.add(label: label, score: score) },
            subject: { scores.endSubject() })
    }

    /// Calls `label` with every probability that is worth keeping, and `subject` at the end of each subject.
    private func forEachProbability(
        _ votes: Votes, _ model: inout ConfusionModel, label: (UInt32, Double) -> Void, subject endSubject: () -> Void
    ) {
        // With several labels no probability is exactly 1, though the nearest number may be.
        let most = truths.count > 1 ? 1.0.nextDown : 1
        withBlocks(&model) { block, views in
            views.addLogs(block)
            views.normalise(block, holding: false)
            for subject in block {
                let row = (subject - block.lowerBound) * lanes
                if truths.count == answerCount || truths.areNamed(in: votes, on: subject) {
                    for lane in 0..<truths.count where views.block[row + lane] >= Scores.leastKept {
                        label(truths.labels[lane], min(views.block[row + lane], most))
                    }
                }
                endSubject()
            }
        }
    }

    /// Calls `body` with every block of subjects in turn.
    private func withBlocks(_ model: inout ConfusionModel, _ body: (Range<Int>, BlockViews) -> Void) {
        var memory = [Double](repeating: 0, count: BlockViews.size(subjects: blockSize, lanes: lanes))
        memory.withUnsafeMutableBufferPointer { memory in
            withViews(&model) { views in
                var views = views
                views.block = memory
                for block in blocks(of: 0..<offsets.count - 1) { body(block, views) }
            }
        }
    }

    /// Some subjects, cut into blocks.
    func blocks(of subjects: Range<Int>) -> some Sequence<Range<Int>> {
        stride(from: subjects.lowerBound, to: subjects.upperBound, by: blockSize).lazy.map { [blockSize] start in
            start..<min(start + blockSize, subjects.upperBound)
        }
    }

    /// Calls `body` with the memory of the pass and the model, without any for a block yet.
    func withViews(_ model: inout ConfusionModel, _ body: (BlockViews) -> Void) {
        let rows = model.rows.ofVote
        offsets.withUnsafeBufferPointer { offsets in
            rows.withUnsafeBufferPointer { rows in
                model.cells.withUnsafeMutableBytes { cells in
                    model.classLogs.withUnsafeMutableBytes { classLogs in
                        model.classCounts.withUnsafeMutableBytes { classCounts in
                            known.withUnsafeBufferPointer { known in
                                body(
                                    BlockViews(
                                        lanes: lanes, offsets: offsets, rows: rows, cells: cells,
                                        classLogs: UnsafeRawBufferPointer(classLogs), classCounts: classCounts,
                                        block: UnsafeMutableBufferPointer(start: nil, count: 0), known: known))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// ln likelihood, gathered as a product of many small factors so that one logarithm serves dozens of subjects.
struct Likelihood {
    private var sum = 0.0
    private var product = 1.0

    /// Multiplies by eᵖᵒʷᵉʳ.
    @inline(__always)
    mutating func multiply(power: Double) { sum += power }

    /// Multiplies by a number from 1 to 10⁹.
    @inline(__always)
    mutating func multiply(factor: Double) {
        product *= factor
        if product > 1e200 {
            sum += StableMath.log(product)
            product = 1
        }
    }

    /// The logarithm of everything.
    var total: Double { sum + StableMath.log(product) }
}
