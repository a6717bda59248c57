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
        if answers > votes.count {
            let fate = request.repeats == .latest ? "the last one counts" : "none counts"
            rows.append(["repeated answers", "\(answers - votes.count) (of one contributor on one subject; \(fate))"])
        }
        if votes.withoutContributor > 0 {
            rows.append(["without contributor", "\(votes.withoutContributor) (nobody's votes)"])
        }
        rows.append(["Krippendorff's alpha", KrippendorffAlpha.alpha(votes).map { decimals($0, 4) } ?? "–"])
        if let kappa = FleissKappa.kappa(votes) { rows.append(["Fleiss' kappa", decimals(kappa, 4)]) }
        if let gold {
            rows.append(["known answers", "\(gold.answers), of which \(gold.answered) have votes"])
        }
        rows.append(["method", consensus.rule.method.rawValue])
        if consensus.estimate.iterations > 0 { rows.append(["iterations", "\(consensus.estimate.iterations)"]) }
        for (status, count) in statuses { rows.append([status.rawValue, "\(count)"]) }
        return rows
    }

    /// What the method has to say about what it did, if anything.
    package var account: String? { consensus.estimate.account?.description }

    /// The comparison with the truth, header first; `nil` where there is none.
    package var comparison: [[String]]? {
        guard let scores else { return nil }
        let header = [
            "method", "accuracy", "macro F1", "calibration error", "scored", "published", "right among published",
        ]
        return [header]
            + [(consensus.rule.method.rawValue, scores.method), ("majority", scores.majority)].map { name, score in
                [
                    name, text(score.accuracy.share), text(score.macroF1), text(score.calibrationError),
                    "\(score.accuracy.scored)", "\(score.accuracy.published)", text(score.accuracy.publishedShare),
                ]
            }
    }

    /// Everything for programs.
    package var json: String {
        let votes = consensus.votes
        let value = JSONValue.object(
            ("answers", .string(request.answers)), ("subjects", .integer(votes.subjectCount)),
            ("contributors", .integer(votes.contributors.count)), ("labels", .integer(votes.labels.count)),
            ("votes", .integer(votes.count)), ("repeatedAnswers", .integer(answers - votes.count)),
            ("withoutContributor", .integer(votes.withoutContributor)), ("malformed", .integer(malformed)),
            ("krippendorffAlpha", KrippendorffAlpha.alpha(votes).map(number)),
            ("fleissKappa", FleissKappa.kappa(votes).map(number)),
            ("method", .string(consensus.rule.method.rawValue)),
            ("iterations", .integer(consensus.estimate.iterations)), ("account", account.map { .string($0) }),
            ("gold", gold.map { .object(("answers", .integer($0.answers)), ("withVotes", .integer($0.answered))) }),
            (
                "statuses",
                .object(
                    statuses.map { JSONValue.Member(name: $0.status.rawValue, value: .integer($0.count)) })
            ),
            (
                "scores",
                scores.map { scores in
                    .array([
                        json(scores.method, of: consensus.rule.method.rawValue), json(scores.majority, of: "majority"),
                    ])
                }
            ))
        return String(decoding: value.document, as: UTF8.self)
    }

    private func json(_ score: Scorecard, of method: String) -> JSONValue {
        .object(
            ("method", .string(method)), ("accuracy", score.accuracy.share.map(number)),
            ("macroF1", score.macroF1.map(number)), ("calibrationError", score.calibrationError.map(number)),
            ("scored", .integer(score.accuracy.scored)), ("unknown", .integer(score.accuracy.unknown)),
            ("published", .integer(score.accuracy.published)),
            ("publishedRight", .integer(score.accuracy.publishedRight)),
            (
                "reliability",
                .array(
                    score.bins.map { bin in
                        let count = Double(max(bin.count, 1))
                        return .object(
                            ("subjects", .integer(bin.count)),
                            ("confidence", bin.count == 0 ? nil : number(bin.confidence / count)),
                            ("accuracy", bin.count == 0 ? nil : number(bin.points / count)))
                    })
            ))
    }

    /// How many subjects have which status; those that occur.
    private var statuses: [(status: ConsensusStatus, count: Int)] {
        let counts = consensus.statusCounts
        return ConsensusStatus.allCases.compactMap { status in counts[status].map { (status, $0) } }
    }

    private func number(_ value: Double) -> JSONValue { .number("\(value)") }

    private func text(_ value: Double?) -> String { value.map { decimals($0, 4) } ?? "–" }
}
