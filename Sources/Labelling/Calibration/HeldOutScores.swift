/// What a method says about subjects whose right answer is known, where it was not told that answer.
///
/// Confidence can only be checked on such subjects. One that was learnt from looks better than the others do, because the
/// contributors who were right on it have gained weight.
package struct HeldOutScores: Sendable, Equatable {
    /// The subjects' numbers in `Votes`, ascending, which is the byte order of their names. All have votes.
    package let subjects: [Int]
    /// The right label of each; `KnownTruths.unheard` where nobody ever gave it, or where it cannot be true.
    let rights: [UInt32]
    /// The scores, one row per item of `subjects`.
    package let scores: Scores
    /// The labels that can be true, ascending.
    package let labels: [UInt32]
    /// In how many parts the subjects were held out: the one at place p belongs to part p modulo `folds`.
    package let folds: Int

    init(subjects: [Int], rights: [UInt32], scores: Scores, labels: [UInt32], folds: Int) {
        self.subjects = subjects
        self.rights = rights
        self.scores = scores
        self.labels = labels
        self.folds = folds
    }

    /// Scores that were made without any of the known answers, as where these serve for comparison alone.
    ///
    /// - Parameter unsure: Labels that are answers but never true, as the method was told.
    package init(_ scores: Scores, of votes: Votes, unsure: [String] = [], known: KnownTruths) {
        let truths = TruthClasses(votes, unsure: unsure)
        let (subjects, rights) = Self.answered(known, in: votes, truths)
        self.init(
            subjects: subjects, rights: rights, scores: scores.rows(subjects), labels: truths.labels,
            folds: min(CrossFit.mostFolds, subjects.count))
    }

    /// The known subjects that have votes, and what is right on them.
    static func answered(
        _ known: KnownTruths, in votes: Votes, _ truths: TruthClasses
    ) -> (subjects: [Int], rights: [UInt32]) {
        var subjects: [Int] = []
        var rights: [UInt32] = []
        guard !known.isEmpty else { return (subjects, rights) }
        for subject in 0..<votes.subjectCount where !votes.range(ofSubject: subject).isEmpty {
            guard let right = known.label(of: subject) else { continue }
            subjects.append(subject)
            let canBeTrue = right != KnownTruths.unheard && truths.classOfLabel[Int(right)] != TruthClasses.none
            rights.append(canBeTrue ? right : KnownTruths.unheard)
        }
        return (subjects, rights)
    }

    /// How many subjects say anything: those with a score for some label. Votes for "unsure" alone say nothing.
    package var scored: Int {
        var count = 0
        for row in subjects.indices where !scores.range(ofSubject: row).isEmpty { count += 1 }
        return count
    }

    /// The rows at those places, as one part.
    func rows(_ places: [Int]) -> HeldOutScores {
        HeldOutScores(
            subjects: places.map { subjects[$0] }, rights: places.map { rights[$0] }, scores: scores.rows(places),
            labels: labels, folds: 1)
    }

    /// The same subjects with other scores.
    func replacing(_ scores: Scores) -> HeldOutScores {
        HeldOutScores(subjects: subjects, rights: rights, scores: scores, labels: labels, folds: folds)
    }
}

extension Scores {
    /// The scores of some subjects, in that order.
    func rows(_ subjects: [Int]) -> Scores {
        var rows = Scores(reservingSubjects: subjects.count, entries: subjects.count)
        for subject in subjects {
            for entry in range(ofSubject: subject) { rows.add(label: labels[entry], score: values[entry]) }
            rows.endSubject()
        }
        return rows
    }

    /// What the labels without entry have together on a subject, and how many they are.
    ///
    /// That is 1 less the entries, for instance the part of majority's extra vote that went to labels without votes; at
    /// least `leastKept` if there are such labels, because a smaller score was not kept and may have been anything.
    ///
    /// - Parameter isRightUnheard: Whether the right label is none of the question's: then there is one more.
    func rest(ofSubject subject: Int, labelCount: Int, isRightUnheard: Bool = false) -> (labels: Int, score: Double) {
        let entries = range(ofSubject: subject)
        var rest = 1.0
        for entry in entries { rest -= values[entry] }
        let others = max(0, labelCount - entries.count) + (isRightUnheard ? 1 : 0)
        return (others, rest >= Self.leastKept ? rest : others > 0 ? Self.leastKept : 0)
    }
}
