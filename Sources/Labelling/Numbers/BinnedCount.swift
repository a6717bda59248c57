/// Counts that are answered in classes such as "11–50".
package struct CountBins: Sendable, Equatable {
    /// The answers, from few to many.
    package let labels: [String]
    private let plainLabels: [String]
    /// The least count of each class, ascending.
    package let lowest: [Int]

    /// Classes with their least counts.
    ///
    /// - Parameter bins: From few to many; at least one.
    package init(_ bins: [(label: String, lowest: Int)]) {
        labels = bins.map(\.label)
        plainLabels = labels.map(Self.plain)
        lowest = bins.map(\.lowest)
    }

    /// The classes of Snapshot Serengeti: 1 to 10 one by one, 11 to 50, and 51 or more.
    package static let serengeti = CountBins(
        (1...10).map { (String($0), $0) } + [("11-50", 11), ("51+", 51)])

    /// A text without blanks, every dash as a hyphen.
    private static func plain(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.filter { !$0.properties.isWhitespace }
                    .map { $0.properties.generalCategory == .dashPunctuation ? "-" : $0 }))
    }

    /// The class of an answer: its label, or a whole number that falls into it. A dash of any kind is a dash.
    package func bin(of answer: String) -> Int? {
        let text = Self.plain(answer)
        if let label = plainLabels.firstIndex(of: text) { return label }
        guard let value = NumberText.value(of: text), value == value.rounded(), value >= 0 else { return nil }
        return lowest.lastIndex { Double($0) <= value }
    }
}

/// The middle class of counts given in classes.
package struct BinnedCount: Sendable {
    /// Which class stands where an even number of answers has two in the middle.
    package enum Rounding: String, Sendable, CaseIterable {
        /// The higher one, as Snapshot Serengeti describes its data.
        case up
        /// The lower one, as its program computes them.
        case down
    }

    /// Which of two middle classes stands.
    package var rounding: Rounding

    /// The method as pipelines use it unless the parameter says otherwise.
    package init(rounding: Rounding = .up) { self.rounding = rounding }

    /// The consensus on one subject, in numbers of classes.
    package struct Subject: Sendable, Equatable {
        /// The median class; `nil` without answers.
        package var median: Int?
        /// The least class that was answered.
        package var least: Int?
        /// The greatest class that was answered.
        package var greatest: Int?
        /// The number of answers.
        package var votes: Int
        /// The answers for the median class.
        package var votesFor: Int
    }

    /// The consensus on all subjects.
    package func estimate(from answers: AnswersBySubject<Int>) -> [Subject] {
        (0..<answers.subjectCount).map { consensus(on: Array(answers.values[answers.range(ofSubject: $0)])) }
    }

    /// The consensus on some answers.
    package func consensus(on bins: [Int]) -> Subject {
        let sorted = bins.sorted()
        let median = middle(of: sorted)
        return Subject(
            median: median, least: sorted.first, greatest: sorted.last, votes: sorted.count,
            votesFor: sorted.count { $0 == median })
    }

    /// The middle of ascending numbers.
    func middle(of sorted: [Int]) -> Int? {
        guard !sorted.isEmpty else { return nil }
        return sorted[rounding == .up ? sorted.count / 2 : (sorted.count - 1) / 2]
    }

    static let description = AnswerMethodDescription(
        method: .binnedCount, kind: .number,
        title: "the middle class of counts in classes",
        documentation: """
            For questions that offer classes of counts: Snapshot Serengeti asks for 1 to 10 one by one, 11-50 and \
            51+. The consensus is the median class; with two in the middle the higher one. The least and the \
            greatest class that somebody chose stand beside it.
            """,
        source: """
            A. Swanson and others, Snapshot Serengeti, high-frequency annotated camera trap images of 40 mammalian \
            species in an African savanna, Scientific Data 2 (2015) 150026.
            """,
        cost: "One sort of each subject's answers, no iterations.",
        example: AnswerExample(
            story: "Counts of wildebeest in two photos; the second has two classes in the middle.",
            answers: [
                ["photo-1", "ana", "9"], ["photo-1", "ben", "11-50"], ["photo-1", "cleo", "11–50"],
                ["photo-2", "ana", "51+"], ["photo-2", "ben", "10"],
            ],
            columns: ["subject", "count", "least", "greatest", "votes_for", "votes"],
            results: [
                ["photo-1", "11-50", "9", "11-50", "2", "3"],
                ["photo-2", "51+", "10", "51+", "1", "2"],
            ],
            compute: { example in
                let bins = CountBins.serengeti
                let (answers, subjects) = example.read { bins.bin(of: $0) }
                return zip(subjects, BinnedCount().estimate(from: answers)).map { name, subject in
                    [subject.median, subject.least, subject.greatest].reduce(into: [name]) {
                        $0.append($1.map { bins.labels[$0] } ?? "")
                    } + [String(subject.votesFor), String(subject.votes)]
                }
            }))
}
