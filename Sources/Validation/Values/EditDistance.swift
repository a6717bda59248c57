/// How many single-character changes lie between two words: insert, delete, replace, or swap two neighbours
/// (optimal string alignment distance), within a bound.
package enum EditDistance {
    /// The distance of two words, or `nil` where it is greater than `bound`.
    package static func between(_ left: String, _ right: String, bound: Int) -> Int? {
        between(left.unicodeScalars.map(\.value)[...], right.unicodeScalars.map(\.value)[...], bound: bound)
    }

    /// The distance, or `nil` where it is greater than `bound`.
    static func between(_ left: ArraySlice<UInt32>, _ right: ArraySlice<UInt32>, bound: Int) -> Int? {
        if bound < 0 || abs(left.count - right.count) > bound { return nil }
        var beforePrevious = [Int](repeating: 0, count: right.count + 1)
        var previous = Array(0...right.count)
        var current = previous
        for (row, character) in left.enumerated() {
            current[0] = row + 1
            var best = row + 1
            for (column, other) in right.enumerated() {
                var cost = previous[column] + (character == other ? 0 : 1)
                cost = min(cost, previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, character == right[right.startIndex + column - 1],
                    left[left.startIndex + row - 1] == other
                {
                    cost = min(cost, beforePrevious[column - 1] + 1)
                }
                current[column + 1] = cost
                best = min(best, cost)
            }
            if best > bound { return nil }
            (beforePrevious, previous, current) = (previous, current, beforePrevious)
        }
        return previous[right.count] <= bound ? previous[right.count] : nil
    }
}
