/// Several models, one vote each: the mean of their probabilities.
///
/// Which model is best differs from crowd to crowd, and neither the likelihood of the votes nor that of held-out votes
/// tells which. On public sets the mean of several does better on the whole than any model of the catalogue, and where
/// one goes astray the others outweigh it. Leaving out the model that agrees least did not help: it is right now and
/// then. Where the whole crowd shares a bias, most models follow it and so does the mean.
///
/// The models see the votes in different ways: three with a table for each contributor under a fixed, a pooled
/// or hardly any prior; one whose prior is the contributor's own skill (`BayesianConfusion.skilled`); and three with one or
/// two numbers for each. Those whose tables would be too large are left out. A label that a model does not score on a
/// subject counts as 0 there.
enum Auto {
    /// A model that takes part.
    private struct Member {
        let name: String
        let estimate: (Votes, [String], KnownTruths) throws(LabellingError) -> Estimate
    }

    private static func members() -> [Member] {
        [
            Member(name: "ibcc") { votes, unsure, known throws(LabellingError) in
                try IBCC.model.estimate(from: votes, unsure: unsure, known: known)
            },
            Member(name: "ibcc-pooled") { votes, unsure, known throws(LabellingError) in
                try PooledIBCC.model.estimate(from: votes, unsure: unsure, known: known)
            },
            Member(name: "ibcc-skilled") { votes, unsure, known throws(LabellingError) in
                try skilled.estimate(from: votes, unsure: unsure, known: known)
            },
            Member(name: "dawid-skene") { votes, unsure, known throws(LabellingError) in
                try DawidSkene().estimate(from: votes, unsure: unsure, known: known)
            },
            Member(name: "one-coin") { votes, unsure, known in
                OneCoin().estimate(from: votes, unsure: unsure, known: known)
            },
            Member(name: "mace") { votes, unsure, known in MACE().estimate(from: votes, unsure: unsure, known: known) },
            Member(name: "bwa") { votes, unsure, known throws(LabellingError) in
                try BWA().estimate(from: votes, unsure: unsure, known: known)
            },
        ]
    }

    /// Bayesian classifier combination with five prior answers to every truth, right as often as the contributor is on
    /// the whole, wrong as the crowd is; every label equally likely beforehand; logarithms of means.
    static let skilled = BayesianConfusion(
        prior: .skilled(strength: 5, around: 5), countsVotesAsClasses: false, usesMeans: true)

    /// Asks all models, one after the other, and takes the mean.
    static func estimate(from votes: Votes, unsure: [String] = [], known: KnownTruths = .none) -> Estimate {
        guard TruthClasses(votes, unsure: unsure).count > 0 else { return Estimate(emptySubjects: votes.subjectCount) }
        var sum = Scores(emptySubjects: votes.subjectCount)
        var counted: [(name: String, iterations: Int, leaders: Leaders)] = []
        var leftOut: [String] = []
        // The tables of the model that knows contributors best.
        var confusions: ConfusionMatrices?
        for member in members() {
            do throws(LabellingError) {
                let estimate = try member.estimate(votes, unsure, known)
                sum = sum.adding(estimate.scores)
                counted.append((member.name, estimate.iterations, Leaders(estimate.scores)))
                if member.name == "ibcc-skilled" { confusions = estimate.confusions }
            } catch {
                leftOut.append(member.name)
            }
        }
        let scores = sum.divided(by: Double(counted.count))
        let leaders = Leaders(scores)
        let account = EnsembleAccount(
            members: counted.map { name, iterations, own in
                EnsembleAccount.Member(name: name, iterations: iterations, agreement: leaders.shared(with: own))
            },
            leftOut: leftOut)
        return Estimate(
            scores: scores, confusions: confusions, iterations: counted.map(\.iterations).max() ?? 0,
            account: account)
    }

    static let description = MethodDescription(
        method: .auto,
        title: "the mean of seven models: the one to use unless there is a reason not to",
        documentation: """
            Runs `ibcc`, `ibcc-pooled`, `dawid-skene`, `one-coin`, `mace`, `bwa` and a variant of `ibcc` whose prior \
            is each contributor's own skill, and takes the mean of their probabilities. No single model is best for \
            every crowd, and no figure that can be computed without known answers tells which will be. On public \
            sets the mean is better on the whole than any method of this list, and where one model goes astray the \
            others outweigh it. Where the whole crowd shares a bias it can be worse than the majority: only known \
            answers show that. It says how often each model agrees with the result. The confidence is the mean \
            probability, more cautious than that of its models where they differ.
            """,
        paper: """
            The linear opinion pool: M. Stone, The opinion pool, Annals of Mathematical Statistics 32 (1961) \
            1339-1342; of the models named above, with the papers given there.
            """,
        cost: "The sum of its models', which is mostly that of the four with tables.",
        example: Self.example)
}

/// What several models made of the votes together.
package struct EnsembleAccount: Sendable, Equatable, CustomStringConvertible {
    /// A model that took part.
    package struct Member: Sendable, Equatable {
        /// The model's name in the catalogue, or in the documentation of `auto`.
        package let name: String
        /// How many iterations it made.
        package let iterations: Int
        /// The share of subjects with votes on which it has the same leading label as the result; a tie counts in part.
        package let agreement: Double
    }

    /// Those that took part, each with the same weight.
    package let members: [Member]
    /// Those whose tables would have been too large.
    package let leftOut: [String]

    /// The same in a few sentences.
    package var description: String {
        let shares = members.map { member in
            let perMille = Int(Double(1000) * member.agreement + 0.5)
            return "\(member.name) \(perMille / 10).\(perMille % 10) %"
        }
        var text =
            "The mean of \(members.count) models, each with the same weight, for no figure that votes alone can give "
            + "tells which model suits a crowd. Each has the same leading label as the mean on so many subjects: "
            + shares.joined(separator: ", ") + "."
        if let least = members.min(by: { $0.agreement < $1.agreement }), least.agreement < 0.8 {
            text += " \(least.name) sees this crowd differently; the others outweigh it."
        }
        if !leftOut.isEmpty {
            text +=
                " Left out, for there are too many labels for their tables: " + leftOut.joined(separator: ", ") + "."
        }
        return text
    }
}

extension Auto {
    private static let example = WorkedExample(
        story: """
            The same votes as under `dawid-skene`. All models take the side of Ana and Ben, some more firmly than \
            others; the confidence is the mean.
            """,
        votes: WorkedExample.foxesAndDogs,
        accept: Acceptance(votes: 2, confidence: 0.6),
        results: [
            ["photo-1", "dog", "agreed", "0.943349", "2", "3", "0.666667", "", "fox"],
            ["photo-2", "fox", "agreed", "0.983001", "3", "3", "1.000000", "", "dog"],
            ["photo-3", "dog", "agreed", "0.943349", "2", "3", "0.666667", "", "fox"],
            ["photo-4", "fox", "agreed", "0.983001", "3", "3", "1.000000", "", "dog"],
            ["photo-5", "dog", "agreed", "0.864889", "1", "2", "0.500000", "", "fox"],
            ["photo-6", "dog", "agreed", "0.864889", "1", "2", "0.500000", "", "fox"],
        ])
}
