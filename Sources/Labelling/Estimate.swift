/// What a method says about all subjects.
package struct Estimate: Sendable {
    /// The scores of the labels on every subject.
    package let scores: Scores
    /// What was learnt about the contributors; `nil` for methods that learn nothing.
    package let confusions: ConfusionMatrices?
    /// How many iterations were made; 0 for methods without any.
    package let iterations: Int
    /// What the iterations maximised, at their end; `nil` for methods that stop when the probabilities settle.
    package let objective: Double?
    /// What was done and why, for methods that decide something themselves.
    package var account: EnsembleAccount?

    /// An estimate of those parts.
    init(
        scores: Scores, confusions: ConfusionMatrices? = nil, iterations: Int = 0, objective: Double? = nil,
        account: EnsembleAccount? = nil
    ) {
        self.scores = scores
        self.confusions = confusions
        self.iterations = iterations
        self.objective = objective
        self.account = account
    }

    /// Nothing about that many subjects: no votes, or none for anything that can be true.
    package init(emptySubjects: Int) { self.init(scores: Scores(emptySubjects: emptySubjects)) }
}

/// Scores of labels per subject: for each subject only the labels that matter, in the order of their numbers.
package struct Scores: Sendable, Equatable {
    /// Two scores closer than this are a tie, for the last bits of a sum are no evidence.
    package static let tieWidth = 1e-9
    /// A label with a smaller score than this, which would be printed as 0.000000, is nobody's runner-up.
    package static let leastRunnerUp = 1e-6

    /// A smaller score is not kept.
    package static let leastKept = 1e-10

    /// Where the entries of every subject begin, and behind the last the number of entries.
    package private(set) var offsets: [UInt32] = [0]
    /// The label of every entry.
    package private(set) var labels: [UInt32] = []
    /// The score of every entry, from 0 to 1. A label without entry has a score below `leastKept`, or no votes.
    package private(set) var values: [Double] = []

    /// No scores yet, with room for that many.
    init(reservingSubjects subjects: Int, entries: Int) {
        offsets.reserveCapacity(subjects + 1)
        labels.reserveCapacity(entries)
        values.reserveCapacity(entries)
    }

    /// Scores whose parts are complete: where every subject's entries begin, and their labels and values.
    init(offsets: [UInt32], labels: [UInt32], values: [Double]) {
        self.offsets = offsets
        self.labels = labels
        self.values = values
    }

    /// No scores for any of that many subjects.
    init(emptySubjects subjects: Int) {
        offsets = [UInt32](repeating: 0, count: subjects + 1)
    }

    /// The number of subjects.
    package var subjectCount: Int { offsets.count - 1 }

    /// The places of a subject's entries.
    package func range(ofSubject subject: Int) -> Range<Int> {
        Int(offsets[subject])..<Int(offsets[subject + 1])
    }

    /// The score of a label on a subject.
    package func score(of label: Int, on subject: Int) -> Double {
        for entry in range(ofSubject: subject) where Int(labels[entry]) == label { return values[entry] }
        return 0
    }

    /// Adds an entry for the subject that is being filled.
    mutating func add(label: UInt32, score: Double) {
        labels.append(label)
        values.append(score)
    }

    /// Ends the entries of a subject.
    mutating func endSubject() { offsets.append(UInt32(labels.count)) }

    /// Who leads on a subject and who comes next, as far as the scores can tell.
    func standing(ofSubject subject: Int) -> Standing {
        var standing = Standing()
        let entries = range(ofSubject: subject)
        for entry in entries { standing.score = max(standing.score, values[entry]) }
        var second = 0.0
        for entry in entries {
            if standing.score - values[entry] < Self.tieWidth {
                if standing.leaderCount == 0 { standing.leader = labels[entry] }
                standing.leaderCount += 1
            } else {
                second = max(second, values[entry])
            }
        }
        if standing.leaderCount == 1, second >= Self.leastRunnerUp { standing.runnerUpScore = second }
        return standing
    }

    /// The labels of a subject with a score as good as that, ties included, in byte order.
    func labels(ofSubject subject: Int, tiedAt score: Double) -> [UInt32] {
        range(ofSubject: subject).filter { abs(score - values[$0]) < Self.tieWidth }.map { labels[$0] }
    }
}

/// The front of a subject's field, without the lists that few subjects need.
struct Standing {
    /// The best score; 0 without votes.
    var score = 0.0
    /// How many labels have it: more than one is a tie, none is a subject without votes.
    var leaderCount = 0
    /// The first of them in byte order.
    var leader: UInt32 = 0
    /// The next score; `nil` if there is none to speak of or the front is tied.
    var runnerUpScore: Double?
}
