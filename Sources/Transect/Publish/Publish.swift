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
    func publish(
        _ ballot: Ballot, _ labels: Beside<Labels>, _ store: Store, _ ledger: Ledger, _ report: inout RunReport
    ) async throws {
        guard options.publishes else { return }
        guard try ballot.total > 0 || !ledger.snapshots().isEmpty else {
            report.publication = .nothing
            return
        }
        progress(RunProgress(isStart: true, text: "Drafting", share: 0))
        let folder = SnapshotFolder(snapshotsPath, disk: disk)
        let previous = try ledger.snapshots().last
        var draft = try SnapshotDraft(
            in: folder, version: (previous?.number ?? 0) + 1, previous: previous?.number,
            encoder: ObservationEncoder(view: plan.publicView, pseudonyms: ballot.pseudonyms),
            renamed: plan.renamed,
            withParquet: plan.definition.publish.formats.contains { $0.value == "parquet" },
            threads: options.threads, disk: disk)
        let marks = try PublicationMarks(ledger)
        let voteRows = ballot.voteRows(threads: options.threads)
        let origins = try await addObservations(&draft, store, ledger, since: previous.map(PublicationMarks.init))
        try await addVotes(&draft, ballot, voteRows, labels)
        try addTables(&draft, try await labels.value, store, ledger)
        // Before the version is there: whoever is killed in between does it again.
        try fillOutbox(try await labels.value, &report)
        guard try draft.differsFromPrevious() else {
            try draft.discard()
            // Remembered, so that the nights after do not draft the same again only to see the same.
            try ledger.set(.unchangedThrough, to: marks.text)
            report.publication = .unchanged(version: previous?.number ?? 0)
            return
        }
        let causes = try ChangeCauses(
            since: previous.map(PublicationMarks.init), now: marks, origins: origins, ledger: ledger)
        var lost = 0
        _ = try draft.writeChanges { change in
            let cause = causes.cause(of: change)
            // What somebody has decided, with name and reason, needs no second word.
            if change.kind == .withdrawn, case .record = change.thing, !cause.isDecided { lost += 1 }
            return cause
        }
        // An erasure that was cut short is meant so, and must not wait for anybody.
        if !causes.hasErasure, losesTooMuch(lost, of: draft.previousRecords) {
            report.publication = .held(lost: lost, of: draft.previousRecords)
            return try draft.discard()
        }
        try addDefinition(&draft)
        let date = try ledger.newestInput()
        let finished = try draft.finish(plan.description, created: Instant(seconds: date))
        let version = finished.version
        try setPublished(try await labels.value, version: version, ledger)
        _ = try ledger.recordIntent(
            number: version, digest: finished.digest, date: date, counts: marks.counts(records: ballot.total),
            semantics: semanticsVersion, at: options.now.seconds)
        try finished.makeVisible()
        try finished.pointLatest()
        try finished.seal()
        try ledger.markPublished(version)
        report.publication = .published(version: version, folder: folder.folder(of: version))
    }

    /// Whether a version would lose more of the last one's records than the project's limits allow, and nobody has said
    /// that it is meant so.
    private func losesTooMuch(_ lost: Int, of before: Int) -> Bool {
        !options.publishesAnyway && !options.adopts && plan.holds.holdsDropped(lost, of: before)
    }

    /// Writes the parts of the observations that something has happened to, and links the others.
    ///
    /// - Returns: where the state of changed records comes from.
    private func addObservations(
        _ draft: inout SnapshotDraft, _ store: Store, _ ledger: Ledger, since previous: PublicationMarks?
    ) async throws -> ChangedOrigins {
        let places = Int(try ledger.nextOrdinal())
        let parts = SnapshotDraft.parts(forPlaces: places)
        let size = SnapshotDraft.placesPerPart
        let segments = try ledger.segments()
        var origins = ChangedOrigins()
        for part in 1...parts {
            let range = UInt32((part - 1) * size)..<UInt32(min(part * size, max(places, 1)))
            let isTouched = segments.contains { segment in
                segment.number > previous?.segment ?? 0 && segment.firstOrdinal < range.upperBound
                    && segment.lastOrdinal >= range.lowerBound
            }
            // Without segments nothing is as it was: all history was judged again, and nothing of it is left.
            let isAsBefore = previous != nil && !isTouched && !segments.isEmpty
            if isAsBefore, try draft.linkObservations(part: part, of: parts) { continue }
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
                        origins.corrected[id] = origin.submission
                    }
                    return observations
                }
            }
            progress(RunProgress(isStart: false, text: "Drafting: part \(part)", share: Double(part) / Double(parts)))
        }
        origins.marked = try RecordMarks(store: store, segments: segments, since: previous?.segment ?? 0).marks
        return origins
    }

    /// Writes the votes while they are being counted, if they are known before that.
    private func addVotes(
        _ draft: inout SnapshotDraft, _ ballot: Ballot, _ early: [Beside<TablePiece>]?, _ labels: Beside<Labels>
    ) async throws {
        guard let table = votesTable(ballot) else { return }
        if let early {
            var pieces: [TablePiece] = []
            for rows in early { pieces.append(try await rows.value) }
            var rest = pieces[...]
            try draft.addTable(table) { rest.popFirst() }
        } else {
            var rest = try await labels.value.consensus[...]
            try draft.addTable(table) { rest.popFirst().map { TablePiece($0.votes, of: $0.rule.term) } }
        }
    }

    private func addTables(
        _ draft: inout SnapshotDraft, _ labels: Labels, _ store: Store, _ ledger: Ledger
    ) throws {
        if let (table, columns) = consensusTable(labels) { try draft.addTable(table, columns) }
        for (table, columns) in answerTables(labels) { try draft.addTable(table, columns) }
        if let (table, pieces) = decisionsTable(labels) {
            var rest = pieces[...]
            try draft.addTable(table) { rest.popFirst().map { TablePiece($0) } }
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
