import Observations

extension VoteTable {
    /// Makes one answer of the rows of a contributor on a subject: the list of what they name, each item once, in byte
    /// order, however the items were spread over rows. Only the newest submission's rows are joined, as it replaces what an earlier one said.
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
                join(sorted[start..<end].map { Int($0 & 0xFFFF_FFFF) }, &answerLabels)
                start = end
            }
        }
    }

    private mutating func join(_ own: [Int], _ answerLabels: inout [UInt32]) {
        let orders = own.map { answers.order(of: $0) }
        guard let newest = orders.max() else { return }
        // Answers in order all belong to one submission.
        let rows = zip(own, orders).filter { answers.isInOrder || $1 >> 32 == newest >> 32 }
        guard let last = rows.max(by: { $0.1 < $1.1 })?.0 else { return }
        let cells = rows.map { labels.bytes[labels.range(Int(answerLabels[$0.0]))] }
        // One item in one row, as nearly all are, is as it should be.
        if cells.count == 1, !cells[0].contains(UInt8(ascii: "|")) { return }
        var items = cells.flatMap { ListText.split(String(decoding: $0, as: UTF8.self)) }.map(Self.trimmed)
        items.sort { ByteOrder.precedes($0.utf8, $1.utf8) }
        var list: [String] = []
        for item in items where !item.isEmpty && list.last != item { list.append(item) }
        guard let cell = ListText.joined(list) else { return }
        answerLabels[last] = Array(cell.utf8).withUnsafeBufferPointer { labels.intern($0, 0, $0.count) }
    }

    /// Spaces around `|` go; all other white space is published as it was answered.
    private static func trimmed(_ item: String) -> String {
        var rest = item[...]
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}
