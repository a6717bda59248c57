import Files

/// The folder in which volunteers leave their files. It is only ever looked at: the originals stay as they are.
package struct DropFolder: Sendable {
    /// The folder's path. It may itself be a link; nothing below it is followed.
    package let root: String
    private let disk: Disk

    /// Folders nested deeper than this are skipped.
    package static let deepestFolder = 32

    /// The drop folder at `root`.
    package init(root: String, disk: Disk) {
        self.root = root
        self.disk = disk
    }

    /// Looks at everything below the root, without opening any file and without following any link.
    ///
    /// - Throws: `DiskError` where the root cannot be read. A sub-folder that cannot be read is skipped.
    package func scan() throws(DiskError) -> DropScan {
        var scan = DropScan()
        try look(into: "", entries: disk.entries(of: "", beneath: root), depth: 0, &scan)
        scan.arrivals.sort { $0.relativePath.pathPrecedes($1.relativePath) }
        scan.skipped.sort { $0.path.pathPrecedes($1.path) }
        return scan
    }

    private func look(
        into folder: String, entries: [DirectoryEntry], depth: Int, _ scan: inout DropScan
    ) throws(DiskError) {
        for entry in entries {
            guard let status = entry.status, !FileNames.areIgnored(entry.name) else { continue }
            let path = folder.isEmpty ? entry.name : folder + "/" + entry.name
            switch status.kind {
            case .regular:
                if FileNames.isSidecar(entry.name) { continue }
                if let reason = FileSizes.reasonToLeave(status) {
                    scan.skip(path, reason)
                } else {
                    scan.arrivals.append(Arrival(path: path, status: status))
                }
            case .directory:
                try descend(into: path, depth: depth + 1, &scan)
            case .symlink:
                scan.skip(path, "it is a symbolic link, and links are not followed; put the file itself here")
            case .other:
                scan.skip(path, "it is a pipe, socket or device, not a file; put a plain file here")
            }
        }
    }

    private func descend(into path: String, depth: Int, _ scan: inout DropScan) throws(DiskError) {
        guard depth <= DropFolder.deepestFolder else {
            let limit = DropFolder.deepestFolder
            return scan.skip(path, "it lies more than \(limit) folders deep; move its files further up")
        }
        let entries: [DirectoryEntry]
        do throws(DiskError) {
            entries = try disk.entries(of: path, beneath: root)
        } catch  where error.isOfOnePath {
            return scan.skip(
                path, "the folder could not be read: \(error.reason); correct that, and it is taken next time")
        }
        try look(into: path, entries: entries, depth: depth, &scan)
    }
}

extension DropScan {
    fileprivate mutating func skip(_ path: String, _ reason: String) {
        skipped.append(Skipped(path: path, reason: reason))
    }
}

extension Arrival {
    /// An arrival at `path`, whose first folder names the submitter.
    fileprivate init(path: String, status: FileStatus) {
        let slash = path.utf8.firstIndex(of: UInt8(ascii: "/"))
        self.init(
            relativePath: path, submitter: slash.map { String(path[..<$0]) } ?? "", size: status.size,
            modifiedNanoseconds: status.modifiedNanoseconds, inode: status.inode, device: status.device)
    }
}

extension String {
    /// Byte order of the names that the kernel knows.
    fileprivate func pathPrecedes(_ other: String) -> Bool {
        pathBytes.lexicographicallyPrecedes(other.pathBytes)
    }
}
