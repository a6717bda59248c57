import CPlatform
import Glibc

/// The one seam to the file system. Every operation passes here, so that each can be counted and made to fail.
///
/// A cheap value that can be passed around. Paths are as `String.init(pathBytes:)` makes them. No operation follows a
/// link at the end of its path unless it says so, and none waits for another process.
package struct Disk: Sendable {
    private let faults: FaultPlan?

    /// The real file system, with the faults that `TRANSECT_FAULT` asks for, usually none.
    package init() { faults = FaultPlan.fromEnvironment }

    /// The real file system with the faults that a test asks for.
    package init(faults: FaultPlan) { self.faults = faults }

    /// What the fault plan wants of this operation.
    @inline(__always)
    func verdict(_ operation: DiskOperation) -> FaultPlan.Verdict {
        faults?.verdict(on: operation) ?? .proceed
    }

    /// Counts an operation that somebody else carries out on the file system, such as a commit of SQLite, and fails
    /// where the fault plan wants that. Called right before it.
    package func pass(_ operation: DiskOperation, _ path: String) throws(DiskError) {
        switch verdict(operation) {
        case .proceed: return
        case .kill: FaultPlan.killProcess()
        case .fail(let errno, _): throw DiskError(operation, path, errno: errno)
        }
    }

    /// Renames a file or folder within one file system.
    ///
    /// - Parameter replacing: Whether a file `to` may go; otherwise it is an error (`EEXIST`), decided in one step.
    package func rename(_ from: String, to: String, replacing: Bool = true) throws(DiskError) {
        try pass(.rename, to)
        let result = from.withPath { from in
            to.withPath { to in
                replacing ? Glibc.rename(from, to) : transect_rename_noreplace(from, to)
            }
        }
        if result == 0 { return }
        let reason = errno
        // Some network and user-space file systems cannot do it in one step; the project's lock must do there.
        if !replacing, reason == EINVAL || reason == ENOSYS {
            guard try status(to) == nil else { throw DiskError(.rename, to, errno: EEXIST) }
            guard from.withPath({ from in to.withPath { Glibc.rename(from, $0) } }) == 0 else {
                throw DiskError(.rename, to, errno: errno)
            }
            return
        }
        throw DiskError(.rename, reason == ENOENT ? from : to, errno: reason)
    }

    /// Gives a file a second name (hard link), which must not exist yet.
    package func link(_ existing: String, as new: String) throws(DiskError) {
        try pass(.link, new)
        let result = existing.withPath { existing in new.withPath { Glibc.link(existing, $0) } }
        guard result == 0 else { throw DiskError(.link, errno == ENOENT ? existing : new, errno: errno) }
    }

    /// Removes a file or link.
    package func remove(_ path: String) throws(DiskError) {
        try pass(.remove, path)
        guard path.withPath({ unlink($0) }) == 0 else { throw DiskError(.remove, path, errno: errno) }
    }

    /// Removes a folder with all that is in it, read-only folders too. Does nothing where there is none.
    package func removeTree(_ path: String) throws(DiskError) {
        guard let status = try status(path) else { return }
        guard status.kind == .directory else { return try remove(path) }
        if status.mode & 0o700 != 0o700 {
            try pass(.changeMode, path)
            _ = path.withPath { chmod($0, 0o700) }
        }
        for name in try list(path) { try removeTree(path + "/" + name) }
        try pass(.remove, path)
        guard path.withPath({ rmdir($0) }) == 0 else { throw DiskError(.remove, path, errno: errno) }
    }

    /// Makes a folder and the folders that it lies in, where they are not there yet.
    ///
    /// - Parameters:
    ///   - mode: permissions of the folder itself before the umask.
    ///   - durably: whether the names of the folders that are made are safe from power loss on return; otherwise they
    ///     are not before a sync.
    package func makeDirectory(
        _ path: String, mode: UInt32 = 0o755, durably: Bool = false
    ) throws(DiskError) {
        var raw = stat()
        if path.withPath({ stat($0, &raw) }) == 0 {
            guard FileStatus(raw).kind == .directory else { throw DiskError(.makeDirectory, path, errno: ENOTDIR) }
            return
        }
        let parent = Disk.parent(of: path)
        if parent != path, parent != "." { try makeDirectory(parent, durably: durably) }
        try pass(.makeDirectory, path)
        let result = path.withPath { mkdir($0, mode_t(mode)) }
        guard result == 0 || errno == EEXIST else { throw DiskError(.makeDirectory, path, errno: errno) }
        if durably { try syncDirectory(parent) }
    }

    /// Takes away all rights to write: 0o444 for a file, 0o555 for a folder.
    package func setReadOnly(_ path: String) throws(DiskError) {
        try pass(.changeMode, path)
        let descriptor = path.withPath { Glibc.open($0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
        guard descriptor >= 0 else { throw DiskError(.changeMode, path, errno: errno) }
        defer { _ = Glibc.close(descriptor) }
        var raw = stat()
        guard fstat(descriptor, &raw) == 0 else { throw DiskError(.changeMode, path, errno: errno) }
        let mode: mode_t = FileStatus(raw).kind == .directory ? 0o555 : 0o444
        guard fchmod(descriptor, mode) == 0 else { throw DiskError(.changeMode, path, errno: errno) }
    }

    /// Cuts a file to its first `size` bytes. Not durable before a sync.
    package func truncate(_ path: String, to size: Int64) throws(DiskError) {
        try pass(.truncate, path)
        guard path.withPath({ Glibc.truncate($0, off_t(size)) }) == 0 else {
            throw DiskError(.truncate, path, errno: errno)
        }
    }
}
