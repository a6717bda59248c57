/// Bayesian weighted average: each label is a yes-or-no question of its own, answered by a mean of the votes in which
/// contributors have precisions.
///
/// For label k with votes b of 0 and 1, from z_i = vote fractions, alternating:
///
/// - v_j = (a + n_j) ÷ (b₀ + Σ (z_i − b_ij)²), with a = 15 and b₀ = a · 4 (1 − 1/K) · the mean of z_i (1 − z_i) over
///   the votes;
/// - z_i = (λμ + Σ v_j b_ij) ÷ (λ + Σ v_j), with μ the mean of all z_i and λ = 1.
///
/// It stops when no z moves by more than 10⁻⁸ and 10⁻³ of itself, at the latest after 500 iterations. The K results of
/// a subject are divided by their sum.
struct BWA {
    /// How strongly every contributor is taken to be average, in answers: a.
    static let strength = 15.0
    /// How strongly every subject is taken to be average, in precision: λ.
    static let pull = 1.0
    var iterationLimit = 500

    /// Learns precisions and means, label by label.
    func estimate(
        from votes: Votes, unsure: [String] = [], known: KnownTruths = .none
    ) throws(LabellingError) -> Estimate {
        let truths = TruthClasses(votes, unsure: unsure)
        guard truths.count > 0 else { return Estimate(emptySubjects: votes.subjectCount) }
        let size = votes.subjectCount.multipliedReportingOverflow(by: truths.count)
        guard !size.overflow, size.partialValue <= ConfusionModel.cellLimit else {
            throw .modelTooLarge(
                labels: votes.labels.count, rows: votes.subjectCount,
                gigabytes: Int(Double(votes.subjectCount) * Double(8 * truths.count) / 0x1p30) + 1)
        }
        let classes = votes.voteLabels.map { truths.classOfLabel[Int($0)] }
        var average = WeightedAverage(votes, classes, labels: truths.count, known: known.classes(truths))
        var means = [Double](repeating: 0, count: size.partialValue)
        var iterations = 0
        for truth in 0..<truths.count {
            iterations = max(iterations, average.solve(UInt32(truth), limit: iterationLimit))
            for subject in 0..<votes.subjectCount {
                means[subject * truths.count + truth] = average.means[subject]
            }
        }
        var scores = Scores(reservingSubjects: votes.subjectCount, entries: votes.count)
        let most = truths.count > 1 ? 1.0.nextDown : 1
        for subject in 0..<votes.subjectCount {
            let own = subject * truths.count..<(subject + 1) * truths.count
            var total = 0.0
            for place in own { total += means[place] }
            if truths.areNamed(in: votes, on: subject), total > 0 {
                for place in own where means[place] / total >= Scores.leastKept {
                    scores.add(label: truths.labels[place - own.lowerBound], score: min(means[place] / total, most))
                }
            }
            scores.endSubject()
        }
        return Estimate(scores: scores, iterations: iterations)
    }

    /// The question whether a label is true, for one label after the other.
    private struct WeightedAverage {
        let votes: Votes
        let classes: [UInt32]
        let labels: Int
        /// The class of every subject's known answer; empty where none is known.
        let known: [UInt32]
        /// z of every subject; 0 without votes.
        var means: [Double]
        private var answers: [Double]
        private var named: [Double]
        private var subjects = 0.0
        private var total = 0.0

        init(_ votes: Votes, _ classes: [UInt32], labels: Int, known: [UInt32]) {
            self.votes = votes
            self.classes = classes
            self.labels = labels
            self.known = known
            means = [Double](repeating: 0, count: votes.subjectCount)
            named = means
            answers = [Double](repeating: 0, count: votes.contributors.count)
            for subject in 0..<votes.subjectCount {
                for vote in votes.range(ofSubject: subject) where classes[vote] != TruthClasses.none {
                    answers[Int(votes.voteContributors[vote])] += 1
                    named[subject] += 1
                }
                total += named[subject]
                if named[subject] > 0 { subjects += 1 }
            }
        }

        /// Solves for one label. Gives the number of iterations.
        mutating func solve(_ truth: UInt32, limit: Int) -> Int {
            var spread = 0.0
            for subject in 0..<votes.subjectCount {
                var count = 0.0
                for vote in votes.range(ofSubject: subject) where classes[vote] == truth { count += 1 }
                means[subject] = named[subject] > 0 ? count / named[subject] : 0
                if isKnown(subject) { means[subject] = known[subject] == truth ? 1 : 0 }
                spread += named[subject] * means[subject] * (1 - means[subject])
            }
            // Where all are of one mind the spread is 0, and so would be every distance: 10⁻⁹ keeps 0 ÷ 0 away.
            let prior = max(BWA.strength * (spread / total) * 4 * (1 - 1 / Double(labels)), 1e-9)
            var precisions = [Double](repeating: 0, count: answers.count)
            var iterations = 0
            var mean = 0.0
            while iterations < limit {
                iterations += 1
                for contributor in precisions.indices { precisions[contributor] = prior }
                var sum = 0.0
                for subject in 0..<votes.subjectCount where named[subject] > 0 {
                    sum += means[subject]
                    for vote in votes.range(ofSubject: subject) where classes[vote] != TruthClasses.none {
                        let distance = means[subject] - (classes[vote] == truth ? 1 : 0)
                        precisions[Int(votes.voteContributors[vote])] += distance * distance
                    }
                }
                for contributor in precisions.indices {
                    precisions[contributor] = (BWA.strength + answers[contributor]) / precisions[contributor]
                }
                mean = sum / subjects
                if isSettled(truth, precisions, mean: mean) { break }
            }
            if !known.isEmpty { _ = isSettled(truth, precisions, mean: mean, onlyKnown: true) }
            return iterations
        }

        /// Whether the subject's right answer is known.
        private func isKnown(_ subject: Int) -> Bool { !known.isEmpty && known[subject] != KnownTruths.free }

        /// Computes all means anew but those of known subjects, or these alone: they are held while there is something to
        /// learn, and freed at the end. Gives whether they stayed where they were.
        private mutating func isSettled(
            _ truth: UInt32, _ precisions: [Double], mean: Double, onlyKnown: Bool = false
        ) -> Bool {
            var isSettled = true
            for subject in 0..<votes.subjectCount where named[subject] > 0 && isKnown(subject) == onlyKnown {
                var weighted = BWA.pull * mean
                var weights = BWA.pull
                for vote in votes.range(ofSubject: subject) where classes[vote] != TruthClasses.none {
                    let precision = precisions[Int(votes.voteContributors[vote])]
                    weights += precision
                    if classes[vote] == truth { weighted += precision }
                }
                let next = weighted / weights
                if abs(next - means[subject]) > 1e-8 + 1e-3 * next { isSettled = false }
                means[subject] = next
            }
            return isSettled
        }
    }

    static let description = MethodDescription(
        method: .bwa,
        title: "a weighted mean of the votes for each label",
        documentation: """
            Asks of each label "is it this one?" and answers with a weighted mean of the votes, where contributors \
            who stray less from the means weigh more. Fast, and strong where most contributors gave few answers; \
            weak where contributors mistake certain labels for others. The confidence is the label's share of the \
            means, a cautious one.
            """,
        paper: """
            Y. Li, B. Rubinstein and T. Cohn, Truth inference at scale: a Bayesian model for adjudicating highly \
            redundant crowd annotations, The World Wide Web Conference 2019, 1028-1038; prior strength 15 with the \
            correction 4(1 - 1/K).
            """,
        cost: "Votes times labels for each iteration; at most 500 iterations, usually about 10.",
        example: Self.example)
}

extension BWA {
    private static let example = WorkedExample(
        story: """
            The same votes as under `dawid-skene`. Six answers are few beside a prior of fifteen, so Cleo's precision \
            is only a little lower, which decides photos 5 and 6.
            """,
        votes: WorkedExample.foxesAndDogs,
        accept: Acceptance(votes: 2, confidence: 0.5),
        results: [
            ["photo-1", "dog", "agreed", "0.675111", "2", "3", "0.666667", "", "fox"],
            ["photo-2", "fox", "agreed", "0.968291", "3", "3", "1.000000", "", "dog"],
            ["photo-3", "dog", "agreed", "0.675111", "2", "3", "0.666667", "", "fox"],
            ["photo-4", "fox", "agreed", "0.968291", "3", "3", "1.000000", "", "dog"],
            ["photo-5", "dog", "agreed", "0.521024", "1", "2", "0.500000", "", "fox"],
            ["photo-6", "dog", "agreed", "0.521024", "1", "2", "0.500000", "", "fox"],
        ])
}
