/// How many marks are compared. Every mark is tried with all that may be near, and an object is looked for among all that
/// are, so that heaps of marks in one place would cost their cube.
enum MarkLimits {
    /// An answer with more marks is none that somebody drew.
    static let marksInAnswer = 1_000
    /// The marks on one subject.
    static let subject = SubjectLimit(answers: 100, size: 10_000)
    /// The pairs of near marks on one subject. Fifty people who all mark 200 animals at their places make 245,000.
    static let nearPairs = 250_000

    /// The marks that a text lists, as `MarkList` reads them; `nil` also for more than an answer may have.
    static func marks(in text: String, none: [String]) -> [Mark]? {
        guard let marks = MarkList.marks(in: text, none: none), marks.count <= marksInAnswer else { return nil }
        return marks
    }

    /// The answers that are within the limits; of a subject with more, those with the fewest marks. Where marks lie so
    /// close that there are too many pairs, half of its answers are left out, again those with the most marks, until
    /// there are not.
    ///
    /// - Returns: The answers, and how many were left out.
    static func within(
        _ all: AnswersBySubject<[Mark]>, reach: MarkReach
    ) -> (kept: AnswersBySubject<[Mark]>, leftOut: Int) {
        var (answers, leftOut) = all.within(subject, size: \.count)
        var isKept = [Bool](repeating: true, count: answers.count)
        for subject in 0..<answers.subjectCount {
            var rest = answers.range(ofSubject: subject).sorted {
                (answers.values[$0].count, $0) < (answers.values[$1].count, $1)
            }
            while rest.count > 1, areTooNear(rest, answers, reach) {
                for place in rest[((rest.count + 1) / 2)...] { isKept[place] = false }
                rest.removeSubrange(((rest.count + 1) / 2)...)
            }
        }
        let near = isKept.count { !$0 }
        if near > 0 { answers = answers.keeping(isKept) }
        leftOut += near
        return (answers, leftOut)
    }

    /// Whether some answers on one subject have more pairs of near marks than the limit.
    private static func areTooNear(_ places: [Int], _ answers: AnswersBySubject<[Mark]>, _ reach: MarkReach) -> Bool {
        let marks = places.reduce(0) { $0 + answers.values[$1].count }
        // So few have no more pairs, wherever they lie.
        guard marks * (marks - 1) / 2 > nearPairs else { return false }
        let own = AnswersBySubject(
            places.map { (subject: 0, contributor: Int(answers.contributors[$0]), value: answers.values[$0]) },
            subjects: 1, contributors: answers.contributorCount)
        let table = MarkTable(own, reach: reach)
        var pairs = 0
        table.forEachPair(in: table.range(ofSubject: 0)) { first, second, _ in
            if table.entries[first].contributor != table.entries[second].contributor { pairs += 1 }
        }
        return pairs > nearPairs
    }
}
