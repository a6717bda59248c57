import Observations

/// The ways in which votes become a consensus: a closed catalogue, each method in a file of its own.
package enum LabellingMethod: String, Sendable, CaseIterable {
    case majority
    case dawidSkene = "dawid-skene"

    /// What the method is, where it comes from, what it costs, and a worked example.
    package var description: MethodDescription {
        switch self {
        case .majority: Majority.description
        case .dawidSkene: DawidSkene.description
        }
    }

    /// Scores for all subjects.
    func estimate(from votes: Votes) throws(LabellingError) -> Estimate {
        switch self {
        case .majority: Majority.estimate(from: votes)
        case .dawidSkene: try DawidSkene().estimate(from: votes)
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
            dawid-skene keeps a table for every contributor; with \(labels) different labels and \(rows) pairs of \
            contributor and label these would take about \(gigabytes) GB. Use `method: majority` for this question, \
            or map its answers to fewer labels.
            """
        }
    }
}
