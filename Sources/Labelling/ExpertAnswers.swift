import Observations

/// What experts have decided on one question: a label for each of some subjects, whatever the crowd says.
///
/// Subjects are named by the values of their terms, compared byte by byte as in `VoteTable`; whoever wants `é` in its
/// two spellings to be one name normalises before. A label that nobody voted for is allowed, and so is a subject that
/// nobody voted on: add the subjects to every question's table (`VoteTable.add(subjects:rows:)`) before it is sealed.
package struct ExpertAnswers: Sendable, Equatable {
    /// The terms that name a subject together.
    package let subjectTerms: [Term]
    /// By the subject's name (`SubjectKey`). Never read in its own order.
    private var labels: [[UInt8]: [UInt8]] = [:]

    /// No decisions yet on subjects that those terms name.
    package init(subjectTerms: [Term]) {
        precondition(!subjectTerms.isEmpty)
        self.subjectTerms = subjectTerms
    }

    /// How many subjects are decided.
    package var count: Int { labels.count }
    /// Whether nothing is decided.
    package var isEmpty: Bool { labels.isEmpty }

    /// Decides a subject, named by one string per term. A later decision replaces an earlier one.
    ///
    /// - Parameter label: The answer; `nil` takes the decision back, so that the crowd's word counts again.
    /// - Returns: `false` where a part of the subject or the label is blank, which decides nothing.
    @discardableResult
    package mutating func decide(_ subject: [String], _ label: String?) -> Bool {
        precondition(subject.count == subjectTerms.count)
        guard subject.allSatisfy({ !$0.isEmpty }), label.map({ !$0.isEmpty }) ?? true else { return false }
        var name: [UInt8] = []
        for part in subject { SubjectKey.append(part.utf8, to: &name) }
        labels[name] = label.map { Array($0.utf8) }
        return true
    }

    /// Adds decisions that stand in columns, one per subject term. Rows in which something is blank are passed over,
    /// and so are those that are not set in `rows`.
    package mutating func add(subjects: [TextColumn], labels column: TextColumn, rows: Bitmap? = nil) {
        for row in 0..<column.count where rows?[row] ?? true {
            decide(subjects.map { $0[row] ?? "" }, column[row] ?? "")
        }
    }

    /// Whether a subject is decided.
    package func decides(_ subject: [String]) -> Bool {
        var name: [UInt8] = []
        for part in subject { SubjectKey.append(part.utf8, to: &name) }
        return labels[name] != nil
    }

    /// The first row in columns whose label is another than the decided one; `nil` if there is none.
    package func contradicted(by subjects: [TextColumn], _ column: TextColumn) -> Int? {
        (0..<column.count).first { row in
            guard let label = column[row], !label.isEmpty else { return false }
            var name: [UInt8] = []
            for subject in subjects { SubjectKey.append((subject[row] ?? "").utf8, to: &name) }
            return labels[name].map { !$0.elementsEqual(label.utf8) } ?? false
        }
    }

    /// The decided subjects in byte order, one column per term: what `VoteTable.add(subjects:rows:)` takes.
    package var subjects: [TextColumn] { columns().subjects }

    /// The decisions in the byte order of their subjects: the columns of `decisions.csv` but for the question.
    package func columns() -> (subjects: [TextColumn], labels: TextColumn) {
        var subjects = [TextColumn](repeating: TextColumn(), count: subjectTerms.count)
        var answers = TextColumn(reservingRows: count)
        for name in labels.keys.sorted(by: { ByteOrder.precedes($0, $1) }) {
            SubjectKey.split(name[...], into: &subjects)
            answers.append(labels[name] ?? [])
        }
        return (subjects, answers)
    }
}

/// Decisions by the numbers of their subjects.
struct DecidedSubjects: Sendable {
    /// The decided subjects' numbers in `Votes`, ascending.
    private(set) var subjects: [Int] = []
    /// The label of each.
    private(set) var labels = TextColumn()

    /// The decisions on subjects of some votes. Both are in byte order, so that one pass numbers them.
    init(_ experts: ExpertAnswers?, in votes: Votes) {
        guard let experts, !experts.isEmpty else { return }
        let (names, labels) = experts.columns()
        for row in 0..<labels.count {
            guard let subject = votes.subject(named: names.map { $0[row] ?? "" }) else {
                preconditionFailure("a decided subject was not added to the votes")
            }
            subjects.append(subject)
        }
        self.labels = labels
    }

    /// The label that was decided for a subject; `nil` where none was.
    func label(of subject: Int) -> String? {
        var (low, high) = (0, subjects.count)
        while low < high {
            let middle = (low + high) / 2
            if subjects[middle] < subject { low = middle + 1 } else { high = middle }
        }
        return low < subjects.count && subjects[low] == subject ? labels[low] : nil
    }
}
