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
        guard let place = try find(digest: digest, originalPath: originalPath) else {
            throw StoreError.missing(expectedPath(digest: digest, originalPath: originalPath))
        }
        return FileSource(try disk.open(place))
    }

    /// Whether a file is in the archive, or on its way there.
    package func holds(digest: Digest, originalPath: String) throws -> Bool {
        try find(digest: digest, originalPath: originalPath) != nil
    }

    /// Whether an archived file is there and still has the bytes that it is named after.
    package func isIntact(digest: Digest, originalPath: String) throws -> Bool {
        guard let place = try find(digest: digest, originalPath: originalPath) else { return false }
        var reader = try disk.open(place)
        var hasher = SHA256Hasher()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = try reader.read(into: buffer)
            if count == 0 { return hasher.finish() == digest }
            hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    /// Where a file should lie: in the archive that this store goes on from, if there is one.
    private func expectedPath(digest: Digest, originalPath: String) -> String {
        let name = Archive.name(digest: digest, path: originalPath)
        return "\(store.base?.root ?? store.root)/archive/\(name.prefix(2))/\(name)"
    }

    /// The bytes of a file of a pipeline definition.
    package func bytes(of file: EditionFile) throws -> [UInt8] {
        guard let digest = Digest(hex: file.digest) else {
            throw StoreError.damaged("the ledger", "the digest of \(file.name) cannot be read")
        }
        guard let place = try find(digest: digest, originalPath: file.name) else {
            throw StoreError.missing(expectedPath(digest: digest, originalPath: file.name))
        }
        return try disk.read(place)
    }

    /// Where a file lies: here, in `incoming`, or in the archive that this store goes on from.
    func find(digest: Digest, originalPath: String) throws -> String? {
        let name = Archive.name(digest: digest, path: originalPath)
        var places = [path(digest: digest, originalPath: originalPath), store.incomingPath + "/" + name]
        if let base = store.base { places.append("\(base.root)/archive/\(name.prefix(2))/\(name)") }
        for place in places where try disk.status(place) != nil { return place }
        return nil
    }

    /// Brings a complete file of the store into `incoming`, durable, as the copy that is to take the place of a
    /// redacted file. It reaches its place with the recovery after `Ledger.redact`; without that, it is rubbish and goes.
    ///
    /// - Parameters:
    ///   - path: A file on the same file system, such as one in `Store.incomingPath`.
    ///   - originalPath: The path that the submission, or the file of the definition, has from then on.
    package func stage(redactedCopy path: String, digest: Digest, originalPath: String) throws(DiskError) {
        let place = store.incomingPath + "/" + Archive.name(digest: digest, path: originalPath)
        try disk.syncFile(path)
        if path != place { try disk.rename(path, to: place) }
        try disk.syncDirectory(store.incomingPath)
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
