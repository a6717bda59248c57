/// How each contributor answers each truth, laid out for speed: what Dawid–Skene and the Bayesian models learn.
///
/// For a vote one needs ln θ_jkl for all truths k together, so a row belongs to a pair (contributor j, answer l) that
/// occurs; pairs that do not occur all have the same value and need no row. The counts for the next iteration lie in
/// the same row, so that both passes touch the same memory:
///
///     row     | ln θ of truth 0, 1, … K−1, padding | expected count of truth 0, 1, … K−1, padding |
///
/// K is padded so that a row divides into vectors (`LaneWidth`).
struct ConfusionModel {
    /// The largest number of cells: 1 GiB of them.
    static let cellLimit = 1 << 27
    /// What padding has for its ln π: so little that its probability is exactly 0.
    static let never = -1e9

    /// The labels that can be true: K of them.
    let truths: TruthClasses
    /// The number of labels that are answers: K and those that cannot be true.
    let answerCount: Int
    /// K, padded.
    let lanes: Int
    /// The number of subjects that have votes.
    let votedSubjects: Int
    /// Which row belongs to which contributor, answer and vote.
    let rows: AnswerRows
    /// The rows.
    var cells: [Double]
    /// ln π, padded.
    var classLogs: [Double]
    /// Expected subjects of every class, padded.
    var classCounts: [Double]

    /// A model with empty counts for those votes, of which there are some.
    ///
    /// - Parameter rows: Those of the votes, where they have been numbered already.
    init(_ votes: Votes, _ truths: TruthClasses, rows: AnswerRows? = nil) throws(LabellingError) {
        self.truths = truths
        answerCount = votes.labels.count
        lanes = LaneWidth.holding(truths.count)
        var voted = 0
        for subject in 0..<votes.subjectCount where !votes.range(ofSubject: subject).isEmpty { voted += 1 }
        votedSubjects = voted
        let rows = rows ?? AnswerRows(votes)
        self.rows = rows
        classLogs = [Double](repeating: Self.never, count: lanes)
        classCounts = [Double](repeating: 0, count: lanes)
        let size = rows.count.multipliedReportingOverflow(by: 2 * lanes)
        guard !size.overflow, size.partialValue <= Self.cellLimit else {
            let bytes = Double(rows.count) * Double(16 * lanes)
            throw .modelTooLarge(labels: answerCount, rows: rows.count, gigabytes: Int(bytes / 0x1p30) + 1)
        }
        cells = [Double](repeating: 0, count: size.partialValue)
    }

    /// Turns the counts into ln θ and ln π and clears them. Gives the prior's part of the objective,
    /// a Σ ln θ + b Σ ln π.
    mutating func learn() -> Double {
        let thetaPart = learnConfusions()
        let total = StableMath.log(Double(votedSubjects) + DawidSkene.classPrior * Double(truths.count))
        var classPart = 0.0
        for label in 0..<truths.count {
            classLogs[label] = StableMath.log(DawidSkene.classPrior + classCounts[label]) - total
            classPart += classLogs[label]
        }
        for lane in 0..<lanes { classCounts[lane] = 0 }
        return DawidSkene.cellPrior * thetaPart + DawidSkene.classPrior * classPart
    }

    /// Σ ln θ over all cells, those of answers that a contributor never gave included.
    private mutating func learnConfusions() -> Double {
        let prior = DawidSkene.cellPrior
        let priorLog = StableMath.log(prior)
        let lanes = lanes
        var sums = [Double](repeating: 0, count: lanes)
        // The numbers whose logarithms a contributor's rows need, and at the end the sums of her rows.
        var work: [Double] = []
        for contributor in 0..<rows.offsets.count - 1 {
            let first = rows.range(contributor).lowerBound
            let rowCount = rows.range(contributor).count
            let size = (rowCount + 1) * lanes
            if work.count < size { work = [Double](repeating: 0, count: size) }
            let unused = Double(answerCount - rowCount)
            cells.withUnsafeMutableBufferPointer { cells in
                work.withUnsafeMutableBufferPointer { work in
                    sums.withUnsafeMutableBufferPointer { sums in
                        let rows = UnsafeMutableBufferPointer(
                            rebasing: cells[2 * first * lanes..<2 * (first + rowCount) * lanes])
                        let work = UnsafeMutableBufferPointer(rebasing: work[..<size])
                        Self.gatherCounts(rows, into: work, lanes, total: prior * Double(answerCount))
                        StableMath.log(inPlace: work)
                        Self.spreadLogs(work, into: rows, lanes, sums, unused: unused, priorLog)
                    }
                }
            }
        }
        var sum = 0.0
        for label in 0..<truths.count { sum += sums[label] }
        return sum
    }

    /// Takes each row's counts plus the prior, and behind the last row the totals of all answers.
    private static func gatherCounts(
        _ rows: UnsafeMutableBufferPointer<Double>, into work: UnsafeMutableBufferPointer<Double>, _ lanes: Int,
        total: Double
    ) {
        let last = work.count - lanes
        for lane in 0..<lanes { work[last + lane] = total }
        for row in 0..<last / lanes {
            let counts = (2 * row + 1) * lanes
            for lane in 0..<lanes {
                let count = rows[counts + lane]
                rows[counts + lane] = 0
                work[row * lanes + lane] = DawidSkene.cellPrior + count
                work[last + lane] += count
            }
        }
    }

    /// ln θ = ln count − ln total into the rows, and their sums over the answers, used and unused, into `sums`.
    private static func spreadLogs(
        _ work: UnsafeMutableBufferPointer<Double>, into rows: UnsafeMutableBufferPointer<Double>, _ lanes: Int,
        _ sums: UnsafeMutableBufferPointer<Double>, unused: Double, _ priorLog: Double
    ) {
        let last = work.count - lanes
        for row in 0..<last / lanes {
            for lane in 0..<lanes {
                let value = work[row * lanes + lane] - work[last + lane]
                rows[2 * row * lanes + lane] = value
                sums[lane] += value
            }
        }
        for lane in 0..<lanes { sums[lane] += unused * (priorLog - work[last + lane]) }
    }
}
