import Deduplication
import Foundation
import Observations

/// Which rows of a source take back the record that they name.
package enum WithdrawRule: Sendable, Equatable {
    /// All: each file is a list of keys.
    case all
    /// Those with one of some words (UTF-8, Unicode form C) under a term.
    case values(column: Int, words: [[UInt8]])

    /// A rule for the words as they were declared.
    init(column: Int, words: [String]) {
        self = .values(
            column: column,
            words: words.map { word in
                let trimmed = word.trimmingCharacters(in: .whitespacesAndNewlines)
                return Array(trimmed.precomposedStringWithCanonicalMapping.utf8)
            })
    }

    /// The rows that ask to be withdrawn, whether they are selected or not.
    package func rows(of batch: ObservationBatch) -> Bitmap {
        switch self {
        case .all: return Bitmap(repeating: true, count: batch.count)
        case .values(let index, let words):
            var rows = Bitmap(repeating: false, count: batch.count)
            let column = batch.columns[index].normalised()
            column.withCells { bytes, ends in
                var start = 0
                for row in 0..<ends.count {
                    let end = Int(ends[row])
                    let cell = UnsafeBufferPointer(rebasing: bytes[start..<end])
                    start = end
                    // A missing cell has no bytes, and no word is blank.
                    if !cell.isEmpty, words.contains(where: { $0.elementsEqual(cell) }) { rows[row] = true }
                }
            }
            return rows
        }
    }
}
