import CPlatform
import Glibc

/// Changes below a folder in which others may write too. No link is followed on the way (save the folder itself), so that
/// nobody can turn a change against a file elsewhere.
extension Disk {
    /// What the kernel says about a path below `root`; `nil` where there is nothing.
    package func status(_ relative: String, beneath root: String) throws(DiskError) -> FileStatus? {
        let path = root + "/" + relative
        try pass(.inspect, path)
        do throws(DiskError) {
            let folder = try ParentFolder(of: relative, beneath: root, self, .inspect)
            var raw = stat()
            guard folder.name.withPath({ fstatat(folder.descriptor, $0, &raw, AT_SYMLINK_NOFOLLOW) }) == 0 else {
                throw DiskError(.inspect, path, errno: errno)
            }
            return FileStatus(raw)
        } catch  where error.isOfOnePath {
            return nil
        }
    }

    /// Gives something below `root` another name in its folder, which must be free (`EEXIST`).
    package func rename(_ relative: String, toName name: String, beneath root: String) throws(DiskError) {
        let path = root + "/" + relative
        try pass(.rename, path)
        let folder = try ParentFolder(of: relative, beneath: root, self, .rename)
        try rename(folder.name, in: folder.descriptor, to: name, in: folder.descriptor, path)
    }

    /// Removes a file below `root`.
    package func remove(_ relative: String, beneath root: String) throws(DiskError) {
        let path = root + "/" + relative
        try pass(.remove, path)
        let folder = try ParentFolder(of: relative, beneath: root, self, .remove)
        guard folder.name.withPath({ unlinkat(folder.descriptor, $0, 0) }) == 0 else {
            throw DiskError(.remove, path, errno: errno)
        }
    }

    /// Moves a file from below `root` to `target`, which must be free (`EEXIST`), on another file system too: then a
    /// durable copy is made first.
    package func move(_ relative: String, beneath root: String, to target: String) throws(DiskError) {
        let path = root + "/" + relative
        try pass(.rename, target)
        let folder = try ParentFolder(of: relative, beneath: root, self, .rename)
        do throws(DiskError) {
            return try rename(folder.name, in: folder.descriptor, to: target, in: AT_FDCWD, path)
        } catch  where error.errno == EXDEV {
            let temporary = Disk.temporaryName(for: target)
            if try status(temporary) != nil { try remove(temporary) }
            var source = try open(relative, beneath: root)
            var copy = try create(temporary)
            try copy.copyRest(of: &source)
            try copy.sync()
            try copy.close()
            try rename(temporary, to: target, replacing: false)
            try syncDirectory(Disk.parent(of: target))
            try remove(relative, beneath: root)
        }
    }

    /// Renames where nothing of the new name is there.
    private func rename(
        _ from: String, in source: Int32, to: String, in target: Int32, _ path: String
    ) throws(DiskError) {
        let result = from.withPath { from in
            to.withPath { transect_rename_noreplace_at(source, from, target, $0) }
        }
        if result == 0 { return }
        guard errno == EINVAL || errno == ENOSYS else { throw DiskError(.rename, path, errno: errno) }
        // Some network and user-space file systems cannot do it in one step.
        var raw = stat()
        guard to.withPath({ fstatat(target, $0, &raw, AT_SYMLINK_NOFOLLOW) }) != 0 else {
            throw DiskError(.rename, path, errno: EEXIST)
        }
        let again = from.withPath { from in to.withPath { renameat(source, from, target, $0) } }
        guard again == 0 else { throw DiskError(.rename, path, errno: errno) }
    }
}

/// The folder that something below a root lies in, open.
private struct ParentFolder: ~Copyable {
    let descriptor: Int32
    /// The name of the thing in it.
    let name: String

    init(of relative: String, beneath root: String, _ disk: Disk, _ operation: DiskOperation) throws(DiskError) {
        let folder = Disk.parent(of: relative)
        name = Disk.name(of: relative)
        descriptor = try disk.openBeneath(
            root, folder == "." ? "" : folder, flags: O_RDONLY | O_DIRECTORY, operation: operation)
    }

    deinit { _ = Glibc.close(descriptor) }
}
