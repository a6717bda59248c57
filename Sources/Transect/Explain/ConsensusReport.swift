import Files
import Labelling
import Observations
import Snapshots

/// What can be said of every question: how much contributors agree, how many subjects have a consensus, and whether its
/// confidence means what it says.
package struct ConsensusReport {
    private let consensus: [any QuestionConsensus]
    /// What is known of the confidence of each; `nil` for methods that cannot be calibrated.
    private let calibrations: [Calibration?]

    /// Labels the current dataset.
    ///
    /// - Throws: `UsageError` where there is nothing to report on.
    package init(project: Project, disk: Disk) throws {
        let labels = try CurrentConsensus(project, disk: disk).labels
        consensus = labels.consensus
        calibrations = try labels.consensus.enumerated().map { index, consensus in
            guard let choice = consensus as? Consensus, case .choice(let method) = choice.rule.method else {
                return nil
            }
            if let calibration = choice.calibration { return calibration }
            let gold = index < labels.ballot.gold.count ? labels.ballot.gold[index] : nil
            return try Calibration(
                of: method, from: choice.votes, unsure: choice.rule.unsure,
                known: gold.map { KnownTruths($0, in: choice.votes) } ?? .none)
        }
    }

    /// One question for people: figures, a sentence on its confidence, and tables with headers.
    package struct Section {
        /// The term that is asked for.
        package let question: String
        /// Names and figures.
        package let figures: [[String]]
        /// Whether confidence is calibrated, and on what.
        package let statement: String?
        /// How often subjects of some confidence are right, and what calibration changes.
        package let tables: [[[String]]]
    }

    /// The questions in the order of the definition.
    package var sections: [Section] {
        zip(consensus, calibrations).map { consensus, calibration in
            var tables: [[[String]]] = []
            if let calibration, calibration.heldOut.scored > 0 {
                let published = consensus.rule.calibrates ? calibration.after : nil
                tables = [calibration.comparison, (published ?? calibration.before).lines]
            }
            return Section(
                question: consensus.rule.term.name, figures: Self.figures(of: consensus),
                statement: calibration.map { Self.statement($0, consensus.rule) }, tables: tables)
        }
    }

    private static func statement(_ calibration: Calibration, _ rule: QuestionRule) -> String {
        rule.calibrates || calibration.temperature == nil
            ? calibration.statement
            : "Confidence is not calibrated, as the pipeline says: `calibrate: false`. What it would change:"
    }

    private static func figures(of consensus: any QuestionConsensus) -> [[String]] {
        let votes = consensus.votes
        var voted = 0
        for subject in 0..<votes.subjectCount where !votes.range(ofSubject: subject).isEmpty { voted += 1 }
        var rows = [
            ["method", consensus.rule.method.name], ["subjects", "\(votes.subjectCount)"],
            ["subjects with votes", "\(voted)"], ["votes", "\(votes.count)"],
            ["contributors", "\(votes.contributors.count)"],
        ]
        let counts = consensus.statusCounts
        for status in ConsensusStatus.allCases { rows.append([status.rawValue, "\(counts[status] ?? 0)"]) }
        if consensus is Consensus {
            rows.append(["Krippendorff's alpha", KrippendorffAlpha.alpha(votes).map { decimals($0, 4) } ?? "–"])
        }
        return rows
    }

    /// Everything for programs.
    package var json: String {
        let number = { (value: Double?) in value.map { JSONValue.number("\($0)") } }
        func table(_ table: ReliabilityTable) -> JSONValue {
            .object(
                ("subjects", .integer(table.subjects)), ("accuracy", number(table.accuracy)),
                ("calibrationError", number(table.calibrationError)), ("logLoss", number(table.logLoss)),
                ("brier", number(table.brier)),
                (
                    "bins",
                    .array(
                        table.rows.map { row in
                            .object(
                                ("low", number(row.low)), ("high", number(row.high)),
                                ("subjects", .integer(row.subjects)), ("confidence", number(row.confidence)),
                                ("right", number(row.right)), ("rightLow", number(row.interval.low)),
                                ("rightHigh", number(row.interval.high)))
                        })
                ))
        }
        let questions = zip(consensus, calibrations).map { consensus, calibration in
            let counts = consensus.statusCounts
            return JSONValue.object(
                ("question", .string(consensus.rule.term.name)), ("method", .string(consensus.rule.method.name)),
                ("subjects", .integer(consensus.votes.subjectCount)), ("votes", .integer(consensus.votes.count)),
                (
                    "statuses",
                    .object(
                        ConsensusStatus.allCases.map { .init(name: $0.rawValue, value: .integer(counts[$0] ?? 0)) })
                ),
                (
                    "krippendorffAlpha",
                    consensus is Consensus ? number(KrippendorffAlpha.alpha(consensus.votes)) : nil
                ), ("calibrated", .boolean(consensus.rule.calibrates && calibration?.temperature != nil)),
                ("temperature", number(calibration?.temperature?.value)),
                ("asEstimated", calibration.map { table($0.before) }),
                ("calibration", calibration?.after.map { table($0) }))
        }
        return String(decoding: JSONValue.array(questions).document, as: UTF8.self)
    }
}
