import Files

extension Store {
    /// Makes a backup of the store in a folder, or brings an earlier one up to date.
    ///
    /// - Parameter withKey: Whether the project's key comes too, as a file of its own; otherwise the backup has none.
    @discardableResult
    package func backup(to folder: String, ledger: Ledger, withKey: Bool) throws -> BackupReport {
        var backup = try BackupWriter(to: folder, disk: disk)
        try add(to: &backup, as: Store.backupName, ledger: ledger, withKey: withKey)
        return try backup.finish()
    }

    /// Adds the store to a backup: what the ledger names, and the ledger itself as it is now.
    ///
    /// The caller holds the lock and has recovered the store, so that nothing changes meanwhile and nothing is on its
    /// way.
    package func add(to backup: inout BackupWriter, as name: String, ledger: Ledger, withKey: Bool) throws {
        try ledger.copy(to: backup.scratch)
        try backup.addFile(backup.scratch, as: name + "/ledger.sqlite")
        try disk.remove(backup.scratch)
        let incoming = Disk.name(of: incomingPath)
        try backup.addFolder(archivePath, as: name + "/archive") { $0 == incoming }
        for file in try ledger.segments() {
            try backup.addFile(
                segmentPath(file.number), as: "\(name)/segments/" + Store.fileName(file.number, "parquet"))
        }
        for file in try ledger.findingsFiles() {
            let path = findingsFilePath(file.number)
            try backup.addFile(path, as: "\(name)/findings/" + Disk.name(of: path))
        }
        for file in try ledger.keyRuns() {
            let path = keyRunPath(file.number)
            try backup.addFile(path, as: "\(name)/keys/" + Disk.name(of: path))
        }
        if withKey, try disk.status(keyPath) != nil { try backup.addSecret(keyPath, as: name + "/key") }
    }

    /// Puts the store of a backup into the folder of a new store, after everything was verified.
    ///
    /// - Throws: `StoreError` of kind `backup` where the folder is not empty, or the backup is damaged.
    package static func restore(from folder: String, into store: Store) throws {
        try Backup(at: folder, disk: store.disk).restore(backupName, into: store.root)
    }

    /// What the store is called in a backup.
    package static let backupName = "store"
}
