/// Ratings on a scale, such as one to five stars, by people of whom some rate high and some carelessly.
///
/// A rating is y_ij = μ + θ_i + b_j + noise with variance v_j. With S² the variance of all ratings, from μ = mean, θ = b =
/// 0 and the variances τ² of θ, β² of b, σ² of the noise = S² ÷ 3:
///
/// - values: θ_i = V_i Σ_j (y − μ − b_j) ÷ v_j with V_i = 1 ÷ (1 ÷ τ² + Σ_j 1 ÷ v_j);
/// - biases: b_j = U_j Σ_i (y − μ − θ_i) ÷ v_j with U_j = 1 ÷ (1 ÷ β² + n_j ÷ v_j);
/// - mean: the means of θ and of b go over into μ, then μ += Σ rests ÷ v_j, over Σ 1 ÷ v_j;
/// - variances, with E_i = V_i + V_i² Σ_j U_j ÷ v_j² (the biases are not known exactly), r = y − μ − θ_i − b_j and k = 4:
///   τ² = (k S² ÷ 3 + Σ θ² + E) ÷ (k + subjects), β² = (k S² ÷ 3 + Σ b² + U) ÷ (k + contributors),
///   σ² = (k S² ÷ 3 + Σ r² + V_i + U_j) ÷ (k + ratings), v_j = (s σ² + Σ_i r² + V_i + U_j) ÷ (s + n_j), s = 20.
///
/// It ends when nothing moves by 10⁻¹⁰ S, at the latest after 1,000 iterations. The standard error is √E_i. Everything
/// follows the scale of the ratings: stars times 20 are per cent, and so are the results.
package struct StarRatings: Sendable {
    /// How many ratings of everybody's spread each contributor starts with: s.
    package var priorRatings: Double
    /// How many subjects, contributors and ratings with a third of S² the variances start with: k.
    package var priorVariances: Double
    /// The iterations end here at the latest.
    package var iterationLimit: Int

    /// The method as pipelines use it. The parameters are for measuring what they do; all are more than 0.
    package init(priorRatings: Double = 20, priorVariances: Double = 4, iterationLimit: Int = 1000) {
        self.priorRatings = priorRatings
        self.priorVariances = priorVariances
        self.iterationLimit = iterationLimit
    }

    /// The value of every subject, and every contributor's bias and spread.
    package func estimate(from ratings: AnswersBySubject<Double>) -> RatingEstimate {
        // In units of a power of two, which changes no digit, so that squares of enormous ratings are finite.
        let greatest = ratings.values.reduce(0) { max($0, abs($1)) }
        let unit = greatest > 0 ? greatest.binade : 1
        var state = RatingLearning(ratings.mapped { $0 / unit }, self)
        var iterations = 0
        while iterations < iterationLimit, state.total > 0 {
            iterations += 1
            if state.improve() { break }
        }
        return state.estimate(iterations, unit)
    }

    static let description = AnswerMethodDescription(
        method: .starRatings, kind: .ranking,
        title: "a ranking from ratings on a scale",
        documentation: """
            For stars and other ratings of one item at a time. Learns who rates high and who low, and whose ratings \
            scatter, and corrects for both. What few have rated is drawn towards the mean of all, so that a single \
            rating of five stars does not lead the list. How strongly follows from the ratings: little where people \
            agree. The value is the rating that an average contributor would give. The scale may be any, 1 to 5 or 0 \
            to 100, and its steps are taken to be equally wide; for levels with names use `ordinal`.
            """,
        source: """
            C. R. Henderson, Best linear unbiased estimation and prediction under a selection model, Biometrics 31 \
            (1975) 423-447 (values and biases together); V. C. Raykar and others, Learning from crowds, Journal of \
            Machine Learning Research 11 (2010) 1297-1322 (a precision for each contributor).
            """,
        cost: "Four passes over the ratings for each iteration; at most 1,000 iterations, usually 10 to 300.",
        example: Self.example)
}

extension StarRatings {
    private static let example = AnswerExample(
        story: """
            Four trails, one to five stars. Ana rates low and Cleo high. The mill has the highest mean, 5, but from a \
            single and generous person; the lake stays ahead of it.
            """,
        answers: [
            ["bog", "ana", "2"], ["bog", "ben", "3"], ["bog", "cleo", "4"], ["bog", "dora", "3"],
            ["lake", "ana", "4"], ["lake", "ben", "5"], ["lake", "cleo", "5"], ["lake", "dora", "5"],
            ["mill", "cleo", "5"], ["quarry", "ana", "1"], ["quarry", "ben", "2"], ["quarry", "dora", "1"],
        ],
        columns: ["subject", "value", "standard_error", "rank", "plain_mean", "votes"],
        results: [
            ["bog", "3.029217", "0.343460", "3", "3.000000", "4"],
            ["lake", "4.627714", "0.343460", "1", "4.750000", "4"],
            ["mill", "4.125942", "0.600832", "2", "5.000000", "1"],
            ["quarry", "1.745685", "0.389089", "4", "1.333333", "3"],
        ],
        compute: { example in
            let (ratings, subjects) = example.read { NumberText.value(of: $0) }
            return zip(subjects, StarRatings().estimate(from: ratings).subjects).map { name, subject in
                [
                    name, AnswerExample.cell(subject.value), AnswerExample.cell(subject.standardError),
                    subject.rank.map(String.init) ?? "", AnswerExample.cell(subject.plainMean), String(subject.votes),
                ]
            }
        })
}
