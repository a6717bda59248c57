import Deduplication
import Observations
import Storage

extension Deciding {
    /// What records are known by besides their names, so that a decision about them still holds when a name is gone: when
    /// the submission that first brought the record is revoked, and another has the same one.
    ///
    /// - Returns: the keys by the records' names; those that cannot be told are left out.
    package borrowing func keys(of records: [RecordID]) throws -> [String: RecordedKey] {
        let wanted = Set(records.map { "\($0)" })
        var keys = try keptKeys().filter { wanted.contains($0.key) }
        guard let edition = try ledger.latestEdition() else { return keys }
        let plan: Plan
        do {
            // Not the definition as somebody may just be writing it, but the one that the records were judged under.
            plan = try Plan(of: edition, in: project, from: Archive(store: store))
        } catch is DefinitionError {
            return keys
        }
        let history = Deduplicator(
            history: try KeyRuns(store: store, ledger: ledger), nextOrdinal: try ledger.nextOrdinal())
        let byName = RecordsByName(store: store, ledger: ledger, segments: try ledger.segments(), plan: plan)
        let located = try byName.locate(records, history).map { (name: $0.name, key: $0.place.key) }
        for (record, entry) in zip(located, try history.entries(for: located.map(\.key))) {
            keys["\(record.name)"] = RecordedKey(record.key, revision: entry?.revision ?? .min)
        }
        return keys
    }

    /// The keys that earlier decisions have kept, by the records' names.
    borrowing func keptKeys() throws -> [String: RecordedKey] {
        var keys: [String: RecordedKey] = [:]
        for recorded in try ledger.decisions(of: [.withdraw, .restore]) {
            keys.merge(recorded.decision.keys ?? [:]) { _, newer in newer }
        }
        return keys
    }

    /// Whether the records are out of the dataset that some keys stand for; `nil` for a key that stands for none.
    borrowing func areHidden(_ keys: [RecordedKey?]) throws -> [Bool?] {
        let known = keys.compactMap { $0?.recordKey }
        guard !known.isEmpty else { return keys.map { _ in nil } }
        let entries = try KeyRuns(store: store, ledger: ledger).entries(for: known)
        let states = Dictionary(zip(known, entries)) { first, _ in first }
        return keys.map { key in
            guard let entry = key?.recordKey.flatMap({ states[$0] ?? nil }) else { return nil }
            switch entry.state {
            case .live: return false
            case .withdrawn: return true
            // One that nobody has sent, and that may come again, is nowhere.
            case .absent: return entry.ordinal == nil ? nil : true
            case .replaced: return nil
            }
        }
    }
}

extension Plan {
    /// The plan of an archived edition.
    ///
    /// - Throws: `DefinitionError` where this program no longer takes it; `StoreError` where a file of it is gone.
    init(of edition: Edition, in project: Project, from archive: Archive) throws {
        var files: [String: [UInt8]] = [:]
        for file in edition.files { files[file.name] = try archive.bytes(of: file) }
        try self.init(project: project, files: files)
    }
}
