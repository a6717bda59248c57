import Observations

/// What somebody said about two items, in the order of their numbers.
package enum Preference: Int8, Sendable, Comparable {
    /// The item with the greater number is preferred.
    case second = -1
    /// Neither is.
    case tie = 0
    /// The item with the lesser number is preferred.
    case first = 1

    /// The order in which answers of one contributor about one pair are kept.
    package static func < (left: Preference, right: Preference) -> Bool { left.rawValue < right.rawValue }
}

/// Two items that were compared; (a, b) and (b, a) are the same pair.
package struct ItemPair: Sendable, Equatable {
    /// The item with the lesser number.
    package let first: UInt32
    /// The item with the greater number.
    package let second: UInt32
}

/// Answers to "which of these two?": what `AnswersBySubject` is for single items, this is for pairs.
///
/// Items are numbered in the byte order of their names, pairs are sorted by items, the answers about a pair by
/// contributor. Which of the two stood first in the question leaves no trace: turning a question round changes nothing.
package struct Comparisons: Sendable {
    /// The names of the items, sorted by bytes.
    package let items: TextColumn
    /// The number of contributors who may have an answer.
    package let contributorCount: Int
    /// Every pair that is a subject, also without answers.
    package private(set) var pairs: [ItemPair] = []
    /// Where the answers about every pair begin, and behind the last the number of answers.
    package private(set) var offsets: [Int] = [0]
    /// The contributor of every answer.
    package private(set) var contributors: [UInt32] = []
    /// Every answer.
    package private(set) var preferences: [Preference] = []
    /// The pair of every subject of `Votes`; `nil` where both items are the same.
    package private(set) var pairOfSubject: [Int?]
    /// The places in `Votes` of those answers that name neither item nor a tie, ascending, and of all answers to
    /// questions that show one item twice. They count for nothing here.
    package private(set) var unreadable: [Int] = []

    /// The number of answers.
    package var count: Int { preferences.count }

    /// The places of the answers about a pair.
    package func range(ofPair pair: Int) -> Range<Int> { offsets[pair]..<offsets[pair + 1] }

    /// The comparisons that votes are.
    ///
    /// A contributor who was asked about (a, b) and about (b, a) has two answers about the pair.
    ///
    /// - Parameters:
    ///   - votes: Votes whose subjects are named by exactly two terms, the two items, and whose labels are names of
    ///     items. Names are compared byte by byte.
    ///   - ties: The labels that mean "neither", such as `equal`. An item of that name comes first where it is shown.
    package init(_ votes: Votes, ties: [String] = []) {
        precondition(votes.subjects.count == 2, "a comparison has two items")
        contributorCount = votes.contributors.count
        var table = NameTable()
        let shown = votes.subjects.map { table.numbers(of: $0) }
        let order = ByteOrder.sorted(table)
        let ranks = ByteOrder.ranks(of: order)
        var items = TextColumn(reservingRows: order.count, bytes: table.bytes.count)
        for number in order { items.append(table.bytes[table.range(Int(number))]) }
        self.items = items
        // Labels that are no item get numbers behind those of the items.
        let labels = table.numbers(of: votes.labels)
        let tieNumbers = Set(table.numbers(of: TextColumn(ties)))
        pairOfSubject = [Int?](repeating: nil, count: votes.subjectCount)

        // Subjects in the order of their pairs; a pair has one subject or two.
        var subjects: [(pair: ItemPair, subject: Int)] = []
        for subject in 0..<votes.subjectCount {
            let one = ranks[Int(shown[0][subject])]
            let other = ranks[Int(shown[1][subject])]
            if one == other {
                unreadable.append(contentsOf: votes.range(ofSubject: subject))
            } else {
                subjects.append((ItemPair(first: min(one, other), second: max(one, other)), subject))
            }
        }
        subjects.sort { ($0.pair.first, $0.pair.second, $0.subject) < ($1.pair.first, $1.pair.second, $1.subject) }
        var place = 0
        while place < subjects.count {
            let pair = subjects[place].pair
            var answers: [(contributor: UInt32, preference: Preference)] = []
            while place < subjects.count, subjects[place].pair == pair {
                let subject = subjects[place].subject
                pairOfSubject[subject] = pairs.count
                for vote in votes.range(ofSubject: subject) {
                    let label = labels[Int(votes.voteLabels[vote])]
                    let contributor = votes.voteContributors[vote]
                    if label == shown[0][subject] || label == shown[1][subject] {
                        answers.append((contributor, ranks[Int(label)] == pair.first ? .first : .second))
                    } else if tieNumbers.contains(label) {
                        answers.append((contributor, .tie))
                    } else {
                        unreadable.append(vote)
                    }
                }
                place += 1
            }
            add(pair, answers)
        }
        unreadable.sort()
    }

    private mutating func add(_ pair: ItemPair, _ answers: [(contributor: UInt32, preference: Preference)]) {
        for answer in answers.sorted(by: { ($0.contributor, $0.preference) < ($1.contributor, $1.preference) }) {
            contributors.append(answer.contributor)
            preferences.append(answer.preference)
        }
        pairs.append(pair)
        offsets.append(preferences.count)
    }
}

extension NameTable {
    /// The numbers of a column's names; new ones for names that have not been seen.
    fileprivate mutating func numbers(of column: TextColumn) -> [UInt32] {
        column.withCells { bytes, ends in
            var start = 0
            return ends.map { end in
                defer { start = Int(end) }
                return intern(bytes, start, Int(end))
            }
        }
    }
}
