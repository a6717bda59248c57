import Observations

/// The ways in which votes become a consensus: a closed catalogue, each method in a file of its own.
package enum LabellingMethod: String, Sendable, CaseIterable {
    case auto
    case majority
    case wawa
    case dawidSkene = "dawid-skene"
    case oneCoin = "one-coin"
    case glad
    case mace
    case ibcc
    case pooledIBCC = "ibcc-pooled"
    case bwa

    /// What the method is, where it comes from, what it costs, and a worked example.
    package var description: MethodDescription {
        switch self {
        case .auto: Auto.description
        case .majority: Majority.description
        case .wawa: Wawa.description
        case .dawidSkene: DawidSkene.description
        case .oneCoin: OneCoin.description
        case .glad: GLAD.description
        case .mace: MACE.description
        case .ibcc: IBCC.description
        case .pooledIBCC: PooledIBCC.description
        case .bwa: BWA.description
        }
    }

    /// What the method does with right answers that are known beforehand (`KnownTruths`).
    package var knownAnswers: String {
        switch self {
        case .auto: "As its models do, each for itself."
        case .majority: "Change nothing: votes are counted, nothing is learnt."
        case .wawa:
            "Stand in for the majority where contributors are weighed: an answer agrees if it is the known one."
        case .dawidSkene, .ibcc, .pooledIBCC:
            """
            Each known subject's probability is 1 for its answer in every iteration, so that the tables and the shares of \
            the labels count it as certain. A subject whose known answer nobody ever gave to any subject teaches nothing.
            """
        case .oneCoin, .glad, .mace:
            """
            In every iteration a vote on a known subject is right with certainty, or wrong, also where nobody ever gave \
            the known answer.
            """
        case .bwa:
            """
            Each known subject's mean is 1 for its answer and 0 for every other label in every iteration, so that \
            precisions are measured from there.
            """
        }
    }

    /// Scores for all subjects: a function of the votes alone, the same bits on every machine.
    ///
    /// - Parameters:
    ///   - unsure: Labels that are answers but never true (`QuestionRule.unsure`).
    ///   - known: Right answers that are known beforehand; what each method does with them says `knownAnswers`.
    ///   - threads: How many threads may work on it, where the method can use more than one.
    package func estimate(
        from votes: Votes, unsure: [String] = [], known: KnownTruths = .none, threads: Int = 1
    ) throws(LabellingError) -> Estimate {
        switch self {
        case .auto: Auto.estimate(from: votes, unsure: unsure, known: known)
        case .majority: Majority.estimate(from: votes, unsure: unsure)
        case .wawa: Wawa.estimate(from: votes, unsure: unsure, known: known)
        case .dawidSkene: try DawidSkene(threads: threads).estimate(from: votes, unsure: unsure, known: known)
        case .oneCoin: OneCoin().estimate(from: votes, unsure: unsure, known: known)
        case .glad: GLAD().estimate(from: votes, unsure: unsure, known: known)
        case .mace: MACE().estimate(from: votes, unsure: unsure, known: known)
        case .ibcc: try IBCC.model.estimate(from: votes, unsure: unsure, known: known)
        case .pooledIBCC: try PooledIBCC.model.estimate(from: votes, unsure: unsure, known: known)
        case .bwa: try BWA().estimate(from: votes, unsure: unsure, known: known)
        }
    }
}

/// The documentation of a method, kept beside the code that it documents and printed from here.
package struct MethodDescription: Sendable {
    /// The method as a pipeline names it is `method.rawValue`.
    package let method: LabellingMethod
    /// A few words for lists.
    package let title: String
    /// What it does, when to use it, and what its confidence means.
    package let documentation: String
    /// The paper that it comes from.
    package let paper: String
    /// The cost of one iteration, and how many there are.
    package let cost: String
    /// A small case with its result, executed by a test.
    package let example: WorkedExample

    /// The whole description in Markdown, the worked example as two tables.
    package var markdown: String {
        let header = "| " + WorkedExample.resultColumns.joined(separator: " | ") + " |"
        let rule = "|" + String(repeating: "---|", count: WorkedExample.resultColumns.count)
        let votes = example.votes.map { "| \($0.subject) | \($0.contributor) | \($0.label) |" }
        let results = example.results.map { "| " + $0.joined(separator: " | ") + " |" }
        return """
            ### `\(method.rawValue)`: \(title)

            \(documentation)

            Source: \(paper)

            Known answers: \(method.knownAnswers)

            Cost: \(cost)

            \(example.story)

            | subject | contributor | label |
            |---|---|---|
            \(votes.joined(separator: "\n"))

            gives

            \(header)
            \(rule)
            \(results.joined(separator: "\n"))

            """
    }
}

/// Some votes and the consensus that a method makes of them.
package struct WorkedExample: Sendable {
    /// What the case shows.
    package let story: String
    /// Who answered what.
    package let votes: [(subject: String, contributor: String, label: String)]
    /// The thresholds under which `results` hold.
    package let accept: Acceptance
    /// One row per subject with the cells of `resultColumns`, as they are published.
    package let results: [[String]]

    /// Two contributors who know foxes from dogs, and one who calls everything a fox: the case that most methods show.
    static let foxesAndDogs: [(subject: String, contributor: String, label: String)] = [
        ("photo-1", "ana", "dog"), ("photo-1", "ben", "dog"), ("photo-1", "cleo", "fox"),
        ("photo-2", "ana", "fox"), ("photo-2", "ben", "fox"), ("photo-2", "cleo", "fox"),
        ("photo-3", "ana", "dog"), ("photo-3", "ben", "dog"), ("photo-3", "cleo", "fox"),
        ("photo-4", "ana", "fox"), ("photo-4", "ben", "fox"), ("photo-4", "cleo", "fox"),
        ("photo-5", "ana", "dog"), ("photo-5", "cleo", "fox"),
        ("photo-6", "ben", "dog"), ("photo-6", "cleo", "fox"),
    ]

    /// The columns of `results`: the subject, the label, and those columns of `consensus.csv` that have something to
    /// show in small cases, without the question's name.
    package static let resultColumns = [
        "subject", "label", "status", "confidence", "votes_for", "votes", "agreement", "tied", "runner_up",
    ]
}

/// Why votes cannot be labelled.
package enum LabellingError: Error, Equatable, CustomStringConvertible {
    /// The model's tables would not fit into a reasonable memory.
    case modelTooLarge(labels: Int, rows: Int, gigabytes: Int)

    package var description: String {
        switch self {
        case .modelTooLarge(let labels, let rows, let gigabytes):
            """
            This method keeps a table row of all labels for everything that it learns; with \(labels) different \
            labels and \(rows) rows these would take about \(gigabytes) GB. Use `method: auto`, `one-coin` or \
            `majority` for this question, or map its answers to fewer labels.
            """
        }
    }
}
