/// Bayesian weighted average: each label is a yes-or-no question of its own, answered by a mean of the votes in which
/// contributors have precisions.
///
/// For label k with votes b of 0 and 1, from z_i = vote fractions, alternating:
///
/// - v_j = (a + n_j) ÷ (b₀ + Σ (z_i − b_ij)²), with a = 15 and b₀ = a · 4 (1 − 1/K) · the mean of z_i (1 − z_i) over
///   the votes;
/// - z_i = (λμ + Σ v_j b_ij) ÷ (λ + Σ v_j), with μ the mean of all z_i and λ = 1.
///
/// It stops when no more than one z in a thousand moves by more than 10⁻⁸ and 10⁻³ of itself, at the latest after 500
/// iterations. The K results of a subject are divided by their sum.
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
        var scores = Scores(reservingSubjects: votes.subjectCount, entries: votes.count)
        let iterations = try estimate(from: votes, truths, known, into: &scores)
        return Estimate(scores: scores, iterations: iterations)
    }

    /// The same, written elsewhere. Gives the greatest number of iterations for a label.
    func estimate(
        from votes: Votes, _ truths: TruthClasses, _ known: KnownTruths, into scores: inout some ScoreSink
    ) throws(LabellingError) -> Int {
        let rows = max(votes.subjectCount, votes.contributors.count)
        let size = rows.multipliedReportingOverflow(by: truths.count)
        guard !size.overflow, size.partialValue <= ConfusionModel.cellLimit else {
            throw .modelTooLarge(
                labels: votes.labels.count, rows: rows,
                gigabytes: Int(Double(rows) * Double(8 * truths.count) / 0x1p30) + 1)
        }
        var average = WeightedAverage(
            votes, truths.classes(of: votes), labels: truths.count, known: known.classes(truths))
        // The precisions of every contributor, one for each label, and every label's mean: all means follow from them.
        var precisions = [Double](repeating: 0, count: votes.contributors.count * truths.count)
        var pulls = [Double](repeating: 0, count: truths.count)
        var iterations = 0
        for truth in 0..<truths.count {
            iterations = max(iterations, average.solve(UInt32(truth), limit: iterationLimit))
            pulls[truth] = Self.pull * average.mean
            for contributor in average.precisions.indices {
                precisions[contributor * truths.count + truth] = average.precisions[contributor]
            }
        }
        write(votes, truths, average.classes, precisions, pulls, into: &scores)
        return iterations
    }

    /// Each label's share of the means, from what was learnt: the same sums as in the last iteration.
    private func write(
        _ votes: Votes, _ truths: TruthClasses, _ classes: [UInt32], _ precisions: [Double], _ pulls: [Double],
        into scores: inout some ScoreSink
    ) {
        let count = truths.count
        let most = count > 1 ? 1.0.nextDown : 1
        var means = pulls
        var weights = pulls
        for subject in 0..<votes.subjectCount {
            var isNamed = false
            for truth in 0..<count {
                means[truth] = pulls[truth]
                weights[truth] = Self.pull
            }
            for vote in votes.range(ofSubject: subject) where classes[vote] != TruthClasses.none {
                isNamed = true
                let own = Int(votes.voteContributors[vote]) * count
                for truth in 0..<count { weights[truth] += precisions[own + truth] }
                means[Int(classes[vote])] += precisions[own + Int(classes[vote])]
            }
            if isNamed {
                var total = 0.0
                for truth in 0..<count {
                    means[truth] /= weights[truth]
                    total += means[truth]
                }
                for truth in 0..<count where total > 0 && means[truth] / total >= Scores.leastKept {
                    scores.add(label: truths.labels[truth], score: min(means[truth] / total, most))
                }
            }
            scores.endSubject()
        }
    }

    /// The question whether a label is true, for one label after the other.
    private struct WeightedAverage {
        let votes: Votes
        let classes: [UInt32]
        let labels: Int
        /// The class of every subject's known answer; empty where none is known.
        let known: [UInt32]
        /// z of every subject; 0 without votes.
        private var means: [Double]
        /// v of every contributor, and μ: what the last label that was solved for has taught.
        private(set) var precisions: [Double] = []
        private(set) var mean = 0.0
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
                if isSettled(truth, precisions) { break }
            }
            self.precisions = precisions
            return iterations
        }

        /// Whether the subject's right answer is known.
        private func isKnown(_ subject: Int) -> Bool { !known.isEmpty && known[subject] != KnownTruths.free }

        /// Computes all means anew but those of known subjects, which are held while there is something to learn. Gives
        /// whether nearly all of them stayed where they were.
        private mutating func isSettled(_ truth: UInt32, _ precisions: [Double]) -> Bool {
            var moving = 0
            for subject in 0..<votes.subjectCount where named[subject] > 0 && !isKnown(subject) {
                var weighted = BWA.pull * mean
                var weights = BWA.pull
                for vote in votes.range(ofSubject: subject) where classes[vote] != TruthClasses.none {
                    let precision = precisions[Int(votes.voteContributors[vote])]
                    weights += precision
                    if classes[vote] == truth { weighted += precision }
                }
                let next = weighted / weights
                if abs(next - means[subject]) > 1e-8 + 1e-3 * next { moving += 1 }
                means[subject] = next
            }
            return moving <= votes.subjectCount / BayesianConfusion.subjectsPerMover
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
