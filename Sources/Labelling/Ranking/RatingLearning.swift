/// Values, biases and variances on their way: the steps of `StarRatings`.
struct RatingLearning {
    let ratings: AnswersBySubject<Double>
    let method: StarRatings
    /// S².
    let total: Double
    var mean = 0.0
    var values: [Double]
    var valueVariances: [Double]
    var errors: [Double]
    var biases: [Double]
    var biasVariances: [Double]
    var noise: [Double]
    var counts: [Double]
    var subjectVariance: Double
    var biasVariance: Double
    let rated: Double
    let raters: Double

    init(_ ratings: AnswersBySubject<Double>, _ method: StarRatings) {
        self.ratings = ratings
        self.method = method
        let all = Double(max(ratings.count, 1))
        // The mean of differences from one rating: equal ratings then have exactly no variance.
        let first = ratings.values.first ?? 0
        let mean = first + ratings.values.reduce(0) { $0 + ($1 - first) } / all
        self.mean = mean
        total = ratings.values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / all
        values = [Double](repeating: 0, count: ratings.subjectCount)
        valueVariances = values
        errors = values
        biases = [Double](repeating: 0, count: ratings.contributorCount)
        biasVariances = biases
        noise = [Double](repeating: total / 3, count: ratings.contributorCount)
        counts = biases
        for contributor in ratings.contributors { counts[Int(contributor)] += 1 }
        subjectVariance = total / 3
        biasVariance = total / 3
        rated = Double((0..<ratings.subjectCount).count { !ratings.range(ofSubject: $0).isEmpty })
        raters = Double(counts.count { $0 > 0 })
    }

    /// One iteration; whether nothing moved.
    mutating func improve() -> Bool {
        let last = (mean, values, biases)
        learnValues()
        learnBiases()
        learnMean()
        learnVariances()
        var move = abs(mean - last.0)
        for subject in values.indices { move = max(move, abs(values[subject] - last.1[subject])) }
        for contributor in biases.indices { move = max(move, abs(biases[contributor] - last.2[contributor])) }
        return move < 1e-10 * total.squareRoot()
    }

    private mutating func learnValues() {
        for subject in values.indices {
            var sum = 0.0
            var weights = 1 / subjectVariance
            for rating in ratings.range(ofSubject: subject) {
                let contributor = Int(ratings.contributors[rating])
                sum += (ratings.values[rating] - mean - biases[contributor]) / noise[contributor]
                weights += 1 / noise[contributor]
            }
            valueVariances[subject] = 1 / weights
            values[subject] = sum / weights
        }
    }

    private mutating func learnBiases() {
        var sums = [Double](repeating: 0, count: biases.count)
        for subject in values.indices {
            for rating in ratings.range(ofSubject: subject) {
                sums[Int(ratings.contributors[rating])] += ratings.values[rating] - mean - values[subject]
            }
        }
        for contributor in biases.indices {
            let weights = 1 / biasVariance + counts[contributor] / noise[contributor]
            biasVariances[contributor] = 1 / weights
            biases[contributor] = sums[contributor] / noise[contributor] / weights
        }
    }

    private mutating func learnMean() {
        let meanValue = values.reduce(0, +) / rated
        let meanBias = biases.reduce(0, +) / raters
        for subject in values.indices where !ratings.range(ofSubject: subject).isEmpty {
            values[subject] -= meanValue
        }
        for contributor in biases.indices where counts[contributor] > 0 { biases[contributor] -= meanBias }
        mean += meanValue + meanBias
        var sum = 0.0
        var weights = 0.0
        for subject in values.indices {
            for rating in ratings.range(ofSubject: subject) {
                let contributor = Int(ratings.contributors[rating])
                sum += rest(rating, subject) / noise[contributor]
                weights += 1 / noise[contributor]
            }
        }
        mean += sum / weights
    }

    private func rest(_ rating: Int, _ subject: Int) -> Double {
        ratings.values[rating] - mean - values[subject] - biases[Int(ratings.contributors[rating])]
    }

    private mutating func learnVariances() {
        let prior = method.priorVariances
        let start = prior * total / 3
        var ofValues = start
        var ofAll = start
        var squares = [Double](repeating: 0, count: biases.count)
        for subject in values.indices {
            let range = ratings.range(ofSubject: subject)
            guard !range.isEmpty else { continue }
            var uncertain = 0.0
            for rating in range {
                let contributor = Int(ratings.contributors[rating])
                let rest = rest(rating, subject)
                let square = rest * rest + valueVariances[subject] + biasVariances[contributor]
                squares[contributor] += square
                ofAll += square
                uncertain += biasVariances[contributor] / (noise[contributor] * noise[contributor])
            }
            errors[subject] =
                valueVariances[subject] + valueVariances[subject] * valueVariances[subject] * uncertain
            ofValues += values[subject] * values[subject] + errors[subject]
        }
        var ofBiases = start
        for contributor in biases.indices where counts[contributor] > 0 {
            ofBiases += biases[contributor] * biases[contributor] + biasVariances[contributor]
        }
        subjectVariance = ofValues / (prior + rated)
        biasVariance = ofBiases / (prior + raters)
        let everybodys = ofAll / (prior + Double(ratings.count))
        for contributor in noise.indices {
            noise[contributor] =
                (method.priorRatings * everybodys + squares[contributor])
                / (method.priorRatings + counts[contributor])
        }
    }

    func estimate(_ iterations: Int, _ unit: Double) -> RatingEstimate {
        var subjects = values.indices.map { subject in
            let own = ratings.values[ratings.range(ofSubject: subject)]
            guard !own.isEmpty else { return RatedSubject(votes: 0) }
            return RatedSubject(
                value: (mean + values[subject]) * unit,
                standardError: total > 0 ? errors[subject].squareRoot() * unit : nil, votes: own.count,
                plainMean: own.reduce(0, +) / Double(own.count) * unit)
        }
        for (subject, rank) in Ranks.of(subjects.map(\.value)).enumerated() { subjects[subject].rank = rank }
        return RatingEstimate(
            subjects: subjects,
            contributors: biases.indices.map {
                RaterSkill(
                    bias: biases[$0] * unit, spread: noise[$0].squareRoot() * unit, votes: Int(counts[$0]))
            },
            mean: ratings.count > 0 ? mean * unit : nil, subjectSpread: subjectVariance.squareRoot() * unit,
            biasSpread: biasVariance.squareRoot() * unit, iterations: iterations)
    }
}
