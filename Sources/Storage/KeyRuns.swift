import Files
import Observations

/// All record keys that the dataset has ever accepted: immutable sorted runs, newest last.
///
/// New runs are files at once, but true only once `Ledger.commitNight` has recorded `added` and `removed`. After
/// that, and only then, `removeReplacedFiles` may be called.
package struct KeyRuns: KeyHistory, Sendable {
    private let store: Store
    private var runs: [KeyRun]
    private var nextNumber: Int

    /// The runs that the ledger is to record.
    package private(set) var added: [KeyRunFile] = []
    /// The numbers of recorded runs that new ones replace.
    package private(set) var removed: [Int] = []

    /// Runs are merged as soon as so many of similar size stand side by side.
    private static let mergeAt = 8

    /// The runs that the ledger knows.
    package init(store: Store, ledger: Ledger) throws {
        try self.init(store: store, runs: ledger.keyRuns())
    }

    /// No runs: for a history that is judged anew. The runs that the ledger names now are replaced by the new ones.
    package init(replacingAllIn store: Store, ledger: Ledger) throws {
        try self.init(store: store, runs: [])
        nextNumber = (try ledger.keyRuns().last?.number ?? 0) + 1
    }

    /// These runs, oldest first.
    package init(store: Store, runs known: [KeyRunFile]) throws {
        self.store = store
        runs = try known.map { try KeyRun(store: store, number: $0.number) }
        for (run, info) in zip(runs, known) where run.info != info {
            throw StoreError.damaged(run.path, "it is not the run that the ledger names")
        }
        nextNumber = (known.last?.number ?? 0) + 1
    }

    /// How many entries there are, counting a key as often as it was added.
    package var entryCount: Int { runs.reduce(0) { $0 + $1.info.entries } }
    /// Whether no key was ever added.
    package var isEmpty: Bool { runs.isEmpty }

    /// How many runs there are.
    package var runCount: Int { runs.count }

    package func entries(for keys: [RecordKey]) throws -> [KeyEntry?] {
        var found = [KeyEntry?](repeating: nil, count: keys.count)
        var open = (0..<Int32(keys.count)).map { $0 }
        for run in runs.reversed() where !open.isEmpty {
            run.find(keys, &open, &found)
            run.release()
        }
        return found
    }

    package mutating func add(_ count: Int, inParts parts: some Sequence<[KeyEntry]>) throws {
        guard count > 0 else { return }
        let run = try write(capacity: count) { writer in
            for part in parts {
                for entry in part { try writer.append(entry) }
            }
        }
        runs.append(run)
        added.append(run.info)
    }

    /// Merges the newest runs where at least 8 of similar size have come together, so that there are only about as
    /// many runs as the logarithm of the number of entries. An entry is rewritten only into a run of at least twice
    /// the size.
    package mutating func compact() throws {
        var newer = 0
        var start: Int?
        for index in runs.indices.reversed() {
            let entries = runs[index].info.entries
            if runs.count - index >= KeyRuns.mergeAt, entries <= newer { start = index }
            newer += entries
        }
        guard let start else { return }
        let merging = Array(runs[start...])
        for run in merging {
            try run.verify()
            run.release()
        }
        let merged = try write(capacity: merging.reduce(0) { $0 + $1.info.entries }) { writer in
            try KeyMerge.merge(merging, into: &writer)
        }
        runs[start...] = [merged]
        for run in merging {
            if let index = added.firstIndex(where: { $0.number == run.info.number }) {
                // Nobody knows it but us.
                added.remove(at: index)
                try store.disk.remove(run.path)
            } else {
                removed.append(run.info.number)
            }
        }
        added.append(merged.info)
    }

    /// Removes the files of replaced runs, once the ledger no longer names them. Those of a store that this one goes on
    /// from are another's and stay.
    package mutating func removeReplacedFiles() throws(DiskError) {
        for number in removed where store.isOwn(number, beyond: \.keyRuns) {
            try store.disk.remove(store.keyRunPath(number))
        }
        added = []
        removed = []
    }

    private mutating func write(
        capacity: Int, _ body: (inout KeyRunWriter) throws -> Void
    ) throws -> KeyRun {
        let number = nextNumber
        var writer = try KeyRunWriter(disk: store.disk, path: store.keyRunPath(number), capacity: capacity)
        try body(&writer)
        _ = try writer.finish()
        try store.disk.syncDirectory(store.keyRunsPath)
        nextNumber += 1
        return try KeyRun(store: store, number: number)
    }
}

/// Merges sorted runs; of entries with the same key the newest run's stays.
private enum KeyMerge {
    static func merge(_ runs: [KeyRun], into writer: inout KeyRunWriter) throws {
        // The buffers point into mapped files, which `runs` keeps alive throughout.
        try withExtendedLifetime(runs) {
            var cursors = runs.map { run in run.withEntries { $0 } }
            while let next = smallest(&cursors) {
                try writer.append(next)
                // What has been merged is not touched again; the pages at the cursors come back by themselves.
                if writer.isBetweenPieces { for run in runs { run.release() } }
            }
        }
    }

    /// Takes the smallest key from all cursors that stand on it, and gives its newest entry.
    private static func smallest(_ cursors: inout [UnsafeBufferPointer<KeyEntry>]) -> KeyEntry? {
        var best: KeyEntry?
        for cursor in cursors {
            // A later cursor is a newer run: it wins where keys are equal.
            if let first = cursor.first, best.map({ !($0.key < first.key) }) ?? true { best = first }
        }
        guard let best else { return nil }
        for index in cursors.indices where cursors[index].first?.key == best.key {
            cursors[index] = UnsafeBufferPointer(rebasing: cursors[index].dropFirst())
        }
        return best
    }
}
