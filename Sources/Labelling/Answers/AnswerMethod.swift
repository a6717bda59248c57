/// The ways in which answers that are not one label become a consensus: a closed catalogue, each in a file of its own.
package enum AnswerMethod: String, Sendable, CaseIterable {
    case rover
    case medoid
    case communityTaxon = "community-taxon"
    case taxonRollUp = "taxon-roll-up"
    case median
    case mean
    case precisionWeighted = "precision-weighted"
    case logCount = "log-count"
    case binnedCount = "binned-count"
    case binaryRelevance = "binary-relevance"
    case speciesPlurality = "species-plurality"
    case ordinal
    case marks
    case bradleyTerry = "bradley-terry"
    case starRatings = "star-ratings"

    /// What the method is, where it comes from, what it costs, and a worked example.
    package var description: AnswerMethodDescription {
        switch self {
        case .rover: Rover.description
        case .medoid: Medoid.description
        case .communityTaxon: CommunityTaxon.description
        case .taxonRollUp: TaxonRollUp.description
        case .median: Median.description
        case .mean: Mean.description
        case .precisionWeighted: PrecisionWeighted.description
        case .logCount: LogCount.description
        case .binnedCount: BinnedCount.description
        case .binaryRelevance: BinaryRelevance.description
        case .speciesPlurality: SpeciesPlurality.description
        case .ordinal: OrdinalThresholds.description
        case .marks: MarkClusters.description
        case .bradleyTerry: BradleyTerry.description
        case .starRatings: StarRatings.description
        }
    }
}

/// What the answers to a question are.
package enum AnswerKind: String, Sendable, CaseIterable {
    /// A text that was read off something.
    case text
    /// A taxon of a checklist, at any rank.
    case taxon
    /// A number or a count.
    case number
    /// Any number of labels, none included.
    case severalChoices = "several choices"
    /// One of several levels that have an order.
    case ordinal
    /// Points, boxes, circles and lines on an image, none included.
    case marks
    /// A preference for one of two items, or a rating of one: what comes of it is an order of all.
    case ranking
}

/// The documentation of a method, kept beside the code that it documents and printed from here.
package struct AnswerMethodDescription: Sendable {
    /// The method.
    package let method: AnswerMethod
    /// What the answers are.
    package let kind: AnswerKind
    /// A few words for lists.
    package let title: String
    /// What it does, when to use it, and what its figures mean.
    package let documentation: String
    /// The paper or definition that it comes from.
    package let source: String
    /// What it costs.
    package let cost: String
    /// A small case with its result, executed by a test.
    package let example: AnswerExample

    /// The whole description in Markdown, the worked example as two tables.
    package var markdown: String {
        """
        ### `\(method.rawValue)`: \(title)

        Answers: \(kind.rawValue)

        \(documentation)

        Source: \(source)

        Cost: \(cost)

        \(example.story)

        \(Self.table(example.answerColumns, example.answers))

        gives

        \(Self.table(example.columns, example.results))

        """
    }

    private static func table(_ header: [String], _ rows: [[String]]) -> String {
        let line = { (cells: [String]) in
            "| "
                + cells.map { $0.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") }
                .joined(separator: " | ") + " |"
        }
        let rule = "|" + String(repeating: "---|", count: header.count)
        return ([line(header), rule] + rows.map(line)).joined(separator: "\n")
    }
}

/// Some answers and what a method makes of them.
package struct AnswerExample: Sendable {
    /// What the case shows.
    package let story: String
    /// The columns of the answers. `read` takes these three; methods with others read their rows themselves.
    package var answerColumns = ["subject", "contributor", "answer"]
    /// Every answer's row, as it is written in a file.
    package let answers: [[String]]
    /// The columns of the result.
    package let columns: [String]
    /// One row per subject or item.
    package let results: [[String]]
    /// Applies the method to the answers and puts the result into the form of `results`.
    package let compute: @Sendable (AnswerExample) -> [[String]]

    /// The answers with subjects and contributors numbered in byte order, and the subjects' names.
    func read<Value: Sendable>(
        _ meaning: (String) -> Value?
    ) -> (answers: AnswersBySubject<Value>, subjects: [String]) {
        let subjects = Self.names(answers.map { $0[0] })
        let contributors = Self.names(answers.map { $0[1] })
        var rows: [(subject: Int, contributor: Int, value: Value)] = []
        for answer in answers {
            guard let subject = subjects.firstIndex(of: answer[0]),
                let contributor = contributors.firstIndex(of: answer[1]), let value = meaning(answer[2])
            else { continue }
            rows.append((subject, contributor, value))
        }
        return (
            AnswersBySubject(rows, subjects: subjects.count, contributors: contributors.count), subjects
        )
    }

    private static func names(_ all: [String]) -> [String] {
        var sorted: [String] = []
        for name in all.sorted(by: { ByteOrder.precedes($0.utf8, $1.utf8) }) where sorted.last != name {
            sorted.append(name)
        }
        return sorted
    }

    /// A figure with six decimals, as it is published; nothing for no figure.
    static func cell(_ number: Double?) -> String {
        guard let number, number.magnitude < 1e12 else { return "" }
        let millionths = Int((number.magnitude * 1e6).rounded(.toNearestOrEven))
        let digits = String(millionths % 1_000_000)
        let sign = number < 0 && millionths > 0 ? "-" : ""
        return sign + String(millionths / 1_000_000) + "." + String(repeating: "0", count: 6 - digits.count) + digits
    }
}
