import Formats
import Observations
import Storage

/// Takes people on the list out of archived files, one submission after the other.
struct SubmissionEraser {
    private let plan: Plan
    private let store: Store
    private let writes: Bool
    private let search: NameSearch
    private var list: RecordOwners
    private var done: [String: Redaction.Content] = [:]
    private var counted: Set<String> = []
    /// The members of every archive.
    private let parts: [UInt32: [Submission]]
    /// What was done, all submissions together.
    private(set) var count = ErasureCount()
    /// The names under which the person's records were published.
    private(set) var records: Set<RecordID> = []
    /// What names the person and is left.
    private(set) var mentions: [Mention] = []
    /// Files without readable records that name the person and so are removed, by their new paths.
    private(set) var unreadable: [String] = []
    /// Who else delivered records of the person.
    private(set) var deliverers: Set<String> = []

    /// - Parameters:
    ///   - names: spellings to look for in what is left; none where only the list knows whom it is about.
    ///   - submissions: all that there are.
    ///   - writes: whether copies are written, or only counted.
    init(
        plan: Plan, store: Store, suppression: Suppression, names: [String], among submissions: [Submission],
        writes: Bool
    ) {
        parts = Dictionary(grouping: submissions.filter { $0.partOf != nil }) { $0.partOf ?? 0 }
        self.plan = plan
        self.store = store
        self.writes = writes
        search = NameSearch(names)
        list = RecordOwners(plan: plan, suppression: suppression)
        // The spellings that are known from the beginning.
        for name in names { _ = list.entry(name) }
    }

    /// What is to be done to a submission; `nil` where nothing is.
    mutating func erase(_ submission: Submission) throws -> Redaction? {
        let path = list.suppression.scrubbed(path: submission.path, submitter: submission.submitter)
        let submitter = list.suppression.scrubbed(submitter: submission.submitter)
        // Of an erased one nothing is left but its name.
        let content = try submission.state == .erased ? .unchanged : knownContent(of: submission, path: path)
        let isNew = content != .unchanged && counted.insert(key(of: submission, path: path)).inserted
        if submitter != submission.submitter || path != submission.path { count.renamedSubmissions += 1 }
        switch content {
        case .unchanged where submitter == submission.submitter && path == submission.path: return nil
        case .unchanged: break
        case .removed: count.removedFiles += isNew ? 1 : 0
        case .replaced: count.redactedFiles += isNew ? 1 : 0
        }
        return Redaction(submission: submission.sequence, path: path, submitter: submitter, content: content)
    }

    /// Repeated submissions of the same bytes have the same content.
    private func key(of submission: Submission, path: String) -> String {
        let source = plan.sourceIndex(for: submission.path) ?? -1
        return "\(Archive.name(digest: submission.digest, path: path)) \(source) \(submission.submitter)"
    }

    private mutating func knownContent(of submission: Submission, path: String) throws -> Redaction.Content {
        let key = key(of: submission, path: path)
        if let known = done[key] { return known }
        let content = try content(of: submission, path: path)
        done[key] = content
        return content
    }

    /// An archive goes as soon as anything in it has to: its members lie in the store by themselves.
    private mutating func content(ofArchive archive: Submission) throws -> Redaction.Content {
        for part in parts[archive.sequence] ?? [] where part.state != .erased {
            let path = list.suppression.scrubbed(path: part.path)
            if try knownContent(of: part, path: path) != .unchanged { return .removed }
        }
        return try namesPerson(archive) ? .removed : .unchanged
    }

    private mutating func content(of submission: Submission, path: String) throws -> Redaction.Content {
        let owner = list.entry(submission.submitter)
        if submission.state == .unpacked {
            return owner?.mode == .data ? .removed : try content(ofArchive: submission)
        }
        guard let index = plan.sourceIndex(for: submission.path) else {
            return owner?.mode == .data ? .removed : .unchanged
        }
        let survey = try survey(submission, index)
        if survey.records == 0 {
            let isTheirs = owner?.mode == .data
            if !isTheirs, try survey.problem == nil || !namesPerson(submission) { return .unchanged }
            if !isTheirs { unreadable.append(path) }
            return .removed
        }
        guard survey.erased + survey.renamed > 0 else { return .unchanged }
        count.erasedRecords += survey.erased
        count.renamedRecords += survey.renamed
        deliverers.insert(submission.submitter)
        if survey.erased + survey.erasedBefore == survey.records { return .removed }
        return .replaced(by: writes ? try copy(submission, index, survey, path: path) : .sha256([]))
    }

    // MARK: Looking through

    /// What a file holds.
    private struct Survey {
        var records = 0
        var erased = 0
        /// Rows whose values an earlier erasure has taken.
        var erasedBefore = 0
        var renamed = 0
        var fields: [String] = []
        var description = FormatDescription(format: .csv)
        var unit = PositionUnit.line
        var problem: ReadError?
    }

    private mutating func survey(_ submission: Submission, _ index: Int) throws -> Survey {
        let source = plan.sources[index]
        let columns = PersonColumns(plan, index)
        var survey = Survey()
        do {
            var reader = try Archive(store: store).records(of: submission, source)
            do {
                while let batch = try reader.next() {
                    let ownership = list.owners(of: batch, source, columns, submission)
                    survey.records += batch.count
                    survey.unit = batch.origins.unit
                    survey.erased += ownership.owners.count { $0?.mode == .data }
                    survey.renamed += ownership.owners.count { $0?.mode == .identity }
                    survey.erasedBefore += ErasureMarks(batch)?.erased.count ?? 0
                    records.formUnion(ownership.observations)
                    note(batch, ownership.owners, submission)
                    for field in batch.fields where !survey.fields.contains(field) { survey.fields.append(field) }
                }
            } catch {
                guard error.kind != .disk else { throw error }
                survey.problem = error
            }
            survey.description = reader.description
        } catch let problem as ReadError where problem.kind != .disk {
            survey.problem = problem
        }
        return survey
    }

    /// Notes other people's cells that name the person.
    private mutating func note(_ batch: RecordBatch, _ owners: [SuppressedName?], _ submission: Submission) {
        guard !search.isEmpty else { return }
        for (field, column) in zip(batch.fields, batch.columns)
        where column.bytes.withUnsafeBytes({ search.mayBeIn($0) }) {
            for row in 0..<column.count where owners[row] == nil && search.isIn(column.bytes[column.range(row)]) {
                let record = RecordID(submission: submission.sequence, record: batch.origins.records[row])
                mentions.append(Mention(record: record, field: field))
            }
        }
    }

    /// Whether the bytes of a file that cannot be read name the person; of an archive, those of its members.
    private func namesPerson(_ submission: Submission) throws -> Bool {
        guard !search.isEmpty, !submission.isRedacted else { return false }
        let archive = Archive(store: store)
        if try namesPerson(archive.open(submission)) { return true }
        do {
            guard var members = try openArchive(archive.open(submission)) else { return false }
            while let member = try members.next() { if try namesPerson(member.open()) { return true } }
            return false
        } catch let error as ReadError where error.kind != .disk {
            // It is broken from here on.
            return false
        }
    }

    private func namesPerson(_ source: any ByteSource) throws -> Bool {
        var source = source
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        // A name may lie across the border of two pieces.
        var kept = 0
        while true {
            let count = try bytes.withUnsafeMutableBytes { buffer in
                try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[kept...]))
            }
            if count == 0 { return false }
            if bytes[..<(kept + count)].withUnsafeBytes({ search.mayBeIn($0) }) { return true }
            let tail = Array(bytes[..<(kept + count)].suffix(256))
            bytes.replaceSubrange(0..<tail.count, with: tail)
            kept = tail.count
        }
    }

    // MARK: Copying

    /// Writes the copy: the columns that the definition reads, as it reads them, and behind them all others of the
    /// file.
    private mutating func copy(
        _ submission: Submission, _ index: Int, _ survey: Survey, path: String
    ) throws -> Digest {
        let source = plan.sources[index]
        let columns = PersonColumns(plan, index)
        let archive = Archive(store: store)
        var others = try OtherColumns(archive, submission, source, known: survey.fields)
        let fields = survey.fields + others.fields
        let term = plan.contributor.map { plan.schema.terms[$0].name }
        var copy = try RedactedCopy(
            store: store, fields: fields, term: term, description: survey.description, unit: survey.unit,
            problem: survey.problem)
        var reader = try archive.records(of: submission, source)
        var left = survey.records
        while left > 0, let batch = try reader.next() {
            left -= batch.count
            let ownership = list.owners(of: batch, source, columns, submission)
            var whole = batch
            whole.fields = fields
            whole.columns = survey.fields.map { name in
                batch.fields.firstIndex(of: name).map { batch.columns[$0] } ?? TextColumn(missingRows: batch.count)
            }
            whole.columns += try others.next(batch.count)
            let rows = RedactedRows(columns: columns, spellings: list.spellings)
            let (redacted, redactions) = rows.redacted(whole, ownership, among: &list, term: term)
            try copy.append(redacted, redactions)
        }
        return try copy.finish(path: path)
    }
}
