/// Probabilities over a tree of taxa, and the deepest taxon that is probable enough.
///
/// Every contributor j has three rates φ_j: she names the finest taxon that the subject can be told to (exact), one
/// above it (coarser), or something else (wrong). The candidates v for the truth of a subject are the taxa that were
/// named for it, each with weight 1 beforehand, and, with weight 1 together, all taxa above them and life; v with
/// candidates below it means "v, but none of those". The probability of the answer a is
///
/// - φ₁ if a = v;
/// - φ₂ ÷ (taxa above v) if a is above v;
/// - φ₃ q(a | v) otherwise, where q is in proportion to how often a is named in all, times e^(−γ·steps) with the steps
///   from v up to the lowest taxon that has both below it and γ = ½: near misses are likelier than far ones.
///
/// Expectation and maximisation alternate from z = φ (0.6, 0.3, 0.1) for everybody: φ_j = (expected counts + s·φ̄) ÷
/// (answers + s), with s = 5, φ̄ being everybody's rates with 3, 1 and 1 answers added. It ends when no probability
/// moves by 10⁻⁶, at the latest after 50 iterations. The probability of a taxon is the sum of those of all candidates
/// in its part of the tree.
package struct TaxonRollUp: Sendable {
    /// The probability that a taxon must reach to be published: τ, above ½ so that there is one path to it.
    package var threshold: Double
    /// How many answers at everybody's rates each contributor starts with: s.
    package var priorAnswers = 5.0
    /// How much less likely a mistake gets with every step up the tree: γ.
    package var decay = 0.5
    /// The iterations end here at the latest.
    package var iterationLimit = 50

    /// The method with a threshold, at least 0.5.
    package init(threshold: Double = 0.9) { self.threshold = max(threshold, 0.5 + Scores.tieWidth) }

    /// The rates φ of a contributor; they add up to 1.
    package struct Skill: Sendable, Equatable {
        /// How often she names the finest taxon.
        package var exact: Double
        /// How often she names a taxon above it.
        package var coarser: Double
        /// How often she names something else.
        package var wrong: Double
    }

    /// What is known about one subject.
    package struct Subject: Sendable, Equatable {
        /// The deepest taxon that is probable enough; `nil` without answers, and if not even one at the top is.
        package var taxon: Int?
        /// Its probability; without a taxon that of the most probable candidate, `nil` without answers.
        package var probability: Double?
        /// The most probable candidate, whether or not it is probable enough, the first in the checklist on a tie;
        /// `nil` if it is none of the checklist.
        package var leading: Int?
        /// Taxa with the probability of their part of the tree, from the top down to the leading candidate.
        package var path: [Step]
        /// The number of answers.
        package var votes: Int
    }

    /// A taxon with the probability of its part of the tree.
    package struct Step: Sendable, Equatable {
        /// The taxon's number in the checklist.
        package var taxon: Int
        /// The probability that the truth is it or below it.
        package var probability: Double
    }

    /// Subjects and skills.
    package struct Result: Sendable {
        /// One entry per subject.
        package let subjects: [Subject]
        /// One entry per contributor.
        package let skills: [Skill]
        /// How many iterations were made.
        package let iterations: Int
    }

    /// Learns skills and truths together.
    package func estimate(from answers: AnswersBySubject<Int>, in checklist: Checklist) -> Result {
        let model = TaxonErrors(answers, checklist, decay: decay)
        var skills = [Skill](
            repeating: Skill(exact: 0.6, coarser: 0.3, wrong: 0.1), count: answers.contributorCount)
        var posteriors = model.expect(skills)
        var iterations = 0
        while iterations < iterationLimit {
            iterations += 1
            skills = learn(answers, model, posteriors)
            let next = model.expect(skills)
            var move = 0.0
            for entry in next.indices { move = max(move, abs(next[entry] - posteriors[entry])) }
            posteriors = next
            if move < 1e-6 { break }
        }
        let subjects = (0..<answers.subjectCount).map { subject in
            rollUp(
                Array(model.candidates[model.range(ofSubject: subject)]),
                Array(posteriors[model.range(ofSubject: subject)]),
                votes: answers.range(ofSubject: subject).count, checklist)
        }
        return Result(subjects: subjects, skills: skills, iterations: iterations)
    }

    /// Everybody's rates from the expected kinds of their answers.
    private func learn(_ answers: AnswersBySubject<Int>, _ model: TaxonErrors, _ posteriors: [Double]) -> [Skill] {
        var counts = [[Double]](repeating: [0, 0, 0], count: answers.contributorCount)
        var all = [3.0, 1.0, 1.0]
        for subject in 0..<answers.subjectCount {
            for answer in answers.range(ofSubject: subject) {
                let contributor = Int(answers.contributors[answer])
                for entry in model.range(ofSubject: subject) {
                    let kind = model.kind(of: answers.values[answer], truth: model.candidates[entry])
                    counts[contributor][kind.rawValue] += posteriors[entry]
                    all[kind.rawValue] += posteriors[entry]
                }
            }
        }
        let total = all[0] + all[1] + all[2]
        return counts.map { own in
            let sum = own[0] + own[1] + own[2] + priorAnswers
            let rate = { (kind: Int) in (own[kind] + priorAnswers * all[kind] / total) / sum }
            return Skill(exact: rate(0), coarser: rate(1), wrong: rate(2))
        }
    }

    /// The deepest probable taxon.
    ///
    /// - Parameters:
    ///   - candidates: Taxa without repetition, ascending; −1 is life.
    ///   - probabilities: Theirs, which add up to 1.
    package func rollUp(
        _ candidates: [Int], _ probabilities: [Double], votes: Int, _ checklist: Checklist
    ) -> Subject {
        var best = -1
        for index in candidates.indices
        where best < 0 || probabilities[index] > probabilities[best] + Scores.tieWidth {
            best = index
        }
        guard best >= 0 else { return Subject(taxon: nil, probability: nil, leading: nil, path: [], votes: votes) }
        let under = { (taxon: Int) in
            var sum = 0.0
            for index in candidates.indices
            where candidates[index] != Checklist.none && checklist.isAncestorOrSelf(taxon, of: candidates[index]) {
                sum += probabilities[index]
            }
            return min(sum, 1)
        }
        let path = checklist.lineage(of: candidates[best]).reversed().map { Step(taxon: $0, probability: under($0)) }
        // The leading candidate need not be below it: 0.4 for one genus, 0.3 each for two species of another.
        var published: Step?
        for candidate in candidates {
            for taxon in checklist.lineage(of: candidate) {
                let probability = under(taxon)
                guard probability >= threshold - Scores.tieWidth else { continue }
                if published.map({ checklist.depths[taxon] > checklist.depths[$0.taxon] }) ?? true {
                    published = Step(taxon: taxon, probability: probability)
                }
                break
            }
        }
        return Subject(
            taxon: published?.taxon, probability: published?.probability ?? probabilities[best],
            leading: candidates[best] == Checklist.none ? nil : candidates[best], path: path, votes: votes)
    }

    static let description = AnswerMethodDescription(
        method: .taxonRollUp, kind: .taxon,
        title: "the deepest taxon that is probable enough",
        documentation: """
            Learns how often each contributor names the finest taxon, one above it, or something wrong, and from \
            that the probability of every taxon. The deepest one whose part of the tree reaches the threshold (0.9) \
            is published: where the species is in doubt, the genus may not be. Contributors who name coarse taxa are \
            not taken to be wrong, and mistakes within a genus count less than those across the tree. The \
            probability is the model's, which takes answers to be independent and is too sure of itself.
            """,
        source: """
            Idea of W. Jung, Y. Kim and K. Shim, Crowdsourced truth discovery in the presence of hierarchies for \
            knowledge fusion, EDBT 2019, 205-216 (three kinds of answers), with shrinkage towards everybody's rates \
            and mistakes by distance in the tree.
            """,
        cost: """
            For a subject with n answers of m different taxa at depth d, nmd steps in each iteration; at most 50 \
            iterations, usually 5 to 15.
            """,
        example: AnswerExample(
            story: """
                Three of four who look at `bird-1` name a blackbird; the fourth names another thrush. On `bird-2` \
                two species of one genus are named: only the genus is certain. `bird-3` has one coarse answer.
                """,
            answers: [
                ["bird-1", "ana", "Turdus merula"], ["bird-1", "ben", "Turdus merula"],
                ["bird-1", "cleo", "Turdus pilaris"], ["bird-1", "dan", "Turdus merula"],
                ["bird-2", "ana", "Turdus merula"], ["bird-2", "cleo", "Turdus pilaris"],
                ["bird-3", "dan", "Parus"],
                ["bird-4", "ana", "Parus major"], ["bird-4", "ben", "Parus major"], ["bird-4", "dan", "Parus major"],
            ],
            columns: ["subject", "taxon", "probability", "votes"],
            results: [
                ["bird-1", "Turdus merula", "0.995144", "4"],
                ["bird-2", "Turdus", "0.982920", "2"],
                ["bird-3", "Parus", "0.984565", "1"],
                ["bird-4", "Parus major", "0.999706", "3"],
            ],
            compute: { example in
                guard let checklist = try? Checklist(Checklist.thrushes) else { return [] }
                let (answers, subjects) = example.read { checklist.taxon(named: $0) }
                let result = TaxonRollUp().estimate(from: answers, in: checklist)
                return zip(subjects, result.subjects).map { name, subject in
                    [
                        name, subject.taxon.map { checklist.rows[$0].name } ?? "",
                        AnswerExample.cell(subject.probability), String(subject.votes),
                    ]
                }
            }))
}
