import Labelling
import Snapshots

extension LabelFile {
    /// The figures for people, line by line; tables are aligned by the caller.
    package var lines: [[String]] {
        let votes = consensus.votes
        var rows = [
            ["subjects", "\(votes.subjectCount)"], ["contributors", "\(votes.contributors.count)"],
            ["labels", "\(votes.labels.count)"], ["votes", "\(votes.count)"],
        ]
        if consensus.rule.method.joinsRows, answers > votes.count {
            rows.append(["rows of one list", "\(answers) rows are \(votes.count) answers"])
        } else if answers > votes.count {
            let fate = request.repeats == .latest ? "the last one counts" : "none counts"
            rows.append(["repeated answers", "\(answers - votes.count) (of one contributor on one subject; \(fate))"])
        }
        if votes.withoutContributor > 0 {
            rows.append(["without contributor", "\(votes.withoutContributor) (nobody's votes)"])
        }
        if consensus.unreadable > 0 {
            rows.append(["unreadable", "\(consensus.unreadable) (none of the answers that the method takes)"])
        }
        if let alpha { rows.append(["Krippendorff's alpha", alpha.map { decimals($0, 4) } ?? "–"]) }
        if isChoice, let kappa = FleissKappa.kappa(votes) { rows.append(["Fleiss' kappa", decimals(kappa, 4)]) }
        if let gold {
            rows.append(["known answers", "\(gold.answers), of which \(gold.answered) have votes"])
        }
        rows.append(["method", consensus.rule.method.name])
        if consensus.iterations > 0 { rows.append(["iterations", "\(consensus.iterations)"]) }
        for (status, count) in statuses { rows.append([status.rawValue, "\(count)"]) }
        return rows
    }

    /// What the method has to say about what it did, if anything.
    package var account: String? { (consensus as? Consensus)?.estimate.account?.description }

    /// Whether answers are votes for one label.
    private var isChoice: Bool { consensus is Consensus }

    /// Krippendorff's alpha with the distance that fits the answers: of labels, levels or numbers; `nil` for other
    /// kinds, and within where it cannot be computed.
    private var alpha: Double?? {
        guard case .answers(let rule) = consensus.rule.method else {
            return .some(KrippendorffAlpha.alpha(consensus.votes))
        }
        let votes = consensus.votes
        switch rule.method {
        case .ordinal:
            return .some(KrippendorffAlpha.alpha(votes, distance: .ordinal(rule.levels, in: votes)))
        case .median, .mean, .precisionWeighted, .logCount:
            // Every pair of different numbers is looked at.
            guard votes.labels.count <= 10_000 else { return nil }
            let values = (0..<votes.labels.count).map { NumberText.value(of: votes.labels[$0] ?? "") }
            return .some(KrippendorffAlpha.alpha(votes, distance: .interval(values: values)))
        default: return nil
        }
    }

    /// The comparison with the truth, header first; `nil` where there is none.
    package var comparison: [[String]]? {
        guard let first = scores.first else { return nil }
        return [["method"] + first.figures.map(\.name)]
            + scores.map { score in [score.method] + score.figures.map(\.text) }
    }

    /// Everything for programs.
    package var json: String {
        let votes = consensus.votes
        let value = JSONValue.object(
            ("answers", .string(request.answers)), ("subjects", .integer(votes.subjectCount)),
            ("contributors", .integer(votes.contributors.count)), ("labels", .integer(votes.labels.count)),
            ("votes", .integer(votes.count)), ("repeatedAnswers", .integer(answers - votes.count)),
            ("withoutContributor", .integer(votes.withoutContributor)), ("malformed", .integer(malformed)),
            ("unreadable", .integer(consensus.unreadable)),
            ("krippendorffAlpha", (alpha ?? nil).map(number)),
            ("fleissKappa", isChoice ? FleissKappa.kappa(votes).map(number) : nil),
            ("method", .string(consensus.rule.method.name)), ("iterations", .integer(consensus.iterations)),
            ("account", account.map { .string($0) }),
            ("gold", gold.map { .object(("answers", .integer($0.answers)), ("withVotes", .integer($0.answered))) }),
            (
                "statuses",
                .object(
                    statuses.map { JSONValue.Member(name: $0.status.rawValue, value: .integer($0.count)) })
            ),
            ("scores", scores.isEmpty ? nil : .array(scores.map(\.json))))
        return String(decoding: value.document, as: UTF8.self)
    }

    /// How many subjects have which status; those that occur.
    private var statuses: [(status: ConsensusStatus, count: Int)] {
        let counts = consensus.statusCounts
        return ConsensusStatus.allCases.compactMap { status in counts[status].map { (status, $0) } }
    }

    private func number(_ value: Double) -> JSONValue { .number("\(value)") }
}
