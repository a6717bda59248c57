/// The number of words to insert, drop or replace to make one text of another.
///
/// V. I. Levenshtein, Binary codes capable of correcting deletions, insertions, and reversals, Soviet Physics Doklady
/// 10 (1966) 707-710; by R. A. Wagner and M. J. Fischer's table (1974). Cost: the product of the two lengths.
package enum WordDistance {
    /// The distance between two sequences of numbered words.
    package static func between(_ first: some Collection<UInt32>, _ second: some Collection<UInt32>) -> Int {
        let first = Array(first)
        let second = Array(second)
        guard !first.isEmpty else { return second.count }
        var row = Array(0...second.count)
        first.withUnsafeBufferPointer { first in
            second.withUnsafeBufferPointer { second in
                row.withUnsafeMutableBufferPointer { row in
                    for i in 0..<first.count {
                        var diagonal = row[0]
                        row[0] = i + 1
                        for j in 0..<second.count {
                            let change = diagonal + (first[i] == second[j] ? 0 : 1)
                            diagonal = row[j + 1]
                            row[j + 1] = min(change, min(diagonal, row[j]) + 1)
                        }
                    }
                }
            }
        }
        return row[second.count]
    }
}
