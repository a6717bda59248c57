import Observations

/// Answers that are any number of labels, none included.
package struct ChoiceLists: Sendable {
    /// The labels that somebody ticked, in byte order.
    package let labels: [String]
    /// For every answer the numbers of its labels, ascending. An empty list is an answer: nothing of all that.
    package let answers: AnswersBySubject<[UInt32]>

    /// Lists with their labels numbered. A label that is ticked twice in one answer is ticked once.
    package init(_ lists: AnswersBySubject<[String]>) {
        var all: [String] = []
        for list in lists.values { all += list }
        all.sort { ByteOrder.precedes($0.utf8, $1.utf8) }
        var labels: [String] = []
        // Only looked up in.
        var numbers: [String: UInt32] = [:]
        for label in all where numbers[label] == nil {
            numbers[label] = UInt32(labels.count)
            labels.append(label)
        }
        self.labels = labels
        answers = lists.mapped { list in
            var ticked: [UInt32] = []
            for number in list.compactMap({ numbers[$0] }).sorted() where ticked.last != number {
                ticked.append(number)
            }
            return ticked
        }
    }

    /// The labels that a text lists: `fox|deer`. Blanks around labels do not matter; `|` and `\` inside a label are
    /// written as in `ListText`.
    ///
    /// - Parameter none: Texts that say that none of the labels applies; so does a text without any label.
    package static func labels(in text: String, none: [String] = ["none"]) -> [String] {
        var labels: [String] = []
        for part in ListText.split(text) {
            let label = part.trimmed
            if !label.isEmpty, !none.contains(label) { labels.append(label) }
        }
        return labels
    }
}
