/// Bayesian classifier combination whose prior is the crowd itself: ten answers to every truth, distributed as the
/// whole crowd's answers to it. The equations stand at `BayesianConfusion`.
///
/// The crowd's distribution is estimated in every iteration as P_kl ∝ Σ_j Σ z_ik of the answers l + [k = l] + 0.1.
enum PooledIBCC {
    /// The model as pipelines use it.
    static let model = BayesianConfusion(prior: .pooled(strength: 10))

    static let description = MethodDescription(
        method: .pooledIBCC,
        title: "tables for each contributor that lean on the crowd's table",
        documentation: """
            As `ibcc`, but what is believed of a contributor beforehand is what the whole crowd does: a new or rare \
            contributor is taken for an average one, with the confusions that everybody makes. Strong where \
            contributors are alike and labels are commonly mistaken for each other; misled where the crowd's common \
            table itself settles on a wrong reading. The confidence is the label's probability in the model.
            """,
        paper: """
            M. Venanzi, J. Guiver, G. Kazai, P. Kohli and M. Shokouhi, Community-based Bayesian aggregation models \
            for crowdsourcing, WWW 2014, 155-164; here with one community whose table is a point estimate and whose \
            strength is 10 answers.
            """,
        cost: """
            Votes times labels for each iteration; at most 500 iterations, usually 10 to 40. Memory as for `ibcc`.
            """,
        example: Self.example)
}

extension PooledIBCC {
    private static let example = WorkedExample(
        story: """
            The same votes as under `dawid-skene`. The crowd as a whole calls dogs foxes more often than the other way \
            round, and each contributor is taken to do so until her answers say otherwise.
            """,
        votes: WorkedExample.foxesAndDogs,
        accept: Acceptance(votes: 2, confidence: 0.6),
        results: [
            ["photo-1", "dog", "agreed", "0.999999", "2", "3", "0.666667", "", ""],
            ["photo-2", "fox", "agreed", "0.953519", "3", "3", "1.000000", "", "dog"],
            ["photo-3", "dog", "agreed", "0.999999", "2", "3", "0.666667", "", ""],
            ["photo-4", "fox", "agreed", "0.953519", "3", "3", "1.000000", "", "dog"],
            ["photo-5", "dog", "agreed", "0.999860", "1", "2", "0.500000", "", "fox"],
            ["photo-6", "dog", "agreed", "0.999860", "1", "2", "0.500000", "", "fox"],
        ])
}
