/// What is known about every contributor's marks, and what follows from it for objects.
struct MarkSkills: Sendable {
    /// The share of her marks that mark nothing real: p_j.
    private(set) var falseShares: [Double]
    /// The share of objects that she overlooks: m_j.
    private(set) var missRates: [Double]
    /// The mean square of her distances from the objects, in parts of the reach: σ_j².
    private(set) var variances: [Double]
    /// −ln p_j: what a mark costs that belongs to no object.
    private(set) var unconnectedCosts: [Double] = []
    /// −ln m_j: what an object costs that she overlooked.
    private(set) var missCosts: [Double] = []
    /// What her mark adds to the log odds of an object.
    private(set) var markGains: [Double] = []
    /// What it adds that she has no mark there; never above 0.
    private(set) var silenceGains: [Double] = []

    /// Without looking: 1 of 10 marks is false, 1 of 10 objects overlooked, a spread of a quarter of the reach.
    static let start = (falseShare: 0.1, missRate: 0.1, variance: 0.0625)
    /// The least spread, squared: marks on the same pixel shall not make those beside it marks of something else.
    static let leastVariance = 0.01

    private let priorCount: Double
    private let chance: Double
    /// How many marks an answer of hers has, as a multiple of what is usual.
    private let eagerness: [Double]
    private var fixedCosts: [Double] = []

    /// Skills before anything is learnt.
    ///
    /// - Parameters:
    ///   - priorCount: How many marks, objects and distances of everybody's skill each contributor starts with.
    ///   - chance: The chance that there is an object at a place that may be taken for one.
    init(_ answers: AnswersBySubject<[Mark]>, _ table: MarkTable, priorCount: Double, chance: Double) {
        let count = answers.contributorCount
        self.priorCount = priorCount
        self.chance = chance
        falseShares = [Double](repeating: Self.start.falseShare, count: count)
        missRates = [Double](repeating: Self.start.missRate, count: count)
        variances = [Double](repeating: Self.start.variance, count: count)
        var marks = [Double](repeating: 0, count: count)
        var asked = marks
        for entry in table.entries { marks[entry.contributor] += 1 }
        for contributor in answers.contributors { asked[Int(contributor)] += 1 }
        let perAnswer = (0..<count).filter { marks[$0] > 0 }.map { marks[$0] / asked[$0] }.sorted()
        // Of two in the middle the lower one: who marks everything must not make it usual.
        let usual = perAnswer.isEmpty ? 1 : perAnswer[(perAnswer.count - 1) / 2]
        eagerness = (0..<count).map { (marks[$0] / usual + priorCount) / (asked[$0] + priorCount) }
        derive()
    }

    /// What it costs to connect a mark of a contributor to a candidate at a distance whose square is given.
    func connectionCost(of contributor: Int, variance: Double, square: Double) -> Double {
        // ½ ln 2π = 0.9189…
        0.9189385332046727 + StableMath.log(variance) / 2 + square / (2 * variance) + fixedCosts[contributor]
    }

    /// The log odds that a place without any mark is an object, before the answers.
    var priorGain: Double { StableMath.log(chance) }

    /// Learns from what the objects are; returns the greatest change of any rate or spread.
    mutating func learn(_ tallies: MarkTallies) -> Double {
        let before = (falseShares, missRates, variances)
        falseShares = shrunk(tallies.falseMarks, tallies.marks, Self.start.falseShare)
        missRates = shrunk(tallies.missed, tallies.objects, Self.start.missRate)
        variances = shrunk(tallies.squares, tallies.distances, Self.start.variance)
        for contributor in variances.indices {
            falseShares[contributor] = min(max(falseShares[contributor], 1e-6), 1 - 1e-6)
            missRates[contributor] = min(max(missRates[contributor], 1e-6), 1 - 1e-6)
            variances[contributor] = max(variances[contributor], Self.leastVariance)
        }
        derive()
        var change = 0.0
        for contributor in variances.indices {
            change = max(change, abs(falseShares[contributor] - before.0[contributor]))
            change = max(change, abs(missRates[contributor] - before.1[contributor]))
            change = max(change, abs(variances[contributor] - before.2[contributor]))
        }
        return change
    }

    /// Means sum ÷ count, each drawn towards that of everybody, which is drawn towards where it started.
    private func shrunk(_ sums: [Double], _ counts: [Double], _ start: Double) -> [Double] {
        var sum = priorCount * start
        var count = priorCount
        for contributor in sums.indices {
            sum += sums[contributor]
            count += counts[contributor]
        }
        let pooled = sum / count
        return sums.indices.map { (priorCount * pooled + sums[$0]) / (priorCount + counts[$0]) }
    }

    private mutating func derive() {
        unconnectedCosts = falseShares.map { -StableMath.log($0) }
        missCosts = missRates.map { -StableMath.log($0) }
        fixedCosts = falseShares.indices.map {
            StableMath.log(missRates[$0] / (1 - missRates[$0])) - StableMath.log(1 - falseShares[$0])
        }
        // The chance of a mark where nothing is. Never above that of a mark on an object: a mark never speaks against
        // an object, however many somebody makes.
        let falseMarks = falseShares.indices.map {
            min(chance * falseShares[$0] * eagerness[$0], 1 - missRates[$0])
        }
        markGains = falseMarks.indices.map { StableMath.log((1 - missRates[$0]) / falseMarks[$0]) }
        silenceGains = falseMarks.indices.map { StableMath.log(missRates[$0] / (1 - falseMarks[$0])) }
    }
}

/// What is counted about every contributor in one iteration.
struct MarkTallies {
    /// Marks, each contributor's one per double click.
    var marks: [Double]
    /// The expected number of marks that mark nothing.
    var falseMarks: [Double]
    /// The expected number of objects on the subjects that she answered.
    var objects: [Double]
    /// The expected number of those that she did not mark.
    var missed: [Double]
    /// Marks on objects that others marked too, each weighed with the object's probability.
    var distances: [Double]
    /// Their squared distances from the objects, weighed alike.
    var squares: [Double]

    init(contributorCount: Int) {
        marks = [Double](repeating: 0, count: contributorCount)
        (falseMarks, objects, missed, distances, squares) = (marks, marks, marks, marks, marks)
    }
}
