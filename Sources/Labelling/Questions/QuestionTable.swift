import Observations

/// Gathers the answers to one question by its rule: votes, rows that are one list together, and those who passed.
package struct QuestionTable: Sendable {
    /// How the question is decided.
    package let rule: QuestionRule
    private var answers: VoteTable
    /// Those who passed; `nil` where no answer means it.
    private var skips: VoteTable?

    /// A table without answers about subjects that those terms name.
    ///
    /// - Parameter isInOrder: As in `VoteTable`.
    package init(subjectTerms: [Term], rule: QuestionRule, isInOrder: Bool = false) {
        self.rule = rule
        answers = VoteTable(
            subjectTerms: subjectTerms, repeats: rule.repeats, joinsRows: rule.method.joinsRows, isInOrder: isInOrder)
        skips = rule.skipped.isEmpty ? nil : VoteTable(subjectTerms: subjectTerms, repeats: .latest)
    }

    /// How many answers have been added, several of one contributor on one subject included, skipped ones not.
    package var answerCount: Int { answers.answerCount }

    /// Adds subjects without votes, as `VoteTable` does.
    package mutating func add(subjects: [TextColumn], rows: Bitmap? = nil) {
        answers.add(subjects: subjects, rows: rows)
    }

    /// Adds a batch, as `VoteTable` does.
    package mutating func add(
        subjects: [TextColumn], contributors: TextColumn, labels: TextColumn, submissions: [UInt32],
        ordinals: [UInt32], rows: Bitmap? = nil
    ) {
        guard skips != nil else {
            return answers.add(
                subjects: subjects, contributors: contributors, labels: labels, submissions: submissions,
                ordinals: ordinals, rows: rows)
        }
        var answered = rows ?? Bitmap(repeating: true, count: labels.count)
        var passed = Bitmap(repeating: false, count: labels.count)
        for row in 0..<labels.count where answered[row] {
            guard let label = labels[row], rule.skipped.contains(label) else { continue }
            answered[row] = false
            passed[row] = true
        }
        answers.add(subjects: subjects, rows: passed)
        answers.add(
            subjects: subjects, contributors: contributors, labels: labels, submissions: submissions,
            ordinals: ordinals, rows: answered)
        skips?.add(
            subjects: subjects, contributors: contributors, labels: labels, submissions: submissions,
            ordinals: ordinals, rows: passed)
    }

    /// The votes in canonical order; the table is empty afterwards.
    package mutating func seal() -> Votes {
        var votes = answers.seal()
        if let passed = skips?.seal() { votes.add(skips: passed) }
        return votes
    }
}

extension Votes {
    /// Counts and lists those who passed and have no vote on the subject.
    fileprivate mutating func add(skips: Votes) {
        skipped = [UInt32](repeating: 0, count: subjectCount)
        let numbers = skips.contributors.numbers(in: contributors)
        for subject in 0..<skips.subjectCount {
            guard let own = self.subject(named: skips.subjects.map { $0[subject] ?? "" }) else { continue }
            let voters = range(ofSubject: own)
            // Both are in the order of the contributors.
            var next = voters.lowerBound
            for skip in skips.range(ofSubject: subject) {
                let contributor = Int(skips.voteContributors[skip])
                if let number = numbers[contributor] {
                    while next < voters.upperBound, voteContributors[next] < number { next += 1 }
                    if next < voters.upperBound, voteContributors[next] == number { continue }
                }
                skipped[own] += 1
                skippedSubjects.append(UInt32(own))
                skippedContributors.append(cell: contributor, of: skips.contributors)
                skippedLabels.append(cell: Int(skips.voteLabels[skip]), of: skips.labels)
            }
        }
    }
}

extension TextColumn {
    /// For every cell its place in another column; both are in byte order without repetition.
    func numbers(in other: TextColumn) -> [UInt32?] {
        var numbers = [UInt32?](repeating: nil, count: count)
        var next = 0
        for row in 0..<count {
            let cell = bytes[range(row)]
            while next < other.count, ByteOrder.precedes(other.bytes[other.range(next)], cell) { next += 1 }
            if next < other.count, other.bytes[other.range(next)].elementsEqual(cell) { numbers[row] = UInt32(next) }
        }
        return numbers
    }
}
