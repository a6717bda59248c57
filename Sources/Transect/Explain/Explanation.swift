import Files
import Foundation
import Formats
import Labelling
import Observations
import Snapshots
import Storage
import Validation

/// Where a published record or consensus came from: the file, the place in it, what was written, what was found, what
/// the crowd and experts say, and its whole history across versions.
package struct Explanation {
    /// The explanation for people.
    package var text: String { lines.joined(separator: "\n") }

    private var lines: [String] = []
    private let run: Run
    private let store: Store
    private let ledger: Ledger
    private let words: EventWords

    /// Explains a record by its ID (`12-345`), or a subject by the values of its terms (`V2|Pica pica`).
    ///
    /// - Parameter isSubject: whether what looks like a record ID is a subject all the same.
    /// - Throws: `UsageError` if there is neither.
    package init(of name: String, isSubject: Bool = false, project: Project, disk: Disk) throws {
        run = try Run(project: project, disk: disk, options: RunOptions(now: Instant(seconds: 0)))
        let record = isSubject ? nil : RecordID(name)
        if !isSubject, record == nil { try Explanation.requireSubject(name, run.plan) }
        let opened = try OpenedProject(project, disk: disk)
        (store, ledger) = (opened.store, opened.ledger)
        words = EventWords(submissions: try ledger.submissions())
        if let record {
            try explain(record, disk)
        } else {
            try explain(subject: SubjectName.parts(of: name), disk)
        }
    }

    /// - Throws: `UsageError` where a text can be neither a record's ID nor a subject.
    private static func requireSubject(_ name: String, _ plan: Plan) throws {
        var problem = noRecordID(name)
        guard let consensus = plan.consensus else { throw UsageError(problem) }
        let terms = consensus.subject.map { plan.schema.terms[$0].name }
        guard SubjectName.parts(of: name).count != terms.count else { return }
        problem += " Nor is it a subject, which has \(counted(terms.count, "part")): \(terms.joined(separator: "|"))."
        throw UsageError(problem)
    }

    private var folder: SnapshotFolder { SnapshotFolder(run.snapshotsPath, disk: run.disk) }
}

// MARK: Records

extension Explanation {
    private mutating func explain(_ id: RecordID, _ disk: Disk) throws {
        let found = try RecordLookup(store: store, segments: ledger.segments()).find(id)
        let versions = try VersionHistory(of: .record(id), in: folder, ledger, words: words, disk: disk)
        lines.append("Record \(id)")
        if let found {
            try explain(found)
        } else {
            try explainAbsent(id, isPublished: !versions.isSilent)
        }
        let history = try RecordHistory(id, found, ledger, words).text
        lines += history.isEmpty ? [] : ["History:"] + history
        lines.append("Versions:")
        lines += try versions.text { try versions.holds(id, version: $0) }
    }

    private mutating func explain(_ found: FoundRecord) throws {
        var verb = "First accepted"
        for version in found.versions where version.kind == .content {
            try explainOrigin(version.origin, verb)
            verb = "Corrected"
        }
        let current = found.current
        if found.isHidden { lines.append("It is not in the dataset now: it was taken out (see History).") }
        lines.append(found.isHidden ? "Values when it was last there:" : "Values:")
        for (term, value) in zip(current.terms, current.values) {
            lines.append("  \(term) = \(value?.onOneLine ?? "(missing)")")
        }
        try explainFindings(current.origin)
        guard !found.isHidden, let plan = run.plan.consensus else { return }
        let subject = plan.subject.compactMap { column in
            current.terms.firstIndex(of: run.plan.schema.terms[column])
                .flatMap { current.values[$0] }?.precomposedStringWithCanonicalMapping
        }
        guard subject.count == plan.subject.count else { return }
        lines += try consensus()?.lines(about: subject) ?? []
    }

    /// What crowd and experts say; `nil`, and a line that says so, where the project's key is not there, without which
    /// nobody can be told from anybody.
    private mutating func consensus() throws -> ConsensusWords? {
        do {
            return try ConsensusWords(run, store, ledger)
        } catch let error as StoreError where error.kind == .key {
            lines.append("The consensus cannot be told without the project's key, which is not in its place.")
            return nil
        }
    }

    /// A record that the store does not have: its row was quarantined, held, a duplicate, or its submission no longer
    /// stands.
    private mutating func explainAbsent(_ id: RecordID, isPublished: Bool) throws {
        guard let submission = try ledger.submission(id.submission) else {
            throw UsageError("There is no record \(id) in the dataset.")
        }
        let findings = try self.findings(about: id)
        guard isPublished || !findings.isEmpty else {
            let name = words.name(of: submission.sequence)
            let verb = submission.state == .judged ? " has" : ":"
            throw UsageError(
                "There is no record \(id) in the dataset; \(name)\(verb) \(EventWords.fate(of: submission)).")
        }
        try explainOrigin(id, "It came")
        let isQuarantined = submission.state == .judged && !findings.isEmpty
        let reason = isQuarantined ? "what was found in it keeps it out" : words.claim(submission)
        lines.append("It is not in the dataset now: \(reason).")
        if isQuarantined { try explainMending(of: id, submission) }
        lines += findings.isEmpty ? [] : ["Findings:"] + findings
    }

    /// What has become of a quarantined record since: it was mended, or its file was sent again.
    private mutating func explainMending(of id: RecordID, _ submission: Submission) throws {
        if let mending = try ledger.mending(of: id) {
            // A row is mended as a whole; which of several records brings which of several is not known.
            let isOneOfSeveral = run.plan.source(for: submission.path)?.interpreter.unpivots == true
            let name = isOneOfSeveral ? "the row of \(mending)" : "\(mending)"
            lines.append("It was mended since by \(name), of \(words.name(of: mending.submission)).")
        }
        if let state = try ledger.newerState(of: id) {
            lines.append("Its file was sent again since: \(words.name(of: state)).")
        }
    }

    /// The submission and the very row of its file, read again from the archive.
    private mutating func explainOrigin(_ id: RecordID, _ verb: String) throws {
        guard let submission = try ledger.submission(id.submission) else { return }
        let submitter = submission.submitter.isEmpty ? "" : " (submitter \(submission.submitter.onOneLine))"
        lines.append(
            "\(verb) from submission \(submission.sequence): \(submission.path.onOneLine)\(submitter), arrived "
                + "\(Instant(seconds: submission.arrival)), SHA-256 \(submission.digest)")
        guard submission.state != .erased, let source = run.plan.source(for: submission.path) else { return }
        var reader = try Archive(store: store).records(of: submission, source, fields: .all)
        let context = InterpretContext(latestDay: Instant(seconds: submission.arrival).latestDay)
        while let batch = try reader.next() {
            // Interpreted again, since one row of a file may be several records (species as columns).
            let origins = source.interpreter.interpret(batch, context: context).origins
            guard let index = origins.records.firstIndex(of: id.record),
                let row = batch.origins.rows.firstIndex(of: origins.rows[index])
            else { continue }
            let place = batch.origins.unit == .line ? "line" : "byte"
            lines.append(
                "  row \(batch.origins.rows[row]), \(place) \(batch.origins.positions[row]), as it was written:")
            for (field, column) in zip(batch.fields, batch.columns) {
                if let value = column[row] { lines.append("    \(field.onOneLine): \"\(value.onOneLine)\"") }
            }
            return
        }
    }

    private mutating func explainFindings(_ origin: RecordID) throws {
        let findings = try findings(about: origin)
        lines += findings.isEmpty ? ["No findings."] : ["Findings:"] + findings
    }

    private func findings(about origin: RecordID) throws -> [String] {
        var lines: [String] = []
        var reader = FindingsReader(store: store, files: try ledger.findingsFiles(), submission: origin.submission)
        while let findings = try reader.next() {
            for finding in findings where finding.record == origin {
                lines.append(
                    "  \(finding.code) (\(finding.severity.rawValue)): \(RuleCatalogue.message(for: finding).onOneLine)"
                )
            }
        }
        return lines
    }
}

// MARK: Subjects

extension Explanation {
    private static let shownRecords = 20

    private mutating func explain(subject parts: [String], _ disk: Disk) throws {
        guard let plan = run.plan.consensus else {
            throw UsageError("The pipeline has no `consensus`, so there are no subjects.")
        }
        let terms = plan.subject.map { run.plan.schema.terms[$0] }
        guard parts.count == terms.count else {
            throw UsageError(
                "A subject has \(counted(terms.count, "part")): \(terms.map(\.name).joined(separator: "|")).")
        }
        let subject = parts.map { $0.trimmed.precomposedStringWithCanonicalMapping }
        let name = SubjectName.text(of: subject)
        let consensus = try consensus()
        let versions = try VersionHistory(of: .subject(subject), in: folder, ledger, words: words, disk: disk)
        let decisions = try ledger.decisions(of: [.decide]).filter { $0.decision.subject == subject }
        guard consensus?.knows(subject) == true || !decisions.isEmpty || !versions.isSilent else {
            throw UsageError("There is no subject \(name.onOneLine) in the dataset.")
        }
        lines.append("Subject \(name.onOneLine)")
        lines += zip(terms, subject).map { "  \($0) = \($1.onOneLine)" }
        lines += consensus?.lines(about: subject) ?? []
        let records = try self.records(about: subject, terms)
        let more =
            records.count > Explanation.shownRecords ? " and \(records.count - Explanation.shownRecords) more" : ""
        lines.append(
            records.isEmpty
                ? "No record is about it."
                : "Records: \(records.prefix(Explanation.shownRecords).map { "\($0)" }.joined(separator: ", "))\(more)")
        if !decisions.isEmpty {
            lines.append("Decisions:")
            lines += decisions.map { "  \(Instant(seconds: $0.at))  \(words.decision($0.decision))" }
        }
        lines.append("Versions:")
        lines += try versions.text { try versions.holds(subject: subject, version: $0) }
    }

    /// The records of the dataset that are about a subject, in order.
    private func records(about subject: [String], _ terms: [Term]) throws -> [RecordID] {
        var ids: [RecordID] = []
        var source = try CurrentObservations(store: store, segments: ledger.segments(), terms: terms)
        while let observations = try source.next() {
            for row in 0..<observations.count
            where zip(observations.batch, subject).allSatisfy({ $0[row] == $1 }) { ids.append(observations.ids[row]) }
        }
        return ids
    }
}
