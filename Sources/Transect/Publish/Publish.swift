import Files
import Observations
import Snapshots
import Storage

extension Run {
    /// Whether there is anything that the last version does not have. If not, the report says so.
    func hasNews(_ ledger: Ledger, _ report: inout RunReport) throws -> Bool {
        guard options.publishes else { return true }
        guard let last = try ledger.snapshots().last else { return true }
        let now = try PublicationMarks(ledger)
        guard try PublicationMarks(last) == now || ledger.value(of: .unchangedThrough) == now.text else { return true }
        report.datasetRecords = last.counts["records"] ?? 0
        report.publication = .unchanged(version: last.number)
        return false
    }

    /// Drafts the next version and, if its content differs from the last one's, makes it visible.
    func publish(_ labels: Labels, _ store: Store, _ ledger: Ledger, _ report: inout RunReport) async throws {
        guard options.publishes else { return }
        guard try labels.total > 0 || !ledger.snapshots().isEmpty else {
            report.publication = .nothing
            return
        }
        progress(RunProgress(isStart: true, text: "Drafting", share: 0))
        let folder = SnapshotFolder(project.path(plan.definition.publish.folder), disk: disk)
        let previous = try ledger.snapshots().last
        var draft = try SnapshotDraft(
            in: folder, version: (previous?.number ?? 0) + 1, previous: previous?.number,
            encoder: ObservationEncoder(view: plan.publicView, pseudonyms: labels.pseudonyms),
            withParquet: plan.definition.publish.formats.contains { $0.value == "parquet" }, disk: disk)
        let marks = try PublicationMarks(ledger)
        let corrected = try await addObservations(&draft, store, ledger, since: previous.map(PublicationMarks.init))
        try addTables(&draft, labels, store, ledger)
        guard try draft.differsFromPrevious() else {
            try draft.discard()
            // Remembered, so that the nights after do not draft the same again only to see the same.
            try ledger.set(.unchangedThrough, to: marks.text)
            report.publication = .unchanged(version: previous?.number ?? 0)
            return
        }
        try addDefinition(&draft)
        let causes = ChangeCauses(since: previous.map(PublicationMarks.init), now: marks, corrected: corrected)
        let date = try ledger.newestInput()
        let finished = try draft.finish(plan.description, created: Instant(seconds: date)) {
            causes.cause(of: $0)
        }
        let version = finished.version
        _ = try ledger.recordIntent(
            number: version, digest: finished.digest, date: date, counts: marks.counts(records: labels.total),
            at: options.now.seconds)
        try finished.makeVisible()
        try finished.pointLatest()
        try finished.seal()
        try ledger.markPublished(version)
        report.publication = .published(version: version, folder: folder.folder(of: version))
    }

    /// Writes the parts of the observations that something has happened to, and links the others.
    ///
    /// - Returns: for records that are no longer as they were first accepted, the submission that brought what they say.
    private func addObservations(
        _ draft: inout SnapshotDraft, _ store: Store, _ ledger: Ledger, since previous: PublicationMarks?
    ) async throws -> [RecordID: UInt32] {
        let places = Int(try ledger.nextOrdinal())
        let parts = SnapshotDraft.parts(forPlaces: places)
        let size = SnapshotDraft.placesPerPart
        let segments = try ledger.segments()
        var corrected: [RecordID: UInt32] = [:]
        for part in 1...parts {
            let range = UInt32((part - 1) * size)..<UInt32(min(part * size, max(places, 1)))
            let isTouched = segments.contains { segment in
                segment.number > previous?.segment ?? 0 && segment.firstOrdinal < range.upperBound
                    && segment.lastOrdinal >= range.lowerBound
            }
            if previous != nil, !isTouched, try draft.linkObservations(part: part, of: parts) { continue }
            let encoder = draft.encoder
            let current = try CurrentObservations(
                store: store, segments: try ledger.segments(), terms: plan.schema.terms, ordinals: range)
            var source = Ahead(current, threads: options.threads) { try $0.next() }
            var encoding = InOrder<PlacedObservations, EncodedObservations>(threads: options.threads) {
                var encoder = encoder
                return encoder.encode($0)
            }
            try await draft.addObservations(part: part, of: parts) {
                try await encoding.next {
                    guard let observations = try await source.next() else { return nil }
                    for (id, origin) in zip(observations.ids, observations.origins) where id != origin {
                        corrected[id] = origin.submission
                    }
                    return observations
                }
            }
            progress(RunProgress(isStart: false, text: "Drafting: part \(part)", share: Double(part) / Double(parts)))
        }
        return corrected
    }

    private func addTables(
        _ draft: inout SnapshotDraft, _ labels: Labels, _ store: Store, _ ledger: Ledger
    ) throws {
        if let (table, columns) = consensusTable(labels) { try draft.addTable(table, columns) }
        if let table = votesTable(labels) {
            var rest = labels.consensus[...]
            try draft.addTable(table) { rest.popFirst().map { TablePiece(votes($0)) } }
        }
        let (contributors, columns) = contributorsTable(labels)
        try draft.addTable(contributors, columns)
        var findings = try FlaggedFindings(plan: plan, store: store, ledger: ledger)
        try draft.addTable(FlaggedFindings.table) { try findings.next() }
    }

    /// The definition's own files, so that anyone can see how the dataset was made.
    private func addDefinition(_ draft: inout SnapshotDraft) throws {
        for (index, file) in plan.files.files.enumerated() where file.isPublished {
            let title = index == 0 ? "The pipeline definition" : "A file that the pipeline definition refers to"
            try draft.addFile(file.name, title: title, bytes: file.bytes)
        }
    }
}
