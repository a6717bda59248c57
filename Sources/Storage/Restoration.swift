import Files
import Observations

/// Puts a backup's files into a folder. They are gathered in a hidden folder within it and get their names when all are
/// there; the hidden folder goes last, so that one that broke off is known by it.
struct Restoration {
    private let manifest: BackupManifest
    private let backup: String
    private let target: String
    private let disk: Disk

    private static let gatheringName = Disk.temporaryPrefix + "restoring"
    private var gathering: String { target + "/" + Restoration.gatheringName }

    /// - Throws: `StoreError` of kind `backup` where the folder is in use.
    init(of manifest: BackupManifest, from backup: String, into target: String, disk: Disk) throws {
        self.manifest = manifest
        self.backup = backup
        self.target = target
        self.disk = disk
        guard !manifest.files.isEmpty else {
            throw StoreError(
                .backup, "The backup \(backup) holds nothing of what is to be restored", remedy: "Use another backup.")
        }
        guard try disk.status(target) != nil else { return }
        let present = try disk.list(target)
        let ours = Set((topNames + [Restoration.gatheringName]).map(ExactName.init))
        let isOurs = present.contains(Restoration.gatheringName) && present.allSatisfy { ours.contains(ExactName($0)) }
        guard present.isEmpty || isOurs else {
            throw StoreError(
                .backup, "The folder \(target) is not empty",
                remedy: "Restore into a new folder; nothing that is there is ever overwritten.")
        }
    }

    /// The names that appear in the target: folders before files, so that what makes a folder a project comes last.
    private var topNames: [String] {
        var names: Set<ExactName> = []
        let all = manifest.folders.map(\.path) + manifest.files.map(\.path) + manifest.links.map(\.path)
        for path in all { names.formUnion(path.pathPieces.prefix(1).map(ExactName.init)) }
        let files = Set(manifest.files.map { ExactName($0.path) })
        return names.sorted { (files.contains($0) ? 1 : 0, $0) < (files.contains($1) ? 1 : 0, $1) }.map(\.text)
    }

    func carryOut() throws {
        try disk.makeDirectory(target, mode: 0o700)
        for name in topNames + [Restoration.gatheringName] { try disk.removeTree(target + "/" + name) }
        try disk.makeDirectory(gathering, mode: 0o700)
        // The mark of an unfinished restoration must be there before anything else is.
        try disk.syncDirectory(target)
        for folder in manifest.folders {
            let isReadOnly = folder.permissions & 0o222 == 0
            try disk.makeDirectory(gathering + "/" + folder.path, mode: isReadOnly ? 0o755 : folder.permissions)
        }
        try putFiles()
        for link in manifest.links { try disk.symlink(link.to, at: gathering + "/" + link.path) }
        try disk.syncFileSystem(of: gathering)
        for name in topNames { try disk.rename(gathering + "/" + name, to: target + "/" + name, replacing: false) }
        // Inner folders first: what lies in a read-only folder can no longer be changed.
        for folder in manifest.folders.reversed() where folder.permissions & 0o222 == 0 {
            try disk.setReadOnly(target + "/" + folder.path)
        }
        try disk.syncFileSystem(of: target)
        try disk.removeTree(gathering)
        try disk.syncDirectory(target)
        try disk.syncDirectory(Disk.parent(of: target))
    }

    /// Equal files that nobody may change become hard links again, where the file system can.
    private func putFiles() throws {
        var first: [String: String] = [:]
        for file in manifest.files {
            let path = gathering + "/" + file.path
            let isReadOnly = file.permissions & 0o222 == 0
            try disk.makeDirectory(Disk.parent(of: path))
            if isReadOnly, let earlier = first[file.sha256], (try? disk.link(earlier, as: path)) != nil { continue }
            var source = try disk.open(backup + "/" + file.place)
            var copy = try disk.create(path, mode: file.permissions)
            try copy.copyRest(of: &source)
            try copy.close()
            if isReadOnly { first[file.sha256] = path }
        }
    }
}
