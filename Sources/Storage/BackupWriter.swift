import Files
import Observations

/// What making a backup came to.
package struct BackupReport: Sendable, Equatable {
    /// How many files the backup holds, and how many bytes they have.
    package var files = 0
    package var bytes: Int64 = 0
    /// How many of them were copied this time; the others lay there from earlier backups.
    package var copiedFiles = 0
    package var copiedBytes: Int64 = 0
    /// How many contents of earlier backups went, because nothing has them any more.
    package var removedFiles = 0
}

/// Makes a backup of files and folders, or brings an earlier one up to date.
///
/// Every content is kept once, under its digest, and is never changed: versions whose unchanged files are hard links
/// take up no more space than in the project. The manifest comes last and in one step, so that whatever breaks, the
/// earlier backup is whole until the new one is.
package struct BackupWriter {
    private let folder: String
    private let disk: Disk
    private let known: [ExactName: BackupManifest.File]
    private var manifest = BackupManifest()
    /// What was added, by its name in the backup.
    private var added: [ExactName: String] = [:]
    private var copied: [String] = []
    private var report = BackupReport()

    private var objects: String { folder + "/" + BackupManifest.objects }
    private var unfinished: String { folder + "/" + Disk.temporaryPrefix + "copying" }

    /// A place in the folder for a file that is only made to be added; what is left there goes.
    var scratch: String { folder + "/" + Disk.temporaryPrefix + "scratch" }

    /// A backup in a folder that is made, is empty, or holds an earlier one.
    ///
    /// - Throws: `StoreError` of kind `backup` where the folder holds anything else; `DiskError`.
    package init(to folder: String, disk: Disk) throws {
        self.folder = folder
        self.disk = disk
        try disk.makeDirectory(folder, mode: 0o700)
        let before = try BackupManifest(in: folder, disk: disk)
        let apart = (before?.files ?? []).filter { $0.apart == true }.map(\.place)
        let ours = [BackupManifest.name, BackupManifest.objects, "key"] + apart
        for name in try disk.list(folder) where !ours.contains(name) && !name.hasPrefix(Disk.temporaryPrefix) {
            throw StoreError(
                .backup, "The folder \(folder) holds something that is no backup: \(name)",
                remedy: "Name a folder that is empty, that does not exist, or that holds an earlier backup.")
        }
        known = Dictionary((before?.files ?? []).map { (ExactName($0.path), $0) }) { first, _ in first }
        for name in try disk.list(folder) where name.hasPrefix(Disk.temporaryPrefix) {
            try disk.remove(folder + "/" + name)
        }
        try disk.makeDirectory(objects, mode: 0o700)
        // A content that no manifest names may be torn: the run that copied it did not come to its end.
        _ = try removeContents(except: before?.files ?? [])
    }

    /// Adds a file under a name, a path within the backup. What is there under that name already is not added again.
    ///
    /// - Throws: `StoreError` of kind `backup` where another file has the name.
    package mutating func addFile(_ path: String, as name: String) throws {
        guard try take(name, for: path) else { return }
        guard let status = try disk.status(path) else { throw StoreError.missing(path) }
        let digest: String
        if let known = known[ExactName(name)], known.bytes == status.size,
            known.modified == status.modifiedNanoseconds, known.apart == nil, try holds(known)
        {
            digest = known.sha256
        } else {
            digest = try copy(path).description
        }
        add(
            BackupManifest.File(
                bytes: status.size, mode: String(status.mode, radix: 8), modified: status.modifiedNanoseconds,
                path: name, sha256: digest))
    }

    /// Adds a folder with all files, folders and links in it, save half-written ones, under a name.
    ///
    /// - Parameter leavingOut: Whether something of that name in the folder itself stays out.
    package mutating func addFolder(
        _ path: String, as name: String, leavingOut: (String) -> Bool = { _ in false }
    ) throws {
        guard let status = try disk.status(path), try take(name, for: path) else { return }
        manifest.folders.append(.init(mode: String(status.mode, radix: 8), path: name))
        for entry in try disk.list(path) where !entry.hasPrefix(Disk.temporaryPrefix) && !leavingOut(entry) {
            let (from, to) = (path + "/" + entry, name + "/" + entry)
            switch try disk.status(from)?.kind {
            case .regular: try addFile(from, as: to)
            case .directory: try addFolder(from, as: to)
            case .symlink:
                guard let target = disk.readLink(from), try take(to, for: from) else { continue }
                manifest.links.append(.init(path: to, to: target))
            case .other, nil: continue
            }
        }
    }

    /// Adds a small secret file under a name; it lies beside the manifest as a file of its own, for its owner alone.
    package mutating func addSecret(_ path: String, as name: String) throws {
        guard try take(name, for: path) else { return }
        guard let status = try disk.status(path) else { throw StoreError.missing(path) }
        let secret = try disk.read(path)
        let file = BackupManifest.File(
            apart: true, bytes: Int64(secret.count), mode: "600", modified: status.modifiedNanoseconds, path: name,
            sha256: Digest.sha256(secret).description)
        let place = folder + "/" + file.place
        let isThere = try disk.status(place) != nil && disk.read(place) == secret
        if !isThere {
            try disk.writeDurably(secret, to: place, mode: 0o600)
            report.copiedFiles += 1
            report.copiedBytes += file.bytes
        }
        add(file)
    }

    /// Makes the backup true, and removes what it no longer needs.
    package mutating func finish() throws -> BackupReport {
        try makeDurable()
        manifest.sort()
        try disk.writeDurably(
            Array(try json(manifest).utf8) + [UInt8(ascii: "\n")], to: folder + "/" + BackupManifest.name, mode: 0o600)
        report.removedFiles = try removeContents(except: manifest.files)
        let apart = Set(manifest.files.filter { $0.apart == true }.map(\.place))
        for name in Set(known.values.filter { $0.apart == true }.map(\.place)).union(["key"]).sorted()
        where !apart.contains(name) {
            guard try disk.status(folder + "/" + name) != nil else { continue }
            try disk.remove(folder + "/" + name)
            report.removedFiles += 1
        }
        return report
    }

    /// Whether something is to be added under a name; it is not where it has been before.
    private mutating func take(_ name: String, for path: String) throws(StoreError) -> Bool {
        guard let earlier = added.updateValue(path, forKey: ExactName(name)) else { return true }
        guard ExactName(earlier) == ExactName(path) else {
            throw StoreError(
                .backup,
                "\(earlier.readablePath) and \(path.readablePath) would both be \(name.readablePath) in the backup",
                remedy: "Give one of them another name in the pipeline file, or move it.")
        }
        return false
    }

    /// Whether the content of an earlier backup lies there, with the length that it should have.
    private func holds(_ file: BackupManifest.File) throws(DiskError) -> Bool {
        try disk.status(folder + "/" + file.place)?.size == file.bytes
    }

    private mutating func add(_ file: BackupManifest.File) {
        manifest.files.append(file)
        report.files += 1
        report.bytes += file.bytes
    }

    /// Copies a file's content to its place, unless it lies there already.
    private mutating func copy(_ path: String) throws(DiskError) -> Digest {
        var source = try disk.open(path)
        var copy = try disk.create(unfinished, hashing: true, mode: 0o600)
        try copy.copyRest(of: &source)
        let count = copy.count
        let digest = try copy.finish(syncing: false)
        let name = digest.description
        let place = "\(objects)/\(name.prefix(2))/\(name)"
        // One of another length is damaged, and is replaced.
        guard try disk.status(place)?.size != count else {
            try disk.remove(unfinished)
            return digest
        }
        try disk.makeDirectory(Disk.parent(of: place), mode: 0o700)
        try disk.rename(unfinished, to: place)
        copied.append(place)
        report.copiedFiles += 1
        report.copiedBytes += count
        return digest
    }

    /// A handful of files is synced one by one; for many, one sync of the whole file system is cheaper.
    private func makeDurable() throws(DiskError) {
        if copied.count > 8 {
            try disk.syncFileSystem(of: folder)
        } else {
            for place in copied { try disk.syncFile(place) }
            for place in copied { try disk.syncDirectory(Disk.parent(of: place)) }
            try disk.syncDirectory(objects)
        }
        try disk.syncDirectory(Disk.parent(of: folder))
    }

    /// Removes the contents that none of the files has, and says how many.
    private func removeContents(except files: [BackupManifest.File]) throws(DiskError) -> Int {
        let kept = Set(files.map(\.sha256))
        var count = 0
        for part in try disk.list(objects) {
            for name in try disk.list(objects + "/" + part) where !kept.contains(name) {
                try disk.remove("\(objects)/\(part)/\(name)")
                count += 1
            }
        }
        return count
    }
}
