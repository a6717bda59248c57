import Files

/// The private folder in which a project keeps everything: where each thing lies.
package struct Store: Sendable {
    /// The folder.
    package let root: String
    /// The way to the file system.
    package let disk: Disk

    /// What it goes on from; usually nothing.
    let base: StoreBase?

    /// The store at `root`, which `prepare` makes if it is not there.
    package init(root: String, disk: Disk, base: StoreBase? = nil) {
        self.root = root
        self.disk = disk
        self.base = base
    }

    /// The SQLite database that knows everything.
    package var ledgerPath: String { root + "/ledger.sqlite" }
    /// Every claimed file, by its digest.
    package var archivePath: String { root + "/archive" }
    /// Files on their way into the archive.
    package var incomingPath: String { archivePath + "/incoming" }
    /// One line of JSON per claim, so that the archive alone can rebuild a ledger.
    package var claimsLogPath: String { archivePath + "/claims.log" }
    /// The secret that makes pseudonyms.
    package var keyPath: String { (base?.root ?? root) + "/key" }
    /// The accepted observations.
    package var segmentsPath: String { root + "/segments" }
    /// The findings about all records.
    package var findingsPath: String { root + "/findings" }
    /// The record keys.
    package var keyRunsPath: String { root + "/keys" }
    /// Held by the one process that changes the store.
    package var lockPath: String { root + "/lock" }

    /// The segment of that number.
    package func segmentPath(_ number: Int) -> String { place("segments", number, base?.segments, "parquet") }
    /// The findings file of that number.
    package func findingsFilePath(_ number: Int) -> String { place("findings", number, base?.findings, "parquet") }
    /// The key run of that number.
    package func keyRunPath(_ number: Int) -> String { place("keys", number, base?.keyRuns, "keys") }

    /// Whether a file of that number lies here, not where the store goes on from.
    func isOwn(_ number: Int, beyond: KeyPath<StoreBase, Int>) -> Bool { number > base?[keyPath: beyond] ?? 0 }

    private func place(_ folder: String, _ number: Int, _ elsewhere: Int?, _ ending: String) -> String {
        let root = number <= elsewhere ?? 0 ? base?.root ?? root : root
        return "\(root)/\(folder)/\(Store.fileName(number, ending))"
    }

    /// `000001.parquet`
    static func fileName(_ number: Int, _ ending: String) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits + "." + ending
    }

    /// Makes the folders that are not there yet, and makes sure that their names are durable.
    package func prepare() throws(DiskError) {
        for path in [root, archivePath, incomingPath, segmentsPath, findingsPath, keyRunsPath] {
            try disk.makeDirectory(path, mode: path == root ? 0o700 : 0o755)
        }
        // Even where all were there: the run that made them may not have come this far.
        for path in [archivePath, root, Disk.parent(of: root)] { try disk.syncDirectory(path) }
    }

    /// Takes the lock that the one process needs which changes the store; `nil` where another process has it.
    package func lock() throws(DiskError) -> FileLock? { try disk.lock(lockPath) }
}
