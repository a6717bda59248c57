import Files

extension Store {
    /// Whether an erasure has begun and not come to its end.
    package func hasUnfinishedErasure(ledger: Ledger) throws -> Bool { try ledger.value(of: .unfinished) != nil }

    /// Ends an erasure: no file of the archive that a crash left half-written, and no page of the database, used or
    /// free, holds what was there before. Safe to repeat. `recover` must have gone before.
    package func endErasure(ledger: Ledger) throws {
        for folder in try disk.list(archivePath) where folder.utf8.count == 2 {
            for name in try disk.list(archivePath + "/" + folder) where name.hasPrefix(Disk.temporaryPrefix) {
                try disk.remove(archivePath + "/" + folder + "/" + name)
            }
        }
        try ledger.vacuum()
        try ledger.emptyLog()
        try ledger.set(.unfinished, to: nil)
        try ledger.emptyLog()
    }
}
