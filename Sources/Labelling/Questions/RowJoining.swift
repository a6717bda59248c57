import Observations

extension VoteTable {
    /// Makes one answer of several rows of a contributor on a subject: the list of what they name, each item once, in
    /// byte order. Only the newest submission's rows are joined, as it replaces what an earlier one said.
    ///
    /// - Parameters:
    ///   - offsets: Where every subject's answers begin in `keys`.
    ///   - keys: For every answer its contributor's rank (upper half) and its own number (lower half), by subject.
    ///   - answerLabels: The label of every answer; that of the newest becomes the list.
    mutating func joinRows(offsets: [UInt32], keys: [UInt64], _ answerLabels: inout [UInt32]) {
        for subject in 0..<max(offsets.count - 1, 0) {
            let sorted = keys[Int(offsets[subject])..<Int(offsets[subject + 1])].sorted()
            var start = 0
            while start < sorted.count {
                let contributor = sorted[start] >> 32
                let end = sorted[start...].firstIndex { $0 >> 32 != contributor } ?? sorted.count
                if end - start > 1 {
                    join(sorted[start..<end].map { Int($0 & 0xFFFF_FFFF) }, &answerLabels)
                }
                start = end
            }
        }
    }

    private mutating func join(_ own: [Int], _ answerLabels: inout [UInt32]) {
        let orders = own.map { answers.order(of: $0) }
        guard let newest = orders.max() else { return }
        // Answers in order all belong to one submission.
        let rows = zip(own, orders).filter { answers.isInOrder || $1 >> 32 == newest >> 32 }
        guard rows.count > 1, let last = rows.max(by: { $0.1 < $1.1 })?.0 else { return }
        var names = rows.map { Array(labels.bytes[labels.range(Int(answerLabels[$0.0]))]) }
        names.sort { ByteOrder.precedes($0, $1) }
        var list: [UInt8] = []
        for index in names.indices where index == 0 || names[index] != names[index - 1] {
            if !list.isEmpty { list.append(UInt8(ascii: "|")) }
            list += names[index]
        }
        answerLabels[last] = list.withUnsafeBufferPointer { labels.intern($0, 0, $0.count) }
    }
}
