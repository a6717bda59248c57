/// The pass over all subjects that Dawid–Skene makes in every iteration: probabilities from the model, and their
/// counts for the next model, in one go.
///
/// Subjects are taken in blocks that fit into the first-level cache. For a block the rows of its votes are summed, all
/// exponentials are computed together, and the rows, still in the cache, receive the new counts. Every sum runs in the
/// order of subjects and votes, so the result is the same bits everywhere.
struct ExpectationPass {
    private let offsets: [UInt32]
    private let lanes: Int
    private let labelCount: Int
    /// How many subjects make a block.
    private let blockSize: Int

    /// A pass over those votes, of which there are some, for a model of the same votes.
    init(_ votes: Votes, _ model: ConfusionModel) {
        offsets = votes.offsets
        lanes = model.lanes
        labelCount = model.labelCount
        blockSize = max(1, min(64, 2048 / model.lanes))
    }

    /// The start: counts each subject's vote fractions as if they were probabilities.
    func countVoteFractions(_ votes: Votes, into model: inout ConfusionModel) {
        withBlocks(&model) { block, views in
            for lane in 0..<views.block.count { views.block[lane] = 0 }
            for subject in block {
                let range = votes.range(ofSubject: subject)
                let row = (subject - block.lowerBound) * lanes
                for vote in range { views.block[row + Int(votes.voteLabels[vote])] += 1 }
                for label in 0..<labelCount where !range.isEmpty { views.block[row + label] /= Double(range.count) }
            }
            views.count(block)
        }
    }

    /// Computes all probabilities, counts them, and gives the ln likelihood of the votes.
    func expect(_ model: inout ConfusionModel) -> Double {
        var likelihood = Likelihood()
        withBlocks(&model) { block, views in
            views.addLogs(block)
            views.normalise(block, &likelihood)
            views.count(block)
        }
        return likelihood.total
    }

    /// The probabilities under the model as it is, for publishing.
    ///
    /// Counted first, then written: an array that grew would need up to three times the memory for a moment.
    func scores(_ model: inout ConfusionModel) -> Scores {
        var entries = 0
        forEachProbability(&model, label: { _, _ in entries += 1 }, subject: {})
        var scores = Scores(reservingSubjects: offsets.count - 1, entries: entries)
        forEachProbability(
            &model, label: { label, score in scores.add(label: label, score: score) },
            subject: { scores.endSubject() })
        return scores
    }

    /// Calls `label` with every probability that is worth keeping, and `subject` at the end of each subject.
    private func forEachProbability(
        _ model: inout ConfusionModel, label: (UInt32, Double) -> Void, subject endSubject: () -> Void
    ) {
        var likelihood = Likelihood()
        // With several labels no probability is exactly 1, though the nearest number may be.
        let most = labelCount > 1 ? 1.0.nextDown : 1
        withBlocks(&model) { block, views in
            views.addLogs(block)
            views.normalise(block, &likelihood)
            for subject in block {
                let row = (subject - block.lowerBound) * lanes
                for lane in 0..<labelCount where views.block[row + lane] >= Scores.leastKept {
                    label(UInt32(lane), min(views.block[row + lane], most))
                }
                endSubject()
            }
        }
    }

    private func withBlocks(_ model: inout ConfusionModel, _ body: (Range<Int>, BlockViews) -> Void) {
        var block = [Double](repeating: 0, count: blockSize * lanes)
        let subjectCount = offsets.count - 1
        let rows = model.voteRows
        block.withUnsafeMutableBufferPointer { block in
            offsets.withUnsafeBufferPointer { offsets in
                rows.withUnsafeBufferPointer { rows in
                    model.cells.withUnsafeMutableBytes { cells in
                        model.classLogs.withUnsafeMutableBytes { classLogs in
                            model.classCounts.withUnsafeMutableBytes { classCounts in
                                let views = BlockViews(
                                    lanes: lanes, offsets: offsets, rows: rows, cells: cells,
                                    classLogs: UnsafeRawBufferPointer(classLogs), classCounts: classCounts,
                                    block: block)
                                var start = 0
                                while start < subjectCount {
                                    let end = min(start + blockSize, subjectCount)
                                    body(start..<end, views)
                                    start = end
                                }
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
