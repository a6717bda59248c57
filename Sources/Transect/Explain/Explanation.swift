import Files
import Foundation
import Formats
import Labelling
import Observations
import Snapshots
import Storage
import Validation

/// Where a published record came from: the file, the place in it, what was written, what was found, and what the crowd
/// says about its subject.
package struct Explanation {
    /// The explanation for people.
    package private(set) var text = ""

    /// Explains a record by its ID (`12-345`).
    ///
    /// - Throws: `UsageError` if there is no such record.
    package init(of record: String, project: Project, disk: Disk) throws {
        guard let id = RecordID(record) else {
            throw UsageError(
                "`\(record)` is no record ID; it looks like 12-345, as in the first column of observations.csv.")
        }
        let run = try Run(project: project, disk: disk, options: RunOptions(now: Instant(seconds: 0)))
        let store = Store(root: project.store, disk: disk)
        guard try disk.status(store.ledgerPath) != nil else {
            throw UsageError("There is no dataset yet; run `transect run`.")
        }
        let ledger = try Ledger(store)
        guard let found = try RecordLookup(store: store, segments: ledger.segments()).find(id) else {
            throw UsageError("There is no record \(record) in the dataset.")
        }
        text = "Record \(id)\n"
        try explainOrigin(id, "First accepted", run, store, ledger)
        for version in found.versions.dropFirst() {
            try explainOrigin(version.origin, "Corrected", run, store, ledger)
        }
        let current = found.current
        text += "Values:\n"
        for (term, value) in zip(current.terms, current.values) {
            text += "  \(term) = \(value?.onOneLine ?? "(missing)")\n"
        }
        try explainFindings(current.origin, store, ledger)
        try explainVotes(current, run, store, ledger)
        while text.hasSuffix("\n") { text.removeLast() }
    }

    /// The submission and the very row of its file, read again from the archive.
    private mutating func explainOrigin(
        _ id: RecordID, _ verb: String, _ run: Run, _ store: Store, _ ledger: Ledger
    ) throws {
        guard let submission = try ledger.submission(id.submission) else { return }
        text += "\(verb) from submission \(submission.sequence): \(submission.path.onOneLine)"
        text += submission.submitter.isEmpty ? "" : " (submitter \(submission.submitter.onOneLine))"
        text += ", arrived \(Instant(seconds: submission.arrival)), SHA-256 \(submission.digest)\n"
        guard let source = run.plan.source(for: submission.path) else { return }
        var options = source.options
        options.fields = .all
        var reader = try openRecords(
            Archive(store: store).open(submission), name: submission.path, options: options,
            submission: submission.sequence)
        let context = InterpretContext(latestDay: Instant(seconds: submission.arrival).latestDay)
        while let batch = try reader.next() {
            // Interpreted again, since one row of a file may be several records (species as columns).
            let origins = source.interpreter.interpret(batch, context: context).origins
            guard let index = origins.records.firstIndex(of: id.record),
                let row = batch.origins.rows.firstIndex(of: origins.rows[index])
            else { continue }
            let place = batch.origins.unit == .line ? "line" : "byte"
            text += "  row \(batch.origins.rows[row]), \(place) \(batch.origins.positions[row]), as it was written:\n"
            for (field, column) in zip(batch.fields, batch.columns) {
                guard let value = column[row] else { continue }
                text += "    \(field.onOneLine): \"\(value.onOneLine)\"\n"
            }
            return
        }
    }

    private mutating func explainFindings(_ origin: RecordID, _ store: Store, _ ledger: Ledger) throws {
        var lines: [String] = []
        var reader = FindingsReader(store: store, files: try ledger.findingsFiles(), submission: origin.submission)
        while let findings = try reader.next() {
            for finding in findings where finding.record == origin {
                lines.append(
                    "  \(finding.code) (\(finding.severity.rawValue)): \(RuleCatalogue.message(for: finding).onOneLine)"
                )
            }
        }
        text += lines.isEmpty ? "No findings.\n" : "Findings:\n" + lines.joined(separator: "\n") + "\n"
    }

    private mutating func explainVotes(
        _ record: RecordVersion, _ run: Run, _ store: Store, _ ledger: Ledger
    ) throws {
        guard let plan = run.plan.consensus else { return }
        let subject = plan.subject.compactMap { column in
            record.terms.firstIndex(of: run.plan.schema.terms[column])
                .flatMap { record.values[$0] }?.precomposedStringWithCanonicalMapping
        }
        guard subject.count == plan.subject.count else { return }
        var labels = try run.labels(store, ledger)
        var names: [String: String] = [:]
        for id in 0..<labels.contributors.count {
            let name = labels.contributors[UInt32(id)]
            if let pseudonym = labels.pseudonyms.pseudonym(of: name) { names[pseudonym] = name }
        }
        for consensus in labels.consensus {
            guard let number = consensus.votes.subject(named: subject) else { continue }
            let result = consensus.subject(number)
            text += "Consensus on \(consensus.rule.term) for \(subject.joined(separator: ", ").onOneLine): "
            text +=
                "\(result.status.rawValue), leading \((result.leading ?? result.tied.joined(separator: " and ")).onOneLine), "
            text += "\(result.votesFor) of \(result.votes) votes\n"
            for vote in consensus.votes.range(ofSubject: number) {
                let contributor = consensus.votes.contributors[Int(consensus.votes.voteContributors[vote])] ?? ""
                let label = consensus.votes.labels[Int(consensus.votes.voteLabels[vote])] ?? ""
                text += "  \((names[contributor] ?? contributor).onOneLine): \(label.onOneLine)\n"
            }
        }
    }
}
