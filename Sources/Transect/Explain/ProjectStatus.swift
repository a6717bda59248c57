import Files
import Intake
import Observations
import Snapshots
import Storage

/// Where a project stands: what waits, what was taken, what is published. Changes nothing.
package struct ProjectStatus {
    private var name = ""
    private var waiting: [String] = []
    private var unmatched: [String] = []
    private var skipped: [(path: String, reason: String)] = []
    private var bySubmitter: [(name: String, submissions: Int, counts: OutcomeCounts)] = []
    private var problems: [(path: String, problem: String)] = []
    private var unjudged = 0
    private var held: [Submission] = []
    private var records = 0
    private var withdrawn = 0
    private var versions: [(number: Int, date: String)] = []

    /// Looks at a project.
    package init(project: Project, disk: Disk) throws {
        let run = try Run(project: project, disk: disk, options: RunOptions(now: Instant(seconds: 0)))
        name = run.plan.definition.name
        let store = Store(root: project.store, disk: disk)
        let ledger = try disk.status(store.ledgerPath) == nil ? nil : try Ledger(store)
        let drop = project.path(run.plan.definition.drop)
        if try disk.status(drop) != nil {
            let scan = try DropFolder(root: drop, disk: disk).scan()
            let (deliveries, unmatched) = run.matched(scan.arrivals)
            self.unmatched = unmatched
            skipped = scan.skipped.map { ($0.path, $0.reason) }
            waiting = try (ledger?.unknown(among: deliveries) ?? deliveries).map(\.path)
        }
        guard let ledger else { return }
        var lines: [String: (submissions: Int, counts: OutcomeCounts)] = [:]
        for submission in try ledger.submissions() {
            let line = lines[submission.submitter] ?? (0, OutcomeCounts())
            // The counts of one that is held or refused only say what would have become of its records.
            let isOutside = [.held, .rejected, .revoked].contains(submission.state)
            let counts = isOutside ? OutcomeCounts() : submission.counts
            lines[submission.submitter] = (line.submissions + 1, line.counts + counts)
            if submission.state == .claimed { unjudged += 1 }
            if submission.state == .held { held.append(submission) }
            if let problem = submission.problem { problems.append((submission.path, problem)) }
        }
        let segments = try ledger.segments()
        records = try CurrentObservations(store: store, segments: segments, terms: []).count
        withdrawn =
            try CurrentObservations(
                store: store, segments: segments, terms: [], ranges: [0..<UInt32.max], includingHidden: true
            ).count - records
        bySubmitter = lines.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { name in
            (name, lines[name]?.submissions ?? 0, lines[name]?.counts ?? OutcomeCounts())
        }
        versions = try ledger.snapshots().filter { $0.state == .published }.map {
            ($0.number, Instant(seconds: $0.date).description)
        }
    }

    /// For people.
    package var text: String {
        var lines = [
            "\(name): \(counted(waiting.count, "file")) \(waiting.count == 1 ? "waits" : "wait") in the drop folder."
        ]
        lines += waiting.prefix(20).map { "  \($0.onOneLine)" }
        if waiting.count > 20 { lines.append("  … and \(waiting.count - 20) more") }
        if unjudged > 0 { lines.append("\(unjudged) submissions are archived and will be judged by the next run.") }
        lines += unmatched.map { "  \($0.onOneLine): no source of the pipeline takes it" }
        lines += skipped.map { "  \($0.path.onOneLine): not taken: \($0.reason)" }
        for line in bySubmitter {
            let counts = line.counts
            lines.append(
                """
                \(line.name.isEmpty ? "(no submitter)" : line.name.onOneLine): \
                \(counted(line.submissions, "submission")), \(counted(counts.records, "record")): \
                \(counts.accepted) accepted, \(counted(counts.corrections, "correction")), \
                \(counts.quarantined) quarantined, \(counted(counts.duplicates, "duplicate"))\
                \(counts.withdrawals > 0 ? ", " + counted(counts.withdrawals, "withdrawal") : "")
                """)
        }
        lines += problems.map { "  \($0.path.onOneLine): \($0.problem.onOneLine)" }
        for submission in held {
            let next =
                submission.ruling == .accepted
                ? "accepted; the next run takes it in" : "see `transect held`"
            lines.append(
                "Held: submission \(submission.sequence), \(submission.path.onOneLine): "
                    + "\(submission.hold?.text ?? ""); \(next)")
        }
        if withdrawn > 0 {
            lines.append("Dataset: \(counted(records, "record")); \(counted(withdrawn, "record")) withdrawn.")
        }
        lines.append(
            versions.last.map { "Published: v\($0.number) of \($0.date)." } ?? "Nothing has been published yet.")
        return lines.joined(separator: "\n")
    }

    /// For programs.
    package var json: String {
        let value = JSONValue.object(
            ("name", .string(name)), ("waiting", .array(waiting.map { .string($0) })),
            ("unjudged", .integer(unjudged)), ("unmatched", .array(unmatched.map { .string($0) })),
            ("skipped", .array(skipped.map { .object(("path", .string($0.path)), ("reason", .string($0.reason))) })),
            (
                "submitters",
                .array(
                    bySubmitter.map {
                        .object(
                            ("submitter", .string($0.name)), ("submissions", .integer($0.submissions)),
                            ("counts", $0.counts.json))
                    })
            ),
            (
                "problems",
                .array(problems.map { .object(("path", .string($0.path)), ("problem", .string($0.problem))) })
            ),
            (
                "held",
                .array(
                    held.map {
                        .object(
                            ("submission", .integer(Int($0.sequence))), ("path", .string($0.path)),
                            ("reason", .string($0.hold?.text ?? "")), ("accepted", .boolean($0.ruling == .accepted)))
                    })
            ), ("datasetRecords", .integer(records)), ("withdrawnRecords", .integer(withdrawn)),
            (
                "versions",
                .array(versions.map { .object(("version", .integer($0.number)), ("date", .string($0.date))) })
            ))
        return String(decoding: value.document, as: UTF8.self)
    }
}
