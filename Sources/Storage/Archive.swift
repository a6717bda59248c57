import Files
import Observations

/// Every claimed file, byte for byte, by its digest: `archive/ab/abcdef….csv`.
///
/// A claim goes through three steps. `stage` copies the files to `archive/incoming` under their digests. `confirm`
/// makes them and their lines in `claims.log` durable, then the ledger's transaction makes them true. Last they are
/// renamed to their places; what a crash leaves in `incoming` is put there, or thrown away, by `Store.recover`.
package struct Archive: Sendable {
    let store: Store
    var disk: Disk { store.disk }
    /// Whether large files are digested on a thread of their own while they are copied.
    let digestsBeside: Bool

    /// The archive of a store, worked on by so many threads.
    package init(store: Store, threads: Int = 1) {
        self.store = store
        digestsBeside = threads > 1
    }

    /// Where a file lies for ever.
    package func path(digest: Digest, originalPath: String) -> String {
        let name = Archive.name(digest: digest, path: originalPath)
        return store.archivePath + "/" + name.prefix(2) + "/" + name
    }

    /// Opens an archived file.
    ///
    /// - Throws: `StoreError` of kind `missingFile` where it is not there.
    package func open(_ submission: Submission) throws -> FileSource {
        try open(digest: submission.digest, originalPath: submission.path)
    }

    /// Opens an archived file, or one that is on its way into the archive.
    package func open(digest: Digest, originalPath: String) throws -> FileSource {
        let place = path(digest: digest, originalPath: originalPath)
        if try disk.status(place) != nil { return FileSource(try disk.open(place)) }
        let incoming = store.incomingPath + "/" + Archive.name(digest: digest, path: originalPath)
        guard try disk.status(incoming) != nil else { throw StoreError.missing(place) }
        return FileSource(try disk.open(incoming))
    }

    /// Renames a durable, recorded file from `incoming` to its place. Needs no sync: after a crash it is done again.
    func place(_ name: String) throws(DiskError) {
        let folder = store.archivePath + "/" + name.prefix(2)
        let path = folder + "/" + name
        let incoming = store.incomingPath + "/" + name
        guard try disk.status(path) == nil else { return try disk.remove(incoming) }
        try disk.makeDirectory(folder)
        try disk.rename(incoming, to: path)
    }
}
