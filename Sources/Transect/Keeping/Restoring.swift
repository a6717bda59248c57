import Files
import Storage

/// A project that was brought back from a backup.
package struct ProjectRestoration: Sendable, Equatable {
    private var target = ""
    private var files = 0
    private var bytes: Int64 = 0
    private var hasKey = false

    /// Brings a project back into a folder that is not there yet or empty. Every file is compared with its digest
    /// before the first one is written.
    ///
    /// - Parameter keyFile: The project's key, which is not in the backup.
    /// - Throws: `UsageError` where the arguments cannot be right; `StoreError` where the backup is damaged.
    package init(from folder: String, into target: String, keyFile: String?, disk: Disk) throws {
        guard !folder.isEmpty, !target.isEmpty else {
            throw UsageError("Name the backup and the folder to restore it into; an empty name is none.")
        }
        let (folder, target) = (folder.withoutSlash, target.withoutSlash)
        guard try disk.status(folder + "/backup.json") != nil else {
            throw UsageError("There is no backup in \(folder); a backup's folder holds backup.json.")
        }
        if let status = try disk.status(target) {
            let isEmpty = try status.kind == .directory && disk.list(target).allSatisfy { $0.hasPrefix(".transect-") }
            guard isEmpty else {
                throw UsageError(
                    "\(target) is there already and not empty. Name a folder that does not exist; nothing was changed.")
            }
        }
        let key = try keyFile.map { path in
            guard try disk.status(path) != nil else { throw UsageError("There is no file \(path).") }
            return try disk.read(path, upTo: 33)
        }
        if let key, key.count != 32 {
            throw UsageError("\(keyFile ?? "") is no project key, which has 32 bytes. Nothing was changed.")
        }
        let backup = try Backup(at: folder, disk: disk)
        try backup.restore(into: target)
        self.target = target
        (files, bytes) = (backup.fileCount, backup.bytes)
        let store = Store(root: target + "/" + Store.backupName, disk: disk)
        // The folders in which nothing lies yet.
        try store.prepare()
        if let key {
            try disk.writeDurably(key, to: store.keyPath, mode: 0o600)
            do {
                _ = try store.pseudonymKey(ledger: Ledger(store))
            } catch let error as StoreError where error.kind == .key {
                try disk.remove(store.keyPath)
                throw UsageError(
                    """
                    \(keyFile ?? "") is not the key of this project. The files are restored in \(target); put the \
                    right key into \(store.keyPath), for its owner alone.
                    """)
            }
        }
        hasKey = try disk.status(store.keyPath) != nil
    }

    /// For people.
    package var text: String {
        var lines = [
            """
            Restored into \(target): \(counted(files, "file")) (\(bytes) bytes), each with the digest that it was kept \
            under.
            """
        ]
        if !hasKey {
            lines.append(
                """
                The project's key is not there. `transect verify` can check every version, and all commands that \
                only look work. A run cannot go on without the key, nor can what holds pseudonyms be made again: \
                every contributor would get another one. Put the key into \(target)/store/key, for its owner alone. If \
                it is lost for good, nothing brings it back: the published versions stay as they are, but \
                `transect rebuild` can prove none of them any more.
                """)
        }
        lines.append(
            """
            Next: `transect verify --project \(target)`\(hasKey ? ", then `transect run --project \(target)`" : ""). \
            The drop folder is not part of a backup; files in it that were taken before are known by their bytes.
            """)
        return lines.joined(separator: "\n")
    }
}
