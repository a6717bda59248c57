/// Independent Bayesian classifier combination: Dawid and Skene's model with the same prior for everybody, 4 right
/// answers and 1 of each wrong one for every truth. The equations stand at `BayesianConfusion`.
enum IBCC {
    /// The model as pipelines use it.
    static let model = BayesianConfusion(prior: .fixed(right: 4, wrong: 1))

    static let description = MethodDescription(
        method: .ibcc,
        title: "Dawid–Skene with priors: a table for each contributor, learnt with caution",
        documentation: """
            Learns a table of how each contributor answers each truth, as `dawid-skene` does, but begins with the \
            belief that people are right more often than not, and lets go of it only as answers come in. So \
            contributors with few answers do no harm, and a bias that all share does not feed on itself. Choose it \
            where some labels are much harder than others. The confidence is the label's probability in the model, \
            which is too sure of itself.
            """,
        paper: """
            H.-C. Kim and Z. Ghahramani, Bayesian classifier combination, AISTATS 2012, 619-627; variational as in \
            E. Simpson, S. Roberts, I. Psorakis and A. Smith, Dynamic Bayesian combination of multiple imperfect \
            classifiers, in: Decision Making and Imperfection, Springer 2013, 1-35. Prior answers 4 on the diagonal \
            and 1 elsewhere; prior subjects of a label: the sum of its vote fractions.
            """,
        cost: """
            Votes times labels for each iteration; at most 500 iterations, usually 10 to 30. Memory for a table row \
            of twice the number of labels for every label that a contributor has used, and one for every subject.
            """,
        example: Self.example)
}

extension IBCC {
    private static let example = WorkedExample(
        story: """
            The same votes as under `dawid-skene`. With six answers from each the model leans on its prior: that Cleo \
            says nothing is likely, not certain.
            """,
        votes: WorkedExample.foxesAndDogs,
        accept: Acceptance(votes: 2, confidence: 0.6),
        results: [
            ["photo-1", "dog", "agreed", "0.966550", "2", "3", "0.666667", "", "fox"],
            ["photo-2", "fox", "agreed", "0.994742", "3", "3", "1.000000", "", "dog"],
            ["photo-3", "dog", "agreed", "0.966550", "2", "3", "0.666667", "", "fox"],
            ["photo-4", "fox", "agreed", "0.994742", "3", "3", "1.000000", "", "dog"],
            ["photo-5", "dog", "agreed", "0.801288", "1", "2", "0.500000", "", "fox"],
            ["photo-6", "dog", "agreed", "0.801288", "1", "2", "0.500000", "", "fox"],
        ])
}
