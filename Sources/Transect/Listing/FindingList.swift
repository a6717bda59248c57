import Files
import Observations
import Storage

/// A finding with the submission that it is about.
package struct ListedFinding: Sendable {
    let submission: Submission
    let finding: StoredFinding

    /// The sentence, in English.
    var message: String { RuleCatalogue.message(for: finding) }

    /// Where in its file the record stands.
    var place: RecordPlace { finding.place(in: submission) }
}

/// The findings that meet some conditions, in the order of their submissions and records, a page at a time: memory holds
/// one row group of a findings file and one submission, however many there are.
package struct FindingList {
    private let ledger: Ledger
    private let wanted: FindingSelection
    private var reader: FindingsReader
    /// Findings about one submission lie together, so that the last one is nearly always the one asked for.
    private var latest: Submission?

    /// Looks into a project's store.
    ///
    /// - Throws: `UsageError` where there is no dataset yet, or the selection asks for what cannot be.
    package init(_ wanted: FindingSelection, project: Project, disk: Disk) throws {
        let opened = try OpenedProject(project, disk: disk)
        ledger = opened.ledger
        self.wanted = try wanted.checked(opened.ledger)
        reader = FindingsReader(
            store: opened.store, files: try opened.ledger.findingsFiles(), submission: wanted.submission)
    }

    /// The next page, which is not empty; `nil` at the end.
    ///
    /// - Throws: `StoreError` where the store is damaged or names a submission that the ledger does not know.
    package mutating func next() throws -> [ListedFinding]? {
        while let findings = try reader.next() {
            var page: [ListedFinding] = []
            for finding in findings {
                let submission = try submission(finding.record.submission)
                if wanted.takes(finding, from: submission.submitter) {
                    page.append(ListedFinding(submission: submission, finding: finding))
                }
            }
            if !page.isEmpty { return page }
        }
        return nil
    }

    private mutating func submission(_ sequence: UInt32) throws -> Submission {
        if let latest, latest.sequence == sequence { return latest }
        guard let found = try ledger.submission(sequence) else {
            throw StoreError.contradiction("A finding is about submission \(sequence), which the ledger does not have")
        }
        latest = found
        return found
    }
}
