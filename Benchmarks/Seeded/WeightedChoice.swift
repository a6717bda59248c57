/// Draws numbers 0 ..< n with given weights, by bisection in the running sums.
package struct WeightedChoice: Sendable {
    private var sums: [Double] = []

    /// One number for each weight. Weights are positive.
    package init(weights: [Double]) {
        var sum = 0.0
        for weight in weights {
            sum += weight
            sums.append(sum)
        }
    }

    /// A few are very common, most are rare: rank r has the weight r^(-3/4) (Zipf). Made of square roots alone, which are
    /// exact on every machine.
    package static func zipf(_ count: Int) -> WeightedChoice {
        WeightedChoice(
            weights: (1...count).map { rank in
                let root = Double(rank).squareRoot()
                return 1 / (root * root.squareRoot())
            })
    }

    /// The next number.
    package func draw(_ random: inout SplitMix64) -> Int {
        guard let total = sums.last else { return 0 }
        let target = random.unit() * total
        var low = 0
        var high = sums.count - 1
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] > target { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
