import Files
import Observations
import Snapshots
import Storage

/// Everything that ever happened to a dataset, in words, oldest first.
package struct EventLog {
    /// One event.
    struct Entry {
        var event: Int64
        var at: Int64
        var kind: EventKind
        var text: String
        /// The facts, for programs.
        var facts: [JSONValue.Member]
    }

    private var entries: [Entry] = []

    /// Reads a project's ledger.
    ///
    /// - Parameter since: only what happened then or later.
    /// - Throws: `UsageError` where there is no dataset yet.
    package init(project: Project, disk: Disk, since: Instant? = nil) throws {
        let ledger = try OpenedProject(project, disk: disk).ledger
        let submissions = try ledger.submissions()
        let words = EventWords(submissions: submissions)
        let instants = Dictionary(try ledger.events().map { ($0.id, $0.at) }) { first, _ in first }
        for submission in submissions { entries.append(EventLog.claim(submission, words)) }
        for edition in try ledger.editions() {
            entries.append(EventLog.edition(edition, at: instants[edition.event] ?? 0))
        }
        for snapshot in try ledger.snapshots() {
            entries.append(EventLog.publication(snapshot, at: instants[snapshot.event] ?? 0))
        }
        for recorded in try ledger.decisions() { entries.append(EventLog.decision(recorded, words)) }
        entries.sort { $0.event < $1.event }
        if let since { entries.removeAll { $0.at < since.seconds } }
    }

    private static func claim(_ submission: Submission, _ words: EventWords) -> Entry {
        Entry(
            event: submission.event, at: submission.arrival, kind: .claim, text: words.claim(submission),
            facts: members(
                ("submission", .integer(Int(submission.sequence))), ("path", .string(submission.path)),
                ("submitter", .string(submission.submitter)), ("state", .string(submission.state.rawValue)),
                ("import", submission.isImport ? .boolean(true) : nil),
                ("repeats", submission.duplicateOf.map { .integer(Int($0)) }), ("counts", submission.counts.json)))
    }

    private static func edition(_ edition: Edition, at: Int64) -> Entry {
        let names = edition.files.map(\.name)
        return Entry(
            event: edition.event, at: at, kind: .edition,
            text: "edition \(edition.number) of the definition: \(names.joined(separator: ", ").onOneLine)",
            facts: members(
                ("edition", .integer(edition.number)), ("digest", .string("\(edition.digest)")),
                ("files", .array(names.map { .string($0) }))))
    }

    private static func publication(_ snapshot: SnapshotRecord, at: Int64) -> Entry {
        let records = snapshot.counts["records"]
        let count = records.map { ": \(counted($0, "record"))" } ?? ""
        return Entry(
            event: snapshot.event, at: at, kind: .publication, text: "v\(snapshot.number) published\(count)",
            facts: members(
                ("version", .integer(snapshot.number)), ("digest", .string("\(snapshot.digest)")),
                ("state", .string(snapshot.state.rawValue)), ("records", records.map { .integer($0) })))
    }

    private static func decision(_ recorded: RecordedDecision, _ words: EventWords) -> Entry {
        let decision = recorded.decision
        return Entry(
            event: recorded.event, at: recorded.at, kind: decision.kind, text: words.decision(decision),
            facts: members(
                ("submission", decision.submission.map { .integer(Int($0)) }),
                ("records", decision.records.map { .array($0.map { .string($0) }) }),
                ("subject", decision.subject.map { .array($0.map { .string($0) }) }),
                ("question", decision.question.map { .string($0) }),
                ("label", decision.kind == .decide ? decision.label.map { .string($0) } ?? .null : nil),
                ("version", decision.version.map { .integer($0) }),
                ("name", decision.kind == .release ? decision.name.map { .string($0) } : nil),
                ("doi", decision.doi.map { .string($0) }),
                ("by", decision.by.isEmpty ? nil : .string(decision.by)),
                ("why", decision.why.isEmpty ? nil : .string(decision.why))))
    }

    private static func members(_ members: (String, JSONValue?)...) -> [JSONValue.Member] {
        members.compactMap { name, value in value.map { JSONValue.Member(name: name, value: $0) } }
    }

    /// Whether it tells of files: what became of them is told as it is judged now.
    package var tellsOfFiles: Bool { entries.contains { $0.kind == .claim } }

    /// For people: a line for every event, with its instant and its number.
    package var text: String {
        entries.isEmpty
            ? "Nothing has happened."
            : entries.map { "\(Instant(seconds: $0.at))  \($0.event)  \($0.text)" }.joined(separator: "\n")
    }

    /// For programs.
    package var json: String {
        let value = JSONValue.array(
            entries.map { entry in
                .object(
                    EventLog.members(
                        ("event", .integer(Int(entry.event))), ("at", .string("\(Instant(seconds: entry.at))")),
                        ("kind", .string(entry.kind.rawValue)), ("text", .string(entry.text))) + entry.facts)
            })
        return String(decoding: value.document, as: UTF8.self)
    }
}
