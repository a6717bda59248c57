import Observations

/// Answers of any kind to one question, in canonical order: by subject, then by contributor, both in byte order.
///
/// What `Votes` is for labels, this is for numbers, sets, taxa and texts: the input of all methods beside the choice
/// of one label. Every contributor has at most one answer on a subject.
package struct AnswersBySubject<Value: Sendable>: Sendable {
    /// The number of subjects, those without answers included.
    package var subjectCount: Int { offsets.count - 1 }
    /// The number of contributors who may have an answer.
    package let contributorCount: Int
    /// Where the answers of every subject begin, and behind the last the number of answers.
    package private(set) var offsets: [UInt32] = [0]
    /// The contributor of every answer.
    package private(set) var contributors: [UInt32] = []
    /// Every answer.
    package private(set) var values: [Value] = []
    /// The places in `Votes` of those answers that could not be read; they count for nothing here.
    package private(set) var unreadable: [Int] = []

    /// The number of answers.
    package var count: Int { values.count }

    /// The places of a subject's answers.
    package func range(ofSubject subject: Int) -> Range<Int> {
        Int(offsets[subject])..<Int(offsets[subject + 1])
    }

    /// The answers that votes are, read from their text. Subjects and contributors keep their numbers.
    ///
    /// - Parameters:
    ///   - votes: Votes whose "labels" are numbers, lists, names or texts as they were written. Repeated answers have
    ///     been resolved.
    ///   - read: What a text means, or `nil` if it is none of the answers that the question allows. Called once for
    ///     each different text.
    package init(_ votes: Votes, reading read: (String) -> Value?) {
        contributorCount = votes.contributors.count
        let meanings = (0..<votes.labels.count).map { read(votes.labels[$0] ?? "") }
        contributors.reserveCapacity(votes.count)
        values.reserveCapacity(votes.count)
        offsets.reserveCapacity(votes.subjectCount + 1)
        for subject in 0..<votes.subjectCount {
            for vote in votes.range(ofSubject: subject) {
                if let value = meanings[Int(votes.voteLabels[vote])] {
                    contributors.append(votes.voteContributors[vote])
                    values.append(value)
                } else {
                    unreadable.append(vote)
                }
            }
            offsets.append(UInt32(values.count))
        }
    }

    /// Answers whose subjects and contributors are numbered already.
    ///
    /// - Parameters:
    ///   - rows: The answers, in any order. Of several by one contributor on one subject the last counts.
    ///   - subjects: The number of subjects, more than the greatest.
    ///   - contributors: The number of contributors, more than the greatest.
    package init(
        _ rows: [(subject: Int, contributor: Int, value: Value)], subjects: Int, contributors contributorCount: Int
    ) {
        self.contributorCount = contributorCount
        let order = rows.indices.sorted {
            (rows[$0].subject, rows[$0].contributor, $0) < (rows[$1].subject, rows[$1].contributor, $1)
        }
        var next = 0
        for subject in 0..<subjects {
            let start = values.count
            while next < order.count, rows[order[next]].subject == subject {
                let row = rows[order[next]]
                if values.count > start, contributors[values.count - 1] == UInt32(row.contributor) {
                    values[values.count - 1] = row.value
                } else {
                    contributors.append(UInt32(row.contributor))
                    values.append(row.value)
                }
                next += 1
            }
            offsets.append(UInt32(values.count))
        }
    }

    /// The same answers with other values, in the same places.
    package func mapped<Other: Sendable>(_ transform: (Value) -> Other) -> AnswersBySubject<Other> {
        AnswersBySubject<Other>(
            contributorCount: contributorCount, offsets: offsets, contributors: contributors,
            values: values.map(transform), unreadable: unreadable)
    }

    /// Some of the answers. Subjects and contributors keep their numbers.
    ///
    /// - Parameter isKept: Whether an answer stays, by its place.
    func keeping(_ isKept: [Bool]) -> AnswersBySubject {
        let places = isKept.indices.filter { isKept[$0] }
        var offsets: [UInt32] = [0]
        var kept: UInt32 = 0
        for subject in 0..<subjectCount {
            for place in range(ofSubject: subject) where isKept[place] { kept += 1 }
            offsets.append(kept)
        }
        return AnswersBySubject(
            contributorCount: contributorCount, offsets: offsets, contributors: places.map { contributors[$0] },
            values: places.map { values[$0] }, unreadable: unreadable)
    }

    fileprivate init(
        contributorCount: Int, offsets: [UInt32], contributors: [UInt32], values: [Value], unreadable: [Int]
    ) {
        self.contributorCount = contributorCount
        self.offsets = offsets
        self.contributors = contributors
        self.values = values
        self.unreadable = unreadable
    }
}
