import Files
import Observations

/// A backup that was made: to be verified and restored.
package struct Backup: Sendable {
    private let folder: String
    private let disk: Disk
    private let manifest: BackupManifest

    /// The backup in a folder.
    ///
    /// - Throws: `StoreError` of kind `backup` where there is none, or its list cannot be read.
    package init(at folder: String, disk: Disk) throws {
        guard let manifest = try BackupManifest(in: folder, disk: disk) else {
            throw StoreError(
                .backup, "There is no backup in \(folder)", remedy: "Name the folder that holds backup.json.")
        }
        self.folder = folder
        self.disk = disk
        self.manifest = manifest
    }

    /// How many files it holds.
    package var fileCount: Int { manifest.files.count }
    /// How many bytes they have in all.
    package var bytes: Int64 { manifest.files.reduce(0) { $0 + $1.bytes } }
    /// Whether the project's key is among them.
    package var holdsKey: Bool { manifest.files.contains { $0.apart == true } }

    /// Reads every file of the backup and compares it with its digest.
    ///
    /// - Throws: `StoreError` of kind `backup` that names what is missing or damaged; `DiskError`.
    package func verify() throws {
        var verdicts: [String: String] = [:]
        var problems: [String] = []
        for file in manifest.files {
            let verdict = try verdicts[file.place] ?? problem(of: file)
            verdicts[file.place] = verdict
            if !verdict.isEmpty { problems.append("\(file.path) \(verdict)") }
        }
        guard let first = problems.first else { return }
        throw StoreError(
            .backup,
            problems.count == 1
                ? "A file of the backup \(folder) is not as it was: \(first)"
                : "\(problems.count) files of the backup \(folder) are not as they were, the first: \(first)",
            remedy: "Use another backup; this one must not be trusted.")
    }

    /// Puts the files under one of the backup's names, or all, into a folder, which is made, or must be empty.
    ///
    /// Everything is verified first. Where a restoration broke off, the next one starts anew.
    ///
    /// - Throws: `StoreError` of kind `backup`, `DiskError`.
    package func restore(_ name: String = "", into target: String) throws {
        let restoration = try Restoration(
            of: manifest.below(name), from: folder, into: target, disk: disk)
        try verify()
        try restoration.carryOut()
    }

    /// What is wrong with a file; empty where nothing is.
    private func problem(of file: BackupManifest.File) throws -> String {
        let path = folder + "/" + file.place
        guard try disk.status(path) != nil else { return "is missing" }
        var reader = try disk.open(path)
        guard reader.status.size == file.bytes else { return "has another size" }
        var hasher = SHA256Hasher()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
        defer { buffer.deallocate() }
        while true {
            let count = try reader.read(into: buffer)
            if count == 0 { break }
            hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
        return hasher.finish().description == file.sha256 ? "" : "is damaged"
    }
}

extension BackupManifest {
    /// The part under a name, its paths relative to it; all of it for the empty name.
    fileprivate func below(_ name: String) -> BackupManifest {
        guard !name.isEmpty else { return self }
        let prefix = name + "/"
        func cut(_ path: inout String) -> Bool {
            guard path.hasPrefix(prefix) else { return false }
            path.removeFirst(prefix.count)
            return true
        }
        var part = BackupManifest()
        for var file in files where cut(&file.path) { part.files.append(file) }
        for var folder in folders where cut(&folder.path) { part.folders.append(folder) }
        for var link in links where cut(&link.path) { part.links.append(link) }
        return part
    }
}
