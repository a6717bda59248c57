import Dispatch
import Observations
import Synchronization

extension QuestionConsensus {
    /// The cells of `fields` for all subjects, named after the question; several threads work on pieces of them.
    package func consensusColumns(question: String, threads: Int) -> [(name: String, column: TextColumn)] {
        let count = votes.subjectCount
        // Few subjects are not worth the threads.
        guard threads > 1, count >= 1 << 14 else { return consensusColumns(question: question, subjects: nil) }
        // Whole words of the bits that say which cells are missing.
        let bounds = (0..<threads).map { count * $0 / threads / 64 * 64 } + [count]
        let pieces = Mutex([Int: [(name: String, column: TextColumn)]]())
        DispatchQueue.concurrentPerform(iterations: threads) { index in
            let columns = consensusColumns(question: question, subjects: bounds[index]..<bounds[index + 1])
            pieces.withLock { $0[index] = columns }
        }
        let made = pieces.withLock { pieces in (0..<threads).map { pieces[$0] ?? [] } }
        return made[0].indices.map { field in
            (made[0][field].name, TextColumn(below: made.map { $0[field].column }))
        }
    }
}

extension TextColumn {
    /// Columns one below the other; all but the last have a multiple of 64 cells.
    fileprivate init(below parts: [TextColumn]) {
        var bytes: [UInt8] = []
        var ends: [UInt32] = []
        var words: [UInt64] = []
        bytes.reserveCapacity(parts.reduce(0) { $0 + $1.bytes.count })
        ends.reserveCapacity(parts.reduce(0) { $0 + $1.count })
        for part in parts {
            precondition(ends.count % 64 == 0, "only the last part may end within a word")
            let start = UInt32(bytes.count)
            bytes += part.bytes
            for end in part.ends { ends.append(start + end) }
            words += part.missing.words
        }
        self.init(bytes: bytes, ends: ends, missing: Bitmap(count: ends.count, words: words))
    }
}
