import Observations

/// Right answers that are known beforehand for some subjects ("gold"): what the methods learn is held to them.
///
/// They teach the methods about contributors, and nothing else: the scores of such a subject are what its votes say under
/// what was learnt, so that the crowd can be compared with what is known. To publish the known answer give the same
/// `ExpertAnswers` to `Consensus` as decisions.
package struct KnownTruths: Sendable {
    /// The class of a subject of which nothing is known.
    static let free = UInt32.max
    /// The class of a subject whose right answer nobody ever gave, to any subject, or that cannot be true.
    static let unheard = UInt32.max - 1

    /// Nothing is known.
    package static let none = KnownTruths()

    /// The right label of every subject of the votes, `free` or `unheard`; empty where nothing is known.
    private let labels: [UInt32]

    private init(labels: [UInt32] = []) { self.labels = labels }

    /// The known answers on subjects of some votes. Those on other subjects are passed over.
    package init(_ answers: ExpertAnswers, in votes: Votes) {
        let (subjects, names) = answers.columns()
        var labels = [UInt32](repeating: Self.free, count: votes.subjectCount)
        for row in 0..<names.count {
            guard let subject = votes.subject(named: subjects.map { $0[row] ?? "" }), let name = names[row],
                !name.isEmpty
            else { continue }
            labels[subject] = votes.label(named: name) ?? Self.unheard
        }
        self.labels = labels.contains { $0 != Self.free } ? labels : []
    }

    /// The same without the answers on some subjects, by their numbers, so that these can be checked.
    func leavingOut(_ subjects: [Int]) -> KnownTruths {
        guard !labels.isEmpty else { return self }
        var rest = labels
        for subject in subjects { rest[subject] = Self.free }
        return KnownTruths(labels: rest.contains { $0 != Self.free } ? rest : [])
    }

    /// Whether nothing is known.
    package var isEmpty: Bool { labels.isEmpty }

    /// The right label of a subject; `nil` where it is not known, `unheard` where nobody ever gave it.
    func label(of subject: Int) -> UInt32? {
        guard !labels.isEmpty, labels[subject] != Self.free else { return nil }
        return labels[subject]
    }

    /// The class of every subject's right answer, `free` or `unheard`; empty where nothing is known.
    func classes(_ truths: TruthClasses) -> [UInt32] {
        labels.map { label in
            guard label < Self.unheard else { return label }
            let truth = truths.classOfLabel[Int(label)]
            return truth == TruthClasses.none ? Self.unheard : truth
        }
    }
}

extension Votes {
    /// The number of the label with this name; `nil` if nobody gave it. Cost: a search by halving.
    func label(named name: String) -> UInt32? {
        var (low, high) = (0, labels.count)
        while low < high {
            let middle = (low + high) / 2
            let cell = labels.bytes[labels.range(middle)]
            if ByteOrder.precedes(cell, name.utf8) {
                low = middle + 1
            } else if ByteOrder.precedes(name.utf8, cell) {
                high = middle
            } else {
                return UInt32(middle)
            }
        }
        return nil
    }
}

extension Scores {
    /// The same with each known subject's right answer as its only entry, and none where nobody ever gave it.
    func holding(_ known: KnownTruths) -> Scores {
        guard !known.isEmpty else { return self }
        var held = Scores(reservingSubjects: subjectCount, entries: labels.count)
        for subject in 0..<subjectCount {
            if let label = known.label(of: subject) {
                if label != KnownTruths.unheard { held.add(label: label, score: 1) }
            } else {
                for entry in range(ofSubject: subject) { held.add(label: labels[entry], score: values[entry]) }
            }
            held.endSubject()
        }
        return held
    }
}
