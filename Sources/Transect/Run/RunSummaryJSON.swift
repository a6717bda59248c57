import Observations
import Snapshots

extension RunReport {
    /// The summary for programs: one JSON object.
    package var json: String {
        let publication: JSONValue =
            switch self.publication {
            case .published(let version, let folder):
                .object(("status", .string("published")), ("version", .integer(version)), ("folder", .string(folder)))
            case .unchanged(let version): .object(("status", .string("unchanged")), ("version", .integer(version)))
            case .held(let lost, let total):
                .object(("status", .string("held")), ("lost", .integer(lost)), ("of", .integer(total)))
            case .notAsked: .object(("status", .string("not asked")))
            case .nothing: .object(("status", .string("nothing")))
            }
        let value = JSONValue.object(
            ("name", .string(name)), ("counts", counts.json),
            ("submissions", .array(submissions.map(\.json))),
            ("skipped", .array(skipped.map { .object(("path", .string($0.path)), ("reason", .string($0.reason))) })),
            (
                "waitingFiles",
                .array(
                    waitingFiles.map {
                        .object(
                            ("path", .string($0.path)), ("waitsFor", .string($0.reason.kind.rawValue)),
                            ("reason", .string($0.reason.text(for: $0.path))))
                    })
            ),
            (
                "originals",
                .object(
                    ("removed", .integer(originals.removed)), ("moved", .integer(originals.moved)),
                    (
                        "failed",
                        .array(
                            originals.failed.map {
                                .object(("path", .string($0.path)), ("reason", .string($0.reason)))
                            })
                    ))
            ),
            ("unmatched", .array(unmatched.map { .string($0) })),
            (
                "findings",
                .array(
                    rules.map {
                        .object(
                            ("code", .string($0.code)), ("severity", .string($0.severity.rawValue)),
                            ("count", .integer($0.count)), ("example", .string($0.example)))
                    })
            ),
            ("datasetRecords", .integer(datasetRecords)),
            (
                "questions",
                .array(
                    questions.map { question in
                        .object(
                            ("term", .string(question.term)), ("method", .string(question.method)),
                            ("votes", .integer(question.votes)), ("iterations", .integer(question.iterations)),
                            ("repeated", .integer(question.repeated)),
                            ("withoutContributor", .integer(question.withoutContributor)),
                            ("unreadable", .integer(question.unreadable)),
                            (
                                "statuses",
                                .object(question.statuses.map { .init(name: $0.status, value: .integer($0.count)) })
                            ))
                    })
            ),
            (
                "waiting",
                .array(
                    waiting.map {
                        .object(
                            ("subject", .array($0.subject.map { .string($0) })), ("records", .integer($0.records)))
                    })
            ),
            (
                "outbox",
                outbox.map { .object(("retired", .integer($0.retired)), ("showAgain", .integer($0.shown))) }
            ), ("newEdition", .boolean(anew == .edition)), ("heldEdition", heldEdition.map { .string($0) }),
            (
                "lapsed",
                .array(
                    lapsed.map {
                        .object(
                            ("record", .string("\($0.record)")), ("decision", .integer(Int($0.decision.event))))
                    })
            ),
            ("pruned", .array(pruned.map { .integer($0) })), ("publication", publication))
        return String(decoding: value.document, as: UTF8.self)
    }
}

extension OutcomeCounts {
    var json: JSONValue {
        .object(
            ("records", .integer(records)), ("accepted", .integer(accepted)), ("corrections", .integer(corrections)),
            ("quarantined", .integer(quarantined)), ("duplicates", .integer(duplicates)),
            ("withdrawals", .integer(withdrawals)), ("flagged", .integer(flagged)))
    }
}

extension RunReport.SubmissionLine {
    var json: JSONValue {
        .object(
            ("sequence", .integer(Int(sequence))), ("path", .string(path)), ("counts", counts.json),
            ("problem", problem.map { .string($0) }), ("held", hold.map { .string($0.text) }),
            ("dropped", .integer(dropped)), ("repeats", repeats.map { .integer(Int($0)) }),
            ("reading", .array(reading.map { .string($0) })),
            ("unusedFields", .array(unusedFields.map { .string($0) })),
            ("missingFields", .array(missingFields.map { .string($0) })))
    }
}
