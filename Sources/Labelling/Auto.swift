/// Several models, one vote each: the mean of their probabilities.
///
/// Which model is best differs from crowd to crowd, and neither the likelihood of the votes nor that of held-out votes
/// tells which. On public sets the mean of several does better on the whole than any model of the catalogue, and where
/// one goes astray the others outweigh it. Leaving out the model that agrees least did not help: it is right now and
/// then. Nor did leaving out those by whose account people take many subjects for what they are not. Where the whole
/// crowd shares a bias, most models follow it and so does the mean.
///
/// The models see the votes in different ways: three with a table for each contributor under a fixed, a pooled or
/// hardly any prior; one whose prior is the contributor's own skill; and three with one or two numbers for each. Those
/// whose tables would be too large are left out. They run one after the other and write into one sum
/// (`PosteriorPool`), so that memory is needed for one model at a time. A label that a model does not score on a subject
/// counts as 0 there.
enum Auto {
    /// The models that take part, in the order in which they run.
    private enum Model: String, CaseIterable {
        case ibcc
        case pooled = "ibcc-pooled"
        case skilled = "ibcc-skilled"
        case dawidSkene = "dawid-skene"
        case oneCoin = "one-coin"
        case mace
        case bwa
    }

    /// Bayesian classifier combination with five prior answers to every truth, right as often as the contributor is on
    /// the whole, wrong as the crowd is; every label equally likely beforehand; logarithms of means.
    static let skilledModel = BayesianConfusion(
        prior: .skilled(strength: 5, around: 5), countsVotesAsClasses: false, usesMeans: true)

    /// What all models work on.
    private struct Task {
        let votes: Votes
        let truths: TruthClasses
        let known: KnownTruths
        let rows: AnswerRows

        /// Runs a model and writes its scores. Gives the number of iterations. A model that throws has written nothing.
        func run(_ model: Model, into pool: inout PosteriorPool) throws(LabellingError) -> Int {
            switch model {
            case .ibcc: try run(IBCC.model, into: &pool)
            case .pooled: try run(PooledIBCC.model, into: &pool)
            case .skilled: try run(Auto.skilledModel, into: &pool)
            case .dawidSkene: write(try DawidSkene().fit(votes, truths, known, rows), into: &pool)
            case .oneCoin: OneCoin().estimate(from: votes, truths, known, into: &pool)
            case .mace: MACE().estimate(from: votes, truths, known, rows, into: &pool)
            case .bwa: try BWA().estimate(from: votes, truths, known, into: &pool)
            }
        }

        private func run(_ model: BayesianConfusion, into pool: inout PosteriorPool) throws(LabellingError) -> Int {
            write(try model.fit(votes, truths, known, rows), into: &pool)
        }

        private func write(_ fitted: consuming FittedConfusions, into pool: inout PosteriorPool) -> Int {
            fitted.pass.write(votes, &fitted.model, into: &pool)
            return fitted.iterations
        }
    }

    /// Asks all models, one after the other, and takes the mean.
    static func estimate(from votes: Votes, unsure: [String] = [], known: KnownTruths = .none) -> Estimate {
        let truths = TruthClasses(votes, unsure: unsure)
        guard truths.count > 0 else { return Estimate(emptySubjects: votes.subjectCount) }
        let task = Task(votes: votes, truths: truths, known: known, rows: AnswerRows(votes))
        var pool = PosteriorPool(votes, truths)
        var counted: [(model: Model, iterations: Int)] = []
        var leftOut: [String] = []
        for model in Model.allCases {
            do throws(LabellingError) {
                let iterations = try task.run(model, into: &pool)
                pool.endModel()
                counted.append((model, iterations))
            } catch {
                leftOut.append(model.rawValue)
            }
        }
        let (scores, agreements) = pool.takeMean()
        let members = zip(counted, agreements).map { ran, agreement in
            EnsembleAccount.Member(name: ran.model.rawValue, iterations: ran.iterations, agreement: agreement)
        }
        return Estimate(
            scores: scores, iterations: counted.map(\.iterations).max() ?? 0,
            account: EnsembleAccount(members: members, leftOut: leftOut))
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
        cost:
            "The sum of its models', which is mostly that of the four with tables and of `bwa`. Memory for one model at a time.",
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
