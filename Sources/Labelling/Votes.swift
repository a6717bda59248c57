import Observations

/// The votes on one question in canonical order: a function of who answered what, not of how it arrived.
///
/// Subjects, contributors and labels are numbered in the byte order of their names. Votes are sorted by subject, then
/// by contributor; each contributor has at most one on a subject. All methods work on these flat arrays.
///
///     subjects        photo-1        photo-2   photo-3
///     offsets         0              3         3          5        photo-2 has no votes
///     contributors    0   1   2                0   2
///     answers         1   1   0                0   0
package struct Votes: Sendable {
    /// The terms that name a subject.
    package let subjectTerms: [Term]
    /// The names of the subjects, one column per term, sorted by bytes, the first term first.
    package let subjects: [TextColumn]
    /// The names of the contributors who have a vote, sorted by bytes.
    package let contributors: TextColumn
    /// The labels that somebody voted for, sorted by bytes.
    package let labels: TextColumn
    /// Where the votes of every subject begin, and behind the last the number of votes.
    package let offsets: [UInt32]
    /// The contributor of every vote.
    package let voteContributors: [UInt32]
    /// The label of every vote.
    package let voteLabels: [UInt32]
    /// Answers that do not count because their contributor gave several in one submission.
    package let repeated: [RepeatedAnswers]
    /// Answers that are nobody's vote because the contributor is blank.
    package let withoutContributor: Int
    /// For every subject how many contributors passed on it and have no vote; empty where nobody could.
    package internal(set) var skipped: [UInt32] = []
    /// These contributors, by subject.
    var skippedSubjects: [UInt32] = []
    var skippedContributors = TextColumn()
    var skippedLabels = TextColumn()

    /// The number of subjects, those without votes included.
    package var subjectCount: Int { offsets.count - 1 }
    /// The number of votes.
    package var count: Int { voteLabels.count }

    /// The places of a subject's votes.
    package func range(ofSubject subject: Int) -> Range<Int> {
        Int(offsets[subject])..<Int(offsets[subject + 1])
    }

    /// How many votes on a subject are for a label.
    package func votes(for label: Int, on subject: Int) -> Int {
        var count = 0
        for vote in range(ofSubject: subject) where Int(voteLabels[vote]) == label { count += 1 }
        return count
    }

    /// The names of some subjects, one column per term.
    package func subjectColumns(_ range: Range<Int>) -> [TextColumn] {
        subjects.map { $0.gathered(range.map { UInt32($0) }) }
    }

    /// The number of the subject with this name, one string per term; `nil` if there is none.
    package func subject(named parts: [String]) -> Int? {
        guard parts.count == subjects.count else { return nil }
        var low = 0
        var high = subjectCount
        while low < high {
            let middle = (low + high) / 2
            switch order(of: middle, against: parts) {
            case 0: return middle
            case ..<0: low = middle + 1
            default: high = middle
            }
        }
        return nil
    }

    /// Negative if the subject comes before the name, 0 if it is that, positive if it comes after.
    private func order(of subject: Int, against parts: [String]) -> Int {
        for (column, part) in zip(subjects, parts) {
            let cell = column.bytes[column.range(subject)]
            if ByteOrder.precedes(cell, part.utf8) { return -1 }
            if ByteOrder.precedes(part.utf8, cell) { return 1 }
        }
        return 0
    }

    /// How many votes every contributor has, as text beside the names: the columns of `contributors.csv`.
    package func contributorColumns() -> (contributors: TextColumn, contributions: TextColumn) {
        var counts = [Int](repeating: 0, count: contributors.count)
        for contributor in voteContributors { counts[Int(contributor)] += 1 }
        var column = ColumnBuilder(rows: counts.count, bytes: 4 * counts.count)
        for count in counts { column.append(count: count) }
        return (contributors, column.column())
    }

    /// Takes over who passed.
    mutating func takeSkips(of other: Votes) {
        skipped = other.skipped
        skippedSubjects = other.skippedSubjects
        skippedContributors = other.skippedContributors
        skippedLabels = other.skippedLabels
    }

    /// All votes in canonical order, and behind them those who passed: the columns of `votes.csv`, the subject's terms
    /// first.
    package func voteColumns() -> (subjects: [TextColumn], contributors: TextColumn, labels: TextColumn) {
        var voteSubjects: [UInt32] = []
        voteSubjects.reserveCapacity(count)
        for subject in 0..<subjectCount {
            for _ in range(ofSubject: subject) { voteSubjects.append(UInt32(subject)) }
        }
        voteSubjects += skippedSubjects
        var (names, answers) = (contributors.gathered(voteContributors), labels.gathered(voteLabels))
        for row in skippedSubjects.indices {
            names.append(cell: row, of: skippedContributors)
            answers.append(cell: row, of: skippedLabels)
        }
        return (subjects.map { $0.gathered(voteSubjects) }, names, answers)
    }
}

/// Several answers of one contributor on one subject within one submission, none of which counts.
package struct RepeatedAnswers: Sendable, Equatable {
    /// The subject's number in `Votes`.
    package let subject: Int
    /// The contributor's name; she may have no vote at all.
    package let contributor: String
    /// The submission in which the answers stand.
    package let submission: UInt32
    /// The places of the answers in the dataset, ascending.
    package let ordinals: [UInt32]
    /// The answers, in the order of `ordinals`.
    package let labels: [String]
}
