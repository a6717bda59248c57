/// Yes and no from people who overlook things and see things that are not there: Dawid and Skene's model for two
/// classes, each contributor's rates drawn towards everybody's.
///
/// From z = share of yes, for every contributor j:
///
/// - learn: everybody's sensitivity p = (4 + Σ z [yes]) ÷ (5 + Σ z), her own (s·p + Σ z [yes]) ÷ (s + Σ z), s = 10; the
///   same with 1 − z and no for the specificity; prevalence π = (1 + Σ z) ÷ (2 + subjects);
/// - expect: z ∝ π Π sensitivity or its rest, 1 − z ∝ (1 − π) Π specificity or its rest.
///
/// It ends when no z moves by 10⁻⁶, at the latest after 100 iterations.
struct BinaryModel {
    var priorAnswers = 10.0
    var iterationLimit = 100

    /// Answers on one yes-or-no question.
    struct Answers {
        /// Where the answers on every subject in doubt begin, and behind the last their number.
        var offsets = [0]
        var contributors: [UInt32] = []
        var yes: [Bool] = []
        /// How many contributors there are.
        var contributorCount: Int
        /// For every contributor her answers "no" on subjects that are certainly no.
        var certainNos: [Double]
        /// How many subjects are certainly no.
        var certainSubjects = 0

        init(contributorCount: Int) {
            self.contributorCount = contributorCount
            certainNos = [Double](repeating: 0, count: contributorCount)
        }
    }

    /// What comes of them.
    struct Result {
        /// For every subject in doubt the probability of yes; the prevalence for one without answers.
        var probabilities: [Double]
        /// How often each contributor says yes where it is so.
        var sensitivity: [Double]
        /// How often each contributor says no where it is not.
        var specificity: [Double]
        var iterations = 0
    }

    func estimate(_ answers: Answers) -> Result {
        let count = answers.contributorCount
        var result = Result(
            probabilities: fractions(answers), sensitivity: [Double](repeating: 0.8, count: count),
            specificity: [Double](repeating: 0.8, count: count))
        while result.iterations < iterationLimit {
            result.iterations += 1
            let prevalence = learn(answers, &result)
            if expect(answers, prevalence, &result) < 1e-6 { break }
        }
        return result
    }

    private func fractions(_ answers: Answers) -> [Double] {
        (0..<answers.offsets.count - 1).map { subject in
            let range = answers.offsets[subject]..<answers.offsets[subject + 1]
            return range.isEmpty ? 0.5 : Double(range.count { answers.yes[$0] }) / Double(range.count)
        }
    }

    private func learn(_ answers: Answers, _ result: inout Result) -> Double {
        let count = answers.contributorCount
        var yesOnYes = [Double](repeating: 0, count: count)
        var yes = yesOnYes
        var noOnNo = answers.certainNos
        var no = answers.certainNos
        var prevalent = 0.0
        var subjects = Double(answers.certainSubjects)
        for subject in result.probabilities.indices {
            let range = answers.offsets[subject]..<answers.offsets[subject + 1]
            guard !range.isEmpty else { continue }
            let z = result.probabilities[subject]
            prevalent += z
            subjects += 1
            for answer in range {
                let contributor = Int(answers.contributors[answer])
                yes[contributor] += z
                no[contributor] += 1 - z
                if answers.yes[answer] { yesOnYes[contributor] += z } else { noOnNo[contributor] += 1 - z }
            }
        }
        result.sensitivity = shrunk(yesOnYes, yes)
        result.specificity = shrunk(noOnNo, no)
        return (1 + prevalent) / (2 + subjects)
    }

    /// The shares right ÷ all, each drawn towards that of everybody.
    private func shrunk(_ right: [Double], _ all: [Double]) -> [Double] {
        var sumRight = 4.0
        var sum = 5.0
        for contributor in right.indices {
            sumRight += right[contributor]
            sum += all[contributor]
        }
        let pooled = sumRight / sum
        return right.indices.map {
            // Sums of rests such as 1 − z may end a last bit beyond their bounds.
            min(max((priorAnswers * pooled + right[$0]) / (priorAnswers + all[$0]), 1e-9), 1 - 1e-9)
        }
    }

    /// The probabilities anew; returns the greatest move.
    private func expect(_ answers: Answers, _ prevalence: Double, _ result: inout Result) -> Double {
        let yesGains = gains(result.sensitivity, result.specificity)
        let prior = StableMath.log(prevalence / (1 - prevalence))
        var move = 0.0
        for subject in result.probabilities.indices {
            var odds = prior
            for answer in answers.offsets[subject]..<answers.offsets[subject + 1] {
                let contributor = Int(answers.contributors[answer])
                odds += answers.yes[answer] ? yesGains[contributor].yes : yesGains[contributor].no
            }
            let z = 1 / (1 + StableMath.exp(-odds))
            move = max(move, abs(z - result.probabilities[subject]))
            result.probabilities[subject] = z
        }
        return move
    }

    /// What a yes and a no add to the log odds.
    private func gains(_ sensitivity: [Double], _ specificity: [Double]) -> [(yes: Double, no: Double)] {
        sensitivity.indices.map {
            (
                yes: StableMath.log(sensitivity[$0] / (1 - specificity[$0])),
                no: StableMath.log((1 - sensitivity[$0]) / specificity[$0])
            )
        }
    }
}
