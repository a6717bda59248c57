import Files
import Observations

/// The folder in which volunteers leave their files, looked at without reading or changing anything.
package struct DropFolder: Sendable {
    /// The folder's path. It may itself be a link; nothing below it is followed.
    package let root: String
    private let disk: Disk
    private let rules: ArrivalRules

    /// Folders nested deeper than this are skipped.
    package static let deepestFolder = 32

    /// The drop folder at `root`.
    package init(root: String, disk: Disk, rules: ArrivalRules = ArrivalRules()) {
        self.root = root
        self.disk = disk
        self.rules = rules
    }

    /// A folder that is being looked into.
    private struct Place {
        var path: String
        var owner: UInt32
        var depth: Int
        /// Whether the drop folder itself is a maildir, whose parts name nobody.
        var isMaildir: Bool
    }

    /// Looks at everything below the root, without reading any file and without following any link. Opened is only a
    /// large file that takes no room on the disk, to learn whether anything was written into it.
    ///
    /// - Throws: `DiskError` where the root cannot be read. A sub-folder that cannot be read is skipped.
    package func scan() throws(DiskError) -> DropScan {
        var scan = DropScan()
        let entries = try disk.entries(of: "", beneath: root)
        // The root may be a link, which a path with something behind it follows.
        let owner = try disk.status(root + "/.")?.owner ?? 0
        let folders = entries.filter { $0.status?.kind == .directory }.map(\.name)
        let isMaildir = folders.contains(where: FileNames.isWorkshop) && folders.contains("new")
        try look(into: Place(path: "", owner: owner, depth: 0, isMaildir: isMaildir), entries: entries, &scan)
        scan.arrivals.sort { $0.relativePath.pathPrecedes($1.relativePath) }
        scan.skipped.sort { $0.path.pathPrecedes($1.path) }
        return scan
    }

    private func look(into folder: Place, entries: [DirectoryEntry], _ scan: inout DropScan) throws(DiskError) {
        scan.folders.append(folder.path)
        for entry in entries {
            guard let status = entry.status else { continue }
            let path = folder.path.isEmpty ? entry.name : folder.path + "/" + entry.name
            if status.kind == .regular, let submission = FileNames.submission(takenAs: entry.name) {
                scan.leftovers.append(DropScan.Leftover(path: path, submission: submission))
            }
            guard !FileNames.areIgnored(entry.name) else { continue }
            switch status.kind {
            case .regular: note(path, named: entry.name, status, in: folder, &scan)
            case .directory:
                guard !FileNames.isWorkshop(entry.name) else { continue }
                var next = folder
                next.path = path
                next.owner = status.owner
                next.depth += 1
                try descend(into: next, &scan)
            case .symlink:
                scan.skip(path, "it is a symbolic link, and links are not followed; put the file itself here")
            case .other:
                scan.skip(path, "it is a pipe, socket or device, not a file; put a plain file here")
            }
        }
    }

    private func note(
        _ path: String, named name: String, _ status: FileStatus, in folder: Place, _ scan: inout DropScan
    ) {
        if FileNames.isSidecar(name) || rules.isMarker(name) {
            scan.companions[ExactName(path)] = status.identity
        } else if status.links > 1, refuses(status, in: folder) {
            scan.skip(
                path,
                """
                it is a file that stands in other places too (a hard link)\
                \(rules.hardLinks == .own ? " and does not belong to the owner of this folder" : ""); \
                put a copy of it here
                """)
        } else if let reason = FileSizes.reasonToLeave(status, isOneHole: { isOneHole(path) }) {
            scan.skip(path, reason)
        } else {
            scan.arrivals.append(Arrival(path: path, status: status, isInMaildir: folder.isMaildir))
        }
    }

    /// Whether the file system knows that nothing was ever written into a file.
    private func isOneHole(_ path: String) -> Bool {
        do throws(DiskError) {
            let file = try disk.open(path, beneath: root)
            return file.isOneHole
        } catch {
            // Whoever takes the file will say why it cannot be opened.
            return false
        }
    }

    private func refuses(_ status: FileStatus, in folder: Place) -> Bool {
        switch rules.hardLinks {
        case .own: status.owner != folder.owner
        case .take: false
        case .refuse: true
        }
    }

    private func descend(into folder: Place, _ scan: inout DropScan) throws(DiskError) {
        guard folder.depth <= DropFolder.deepestFolder else {
            let limit = DropFolder.deepestFolder
            return scan.skip(folder.path, "it lies more than \(limit) folders deep; move its files further up")
        }
        let entries: [DirectoryEntry]
        do throws(DiskError) {
            entries = try disk.entries(of: folder.path, beneath: root)
        } catch  where error.isOfOnePath {
            return scan.skip(
                folder.path, "the folder could not be read: \(error.reason); correct that, and it is taken next time")
        }
        try look(into: folder, entries: entries, &scan)
    }
}

extension DropScan {
    fileprivate mutating func skip(_ path: String, _ reason: String) {
        skipped.append(Skipped(path: path, reason: reason))
    }
}

extension Arrival {
    /// An arrival at `path`, whose first folder names the submitter.
    fileprivate init(path: String, status: FileStatus, isInMaildir: Bool) {
        var folders = path.pathPieces.dropLast()
        if isInMaildir, let first = folders.first, ["new", "cur"].contains(first) { folders.removeFirst() }
        self.init(
            relativePath: path, submitter: folders.first ?? "", size: status.size,
            modifiedNanoseconds: status.modifiedNanoseconds, inode: status.inode, device: status.device)
    }
}

extension String {
    /// Byte order of the names that the kernel knows.
    fileprivate func pathPrecedes(_ other: String) -> Bool {
        pathBytes.lexicographicallyPrecedes(other.pathBytes)
    }
}
