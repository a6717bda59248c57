/// Equations that compared items have with each other: (p + Σ_j w_ij) s_i − Σ_j w_ij s_j = b_i, where w_ij is the weight
/// of the comparisons of i and j and p the weight of the prior.
///
/// Items that are connected by comparisons, directly or through others, are a group. Where the b of every group add up
/// to 0, as they do for preferences, so do the s.
struct ScoreEquations {
    private let pairs: [ItemPair]
    private let prior: Double
    /// For every item the number of its group; groups are numbered by their first items.
    let groupOfItem: [Int]
    /// For every group its items, ascending.
    let groups: [[Int]]
    /// The weight of every pair; 0 without answers.
    var weights: [Double]

    /// Equations whose weights are still 0.
    ///
    /// - Parameter isCompared: Whether a pair has any answer; others connect nothing.
    init(_ pairs: [ItemPair], items: Int, prior: Double, isCompared: (Int) -> Bool) {
        self.pairs = pairs
        self.prior = prior
        weights = [Double](repeating: 0, count: pairs.count)
        // Every item points to one with a lesser number of its group, or to itself.
        var parents = Array(0..<items)
        func root(_ item: Int) -> Int {
            var item = item
            while parents[item] != item {
                parents[item] = parents[parents[item]]
                item = parents[item]
            }
            return item
        }
        for (number, pair) in pairs.enumerated() where isCompared(number) {
            let (one, other) = (root(Int(pair.first)), root(Int(pair.second)))
            parents[max(one, other)] = min(one, other)
        }
        var groupOfItem = [Int](repeating: 0, count: items)
        var groups: [[Int]] = []
        for item in 0..<items {
            let first = root(item)
            if first == item { groups.append([]) }
            groupOfItem[item] = first == item ? groups.count - 1 : groupOfItem[first]
            groups[groupOfItem[item]].append(item)
        }
        self.groupOfItem = groupOfItem
        self.groups = groups
    }

    /// The left-hand sides.
    private func applied(to scores: [Double]) -> [Double] {
        var result = scores.map { prior * $0 }
        for (pair, weight) in zip(pairs, weights) {
            let pull = weight * (scores[Int(pair.first)] - scores[Int(pair.second)])
            result[Int(pair.first)] += pull
            result[Int(pair.second)] -= pull
        }
        return result
    }

    /// The factor of every item's own score.
    private var diagonal: [Double] {
        var diagonal = [Double](repeating: prior, count: groupOfItem.count)
        for (pair, weight) in zip(pairs, weights) {
            diagonal[Int(pair.first)] += weight
            diagonal[Int(pair.second)] += weight
        }
        return diagonal
    }

    /// Brings the scores closer to the solution: conjugate gradients (M. R. Hestenes and E. Stiefel, 1952), scaled by
    /// the diagonal, until what is missing has shrunk to a thousandth, at most 100 steps. Linear in the pairs per step.
    func improve(_ scores: inout [Double], towards right: [Double]) {
        let diagonal = diagonal
        var rest = zip(right, applied(to: scores)).map { $0 - $1 }
        var scaled = zip(rest, diagonal).map { $0 / $1 }
        var direction = scaled
        var size = Self.product(rest, scaled)
        let enough = 1e-6 * size
        var steps = 0
        while size > enough, size > 1e-300, steps < 100 {
            steps += 1
            let image = applied(to: direction)
            let length = size / Self.product(direction, image)
            for item in scores.indices {
                scores[item] += length * direction[item]
                rest[item] -= length * image[item]
                scaled[item] = rest[item] / diagonal[item]
            }
            let next = Self.product(rest, scaled)
            for item in scores.indices { direction[item] = scaled[item] + next / size * direction[item] }
            size = next
        }
        // The solution's groups add up to 0; what the steps have left over is error.
        for group in groups {
            var sum = 0.0
            for item in group { sum += scores[item] }
            for item in group { scores[item] -= sum / Double(group.count) }
        }
    }

    private static func product(_ left: [Double], _ right: [Double]) -> Double {
        var sum = 0.0
        for index in left.indices { sum += left[index] * right[index] }
        return sum
    }

    /// The variance of every score about the mean of its group, if the weights are the information in the comparisons.
    ///
    /// Exact in groups of up to `limit` items: a diagonal of the inverse, with time in the cube of their number. In
    /// larger ones the item and its opponents are uncertain, all others are taken as known: a few per cent too small
    /// where items have several opponents, more where they hang together in chains.
    func variances(exactUpTo limit: Int) -> [Double] {
        let diagonal = diagonal
        var variances = diagonal
        for (pair, weight) in zip(pairs, weights) {
            variances[Int(pair.first)] -= weight * weight / diagonal[Int(pair.second)]
            variances[Int(pair.second)] -= weight * weight / diagonal[Int(pair.first)]
        }
        variances = variances.map { 1 / $0 }
        var placeInGroup = [Int](repeating: 0, count: groupOfItem.count)
        for group in groups { for (place, item) in group.enumerated() { placeInGroup[item] = place } }
        var pairsOfGroup = [[Int]](repeating: [], count: groups.count)
        for (number, pair) in pairs.enumerated() where weights[number] > 0 {
            pairsOfGroup[groupOfItem[Int(pair.first)]].append(number)
        }
        for (group, members) in groups.enumerated() where members.count <= limit {
            let count = members.count
            // That all scores of a group rise together is no error about its mean. Its share is made as large as the
            // others before the inversion, so that a weak prior costs no digits, and taken away after it.
            var mean = 0.0
            for item in members { mean += diagonal[item] / Double(count) }
            var matrix = [Double](repeating: mean / Double(count), count: count * count)
            for (place, item) in members.enumerated() { matrix[place * count + place] += diagonal[item] }
            for number in pairsOfGroup[group] {
                let one = placeInGroup[Int(pairs[number].first)]
                let other = placeInGroup[Int(pairs[number].second)]
                matrix[max(one, other) * count + min(one, other)] -= weights[number]
            }
            let inverse = Self.inverseDiagonal(&matrix, count)
            let together = 1 / (Double(count) * (prior + mean))
            for (place, item) in members.enumerated() { variances[item] = max(inverse[place] - together, 0) }
        }
        return variances
    }

    /// The diagonal of the inverse of a symmetric positive matrix, of which the lower half is read: with its Cholesky
    /// factor L it is the sum of squares of every column of L⁻¹. The matrix is overwritten.
    private static func inverseDiagonal(_ matrix: inout [Double], _ count: Int) -> [Double] {
        var result = [Double](repeating: 0, count: count)
        matrix.withUnsafeMutableBufferPointer { m in
            for row in 0..<count {
                for column in 0...row {
                    var sum = m[row * count + column]
                    for k in 0..<column { sum -= m[row * count + k] * m[column * count + k] }
                    m[row * count + column] = row == column ? sum.squareRoot() : sum / m[column * count + column]
                }
            }
            var solution = [Double](repeating: 0, count: count)
            for column in 0..<count {
                for row in column..<count {
                    var sum = row == column ? 1.0 : 0
                    for k in column..<row { sum -= m[row * count + k] * solution[k] }
                    solution[row] = sum / m[row * count + row]
                    result[column] += solution[row] * solution[row]
                }
            }
        }
        return result
    }
}
