import Files
import Observations
import Snapshots
import Storage

/// The submissions that are held, why, what was found in them, and what accepting or rejecting them would mean.
package struct HeldReport {
    /// One rule and how often it spoke about a held submission.
    struct RuleLine: Equatable {
        var code: String
        var severity: Severity
        var count: Int
        /// The first finding in words, with its place.
        var example: String
    }

    private var held: [(submission: Submission, rules: [RuleLine])] = []

    /// Looks at a project.
    ///
    /// - Throws: `UsageError` where there is no dataset yet.
    package init(project: Project, disk: Disk) throws {
        let opened = try OpenedProject(project, disk: disk)
        let files = try opened.ledger.findingsFiles()
        for submission in try opened.ledger.submissions(in: .held) {
            held.append((submission, try HeldReport.rules(of: submission, opened.store, files)))
        }
    }

    private static func rules(
        of submission: Submission, _ store: Store, _ files: [FindingsFile]
    ) throws -> [RuleLine] {
        var lines: [String: RuleLine] = [:]
        var reader = FindingsReader(store: store, files: files, submission: submission.sequence)
        while let findings = try reader.next() {
            for finding in findings {
                if lines[finding.code] == nil {
                    lines[finding.code] = RuleLine(
                        code: finding.code, severity: finding.severity, count: 0, example: example(finding, submission))
                }
                lines[finding.code]?.count += 1
            }
        }
        return lines.values.sorted {
            if $0.severity != $1.severity { return $0.severity > $1.severity }
            return $0.count != $1.count ? $0.count > $1.count : $0.code < $1.code
        }
    }

    private static func example(_ finding: StoredFinding, _ submission: Submission) -> String {
        let detail = fieldAndValue(finding.field, finding.value)
        return "\(finding.place(in: submission))\(detail): \(RuleCatalogue.message(for: finding))"
    }

    /// For people.
    package var text: String {
        guard !held.isEmpty else { return "Nothing is held." }
        var lines: [String] = []
        for (submission, rules) in held {
            let from = submission.submitter.isEmpty ? "" : " (submitter \(submission.submitter.onOneLine))"
            lines.append(
                "Submission \(submission.sequence): \(submission.path.onOneLine)\(from), arrived "
                    + "\(Instant(seconds: submission.arrival))")
            lines.append("  Held: \(submission.hold?.text ?? "").")
            if submission.ruling == .accepted {
                lines.append("  It has been accepted; the next `transect run` takes it in.")
            } else {
                lines.append("  Accepted: \(HeldReport.effect(of: submission)).")
                lines.append("  Rejected: nothing of it ever comes into the dataset; the archive keeps the file.")
            }
            lines += rules.map {
                "  \($0.count) × \($0.code) (\($0.severity.rawValue)). First: \($0.example.onOneLine)"
            }
        }
        lines.append(
            "Decide with `transect accept NUMBER --by NAME --why TEXT`, or `transect reject NUMBER …`.")
        return lines.joined(separator: "\n")
    }

    /// What becomes of a submission's records if it is accepted.
    private static func effect(of submission: Submission) -> String {
        let counts = submission.counts
        var parts = ["\(counted(counts.accepted, "record")) more in the dataset"]
        if counts.corrections > 0 { parts.append("\(counts.corrections) corrected") }
        if counts.withdrawals > 0 { parts.append("\(counts.withdrawals) withdrawn") }
        if let hold = submission.hold, hold.kind == .dropped {
            parts.append("\(hold.count) of the \(hold.of) that its series had leave the dataset")
        }
        parts.append("\(counts.quarantined) quarantined")
        if counts.duplicates > 0 { parts.append("\(counted(counts.duplicates, "duplicate"))") }
        return parts.joined(separator: ", ")
    }

    /// For programs.
    package var json: String {
        let value = JSONValue.array(
            held.map { submission, rules in
                .object(
                    ("submission", .integer(Int(submission.sequence))), ("path", .string(submission.path)),
                    ("submitter", .string(submission.submitter)),
                    ("arrived", .string("\(Instant(seconds: submission.arrival))")),
                    ("reason", submission.hold.map { .string($0.kind.rawValue) }),
                    ("count", submission.hold.map { .integer($0.count) }),
                    ("of", submission.hold.map { .integer($0.of) }),
                    ("accepted", .boolean(submission.ruling == .accepted)), ("counts", submission.counts.json),
                    (
                        "findings",
                        .array(
                            rules.map {
                                .object(
                                    ("code", .string($0.code)), ("severity", .string($0.severity.rawValue)),
                                    ("count", .integer($0.count)), ("example", .string($0.example)))
                            })
                    ))
            })
        return String(decoding: value.document, as: UTF8.self)
    }
}
