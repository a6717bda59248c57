/// All marks on all subjects in canonical order, without those that one contributor made twice.
struct MarkTable: Sendable {
    /// A mark and who made it.
    struct Entry: Sendable {
        var mark: Mark
        var contributor: Int
        /// Where it begins, for the search of near ones.
        var left: Double
    }

    /// Two marks of a contributor on a subject are one if they are this close, in parts of the reach: a double click.
    static let repeatDistance = 0.1

    /// How far apart marks may be.
    let reach: MarkReach
    /// Where the marks on every subject begin, and behind the last their number.
    private(set) var offsets = [0]
    /// The marks of every subject by shape, label, left edge and the rest, at last by contributor.
    private(set) var entries: [Entry] = []
    /// For every subject the number of marks that were left out.
    private(set) var repeats: [Int] = []

    init(_ answers: AnswersBySubject<[Mark]>, reach: MarkReach) {
        self.reach = reach
        for subject in 0..<answers.subjectCount {
            var own: [Entry] = []
            for answer in answers.range(ofSubject: subject) {
                for mark in answers.values[answer] {
                    own.append(
                        Entry(mark: mark, contributor: Int(answers.contributors[answer]), left: reach.left(mark)))
                }
            }
            own.sort(by: Self.precedes)
            let start = entries.count
            entries += own
            var isRepeat = [Bool](repeating: false, count: own.count)
            forEachPair(in: start..<entries.count) { first, second, distance in
                if distance <= Self.repeatDistance, entries[first].contributor == entries[second].contributor,
                    !isRepeat[first - start]
                {
                    isRepeat[second - start] = true
                }
            }
            entries.removeSubrange(start...)
            for index in own.indices where !isRepeat[index] { entries.append(own[index]) }
            repeats.append(own.count - (entries.count - start))
            offsets.append(entries.count)
        }
    }

    /// The places of a subject's marks.
    func range(ofSubject subject: Int) -> Range<Int> { offsets[subject]..<offsets[subject + 1] }

    /// Calls for all pairs of marks of one shape and label within reach, in the order of the first, then the second.
    ///
    /// Marks are sorted by where they begin, so that for each only those are tried that begin before it ends.
    func forEachPair(in range: Range<Int>, _ body: (_ first: Int, _ second: Int, _ distance: Double) -> Void) {
        var groupEnd = range.lowerBound
        for first in range {
            let mark = entries[first].mark
            if first == groupEnd {
                groupEnd += 1
                while groupEnd < range.upperBound, entries[groupEnd].mark.isOfKind(of: mark) { groupEnd += 1 }
            }
            let end = reach.right(mark)
            var second = first + 1
            while second < groupEnd, entries[second].left <= end {
                let distance = reach.between(mark.kind, mark.values, entries[second].mark.values)
                if distance <= 1 { body(first, second, distance) }
                second += 1
            }
        }
    }

    private static func precedes(_ left: Entry, _ right: Entry) -> Bool {
        guard left.mark.isOfKind(of: right.mark) else { return left.mark.kindPrecedes(right.mark) }
        if left.left != right.left { return left.left < right.left }
        if left.mark.values != right.mark.values { return left.mark < right.mark }
        return left.contributor < right.contributor
    }
}
