import Files
import Observations
import Snapshots
import Storage

/// Where a project stands: what waits, who has sent what and what became of it, what is published. Changes nothing.
package struct ProjectStatus {
    /// How many problems and submitters of a period are told one by one; the commands for lists have the others.
    private static let shown = 20

    private let name: String
    private let now: Instant
    private let drop: DropFolderLook
    private let submitters: [SubmitterStanding]
    private var problems: [Submission] = []
    private var problemCount = 0
    private var held: [Submission] = []
    private var records = 0
    private var withdrawn = 0
    private var versions: [(number: Int, date: String)] = []

    /// Looks at a project.
    ///
    /// - Parameter now: the instant back from which the last 24 hours and 30 days are counted.
    package init(project: Project, disk: Disk, now: Instant) throws {
        let run = try Run(project: project, disk: disk, options: RunOptions(now: now))
        let store = Store(root: project.store, disk: disk)
        let ledger = try disk.status(store.ledgerPath) == nil ? nil : try Ledger(store)
        name = run.plan.definition.name
        self.now = now
        drop = try DropFolderLook(run, ledger)
        submitters = try SubmitterStanding.all(ledger, waiting: drop.waiting.map(\.delivery), now: now)
        guard let ledger else { return }
        problems = try ledger.newestProblems(ProjectStatus.shown)
        problemCount = try ledger.problemCount()
        held = try ledger.submissions(in: .held)
        let segments = try ledger.segments()
        records = try CurrentObservations(store: store, segments: segments, terms: []).count
        withdrawn =
            try CurrentObservations(
                store: store, segments: segments, terms: [], ranges: [0..<UInt32.max], includingHidden: true
            ).count - records
        versions = try ledger.snapshots().filter { $0.state == .published }.map {
            ($0.number, Instant(seconds: $0.date).description)
        }
    }

    private func count(in state: SubmissionState) -> Int {
        submitters.reduce(0) { $0 + $1.all.count(state) }
    }
}

// MARK: For people

extension ProjectStatus {
    /// What comes before the table of submitters: what waits, what is held, what went wrong, what came lately.
    package var opening: String {
        var lines = drop.lines
        lines[0] = "\(name): \(lines[0])"
        let unjudged = count(in: .claimed)
        if unjudged > 0 {
            lines.append("\(counted(unjudged, "submission")) in the archive will be judged by the next run.")
        }
        for submission in held {
            let next =
                submission.ruling == .accepted
                ? "accepted; the next run takes it in" : "see `transect held`"
            lines.append(
                "Held: submission \(submission.sequence), \(submission.path.onOneLine): "
                    + "\(submission.hold?.text ?? ""); \(next)")
        }
        if problemCount > 0 {
            lines.append("\(counted(problemCount, "submission")) could not be read, or not to the end:")
            lines += problems.map {
                "  submission \($0.sequence), \($0.path.onOneLine): \($0.problem?.onOneLine ?? "")"
            }
            if problemCount > problems.count {
                lines.append("  … and \(problemCount - problems.count) more; see `transect submissions`")
            }
        }
        if submitters.contains(where: { $0.all.submissions > 0 }) {
            lines += ProjectStatus.lines("24 hours", since: now.dayBefore, submitters.map { ($0, $0.lastDay) })
            lines += ProjectStatus.lines("30 days", since: now.monthBefore, submitters.map { ($0, $0.lastMonth) })
        }
        return lines.joined(separator: "\n")
    }

    /// What came in a period, in all and from whom.
    private static func lines(
        _ period: String, since: Instant, _ sent: [(submitter: SubmitterStanding, sent: SubmitterStanding.Sent)]
    ) -> [String] {
        let busy = sent.filter { $0.sent.submissions > 0 }
        guard !busy.isEmpty else { return ["In the last \(period) (since \(since)) nothing came."] }
        var all = SubmitterStanding.Sent()
        for (_, sent) in busy { all.add(sent) }
        var lines = ["In the last \(period) (since \(since)) came \(all.words)."]
        lines += busy.prefix(shown).map { "  \($0.submitter.shownName): \($0.sent.words)" }
        if busy.count > shown { lines.append("  … and \(busy.count - shown) more submitters") }
        return lines
    }

    /// The table of submitters, header first; empty as long as nothing was ever taken. Files first: those that wait,
    /// those whose records were judged, those that repeat earlier ones, those that could not be read, those that are
    /// held or were turned away. Then records.
    package var rows: [[String]] {
        guard submitters.contains(where: { $0.all.submissions > 0 }) else { return [] }
        let header = [
            "submitter", "waiting", "taken", "again", "refused", "held", "out", "accepted", "corrections",
            "quarantined", "to mend", "last came",
        ]
        return [header]
            + submitters.map { submitter in
                let all = submitter.all
                let files = [
                    submitter.waiting, all.count(.judged, .claimed), all.count(.duplicate), all.count(.refused),
                    all.count(.held), all.count(SubmissionState.out),
                ]
                let records = [all.counts.accepted, all.counts.corrections, all.counts.quarantined, all.toMend]
                return [submitter.shownName] + (files + records).map { String($0) }
                    + [submitter.newestArrival?.day ?? "never"]
            }
    }

    /// What comes behind the table: the dataset and its newest version.
    package var closing: String {
        var lines: [String] = []
        if records + withdrawn > 0 {
            let gone = withdrawn > 0 ? "; \(counted(withdrawn, "record")) withdrawn" : ""
            lines.append("Dataset: \(counted(records, "record"))\(gone).")
        }
        lines.append(
            versions.last.map { "Published: v\($0.number) of \($0.date)." } ?? "Nothing has been published yet.")
        return lines.joined(separator: "\n")
    }
}

// MARK: For programs

extension ProjectStatus {
    /// One JSON object.
    package var json: String {
        let value = JSONValue.object(
            ("name", .string(name)), ("asOf", .string("\(now)")),
            ("waiting", .array(drop.waiting.map { .string($0.delivery.path) })),
            (
                "waitingFor",
                .array(
                    drop.waiting.compactMap { file in
                        file.reason.map { reason in
                            .object(
                                ("path", .string(file.delivery.path)), ("waitsFor", .string(reason.kind.rawValue)),
                                ("reason", .string(reason.text(for: file.delivery.path))))
                        }
                    })
            ), ("unjudged", .integer(count(in: .claimed))),
            ("unmatched", .array(drop.unmatched.map { .string($0) })),
            (
                "skipped",
                .array(drop.skipped.map { .object(("path", .string($0.path)), ("reason", .string($0.reason))) })
            ), ("submitters", .array(submitters.map(\.json))), ("problemCount", .integer(problemCount)),
            (
                "problems",
                .array(
                    problems.map {
                        .object(
                            ("submission", .integer(Int($0.sequence))), ("path", .string($0.path)),
                            ("problem", .string($0.problem ?? "")))
                    })
            ),
            (
                "held",
                .array(
                    held.map {
                        .object(
                            ("submission", .integer(Int($0.sequence))), ("path", .string($0.path)),
                            ("submitter", .string($0.submitter)), ("reason", .string($0.hold?.text ?? "")),
                            ("accepted", .boolean($0.ruling == .accepted)))
                    })
            ), ("datasetRecords", .integer(records)), ("withdrawnRecords", .integer(withdrawn)),
            (
                "versions",
                .array(versions.map { .object(("version", .integer($0.number)), ("date", .string($0.date))) })
            ))
        return String(decoding: value.document, as: UTF8.self)
    }
}

extension SubmitterStanding {
    fileprivate var json: JSONValue {
        .object(
            ("submitter", .string(name)), ("waiting", .integer(waiting)),
            ("submissions", .integer(all.submissions)), ("states", all.statesJSON), ("counts", all.counts.json),
            ("toMend", .integer(all.toMend)), ("last24Hours", lastDay.json), ("last30Days", lastMonth.json),
            ("newestArrival", newestArrival.map { .string("\($0)") }))
    }
}

extension SubmitterStanding.Sent {
    fileprivate var json: JSONValue {
        .object(
            ("submissions", .integer(submissions)), ("states", statesJSON), ("counts", counts.json),
            ("toMend", .integer(toMend)))
    }

    fileprivate var statesJSON: JSONValue {
        .object(SubmissionState.allCases.map { .init(name: $0.rawValue, value: .integer(count($0))) })
    }
}
