import CPlatform
import Glibc
import Observations

extension Disk {
    /// What the kernel says about a path, links not followed; `nil` where there is nothing.
    package func status(_ path: String) throws(DiskError) -> FileStatus? {
        try pass(.inspect, path)
        var raw = stat()
        if path.withPath({ lstat($0, &raw) }) == 0 { return FileStatus(raw) }
        if errno == ENOENT || errno == ENOTDIR { return nil }
        throw DiskError(.inspect, path, errno: errno)
    }

    /// The names in a folder, sorted by their bytes, without `.` and `..`. A link to a folder is followed.
    package func list(_ directory: String) throws(DiskError) -> [String] {
        try pass(.list, directory)
        let descriptor = directory.withPath { Glibc.open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw DiskError(.list, directory, errno: errno) }
        return try names(in: descriptor, path: directory).map { $0.withUnsafeBufferPointer(String.init(pathBytes:)) }
    }

    /// The names in a folder below `root` and what they stand for, sorted by bytes.
    ///
    /// No link is followed on the way (save `root` itself), so that nobody who may write below `root` can lead out of
    /// it.
    ///
    /// - Parameter relative: The folder's path below `root`, empty for `root` itself.
    package func entries(of relative: String, beneath root: String) throws(DiskError) -> [DirectoryEntry] {
        let path = relative.isEmpty ? root : root + "/" + relative
        try pass(.list, path)
        let descriptor = try openBeneath(root, relative, flags: O_RDONLY | O_DIRECTORY, operation: .list)
        // Closing the listing closes its descriptor, and the statuses need one.
        let kept = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard kept >= 0 else {
            let reason = errno
            _ = Glibc.close(descriptor)
            throw DiskError(.list, path, errno: reason)
        }
        defer { _ = Glibc.close(kept) }
        return try names(in: descriptor, path: path).map { bytes throws(DiskError) in
            var raw = stat()
            let terminated = bytes.map { CChar(bitPattern: $0) } + [0]
            let found = fstatat(kept, terminated, &raw, AT_SYMLINK_NOFOLLOW) == 0
            if !found, errno != ENOENT { throw DiskError(.inspect, path, errno: errno) }
            return DirectoryEntry(
                name: bytes.withUnsafeBufferPointer(String.init(pathBytes:)), status: found ? FileStatus(raw) : nil)
        }
    }

    /// Opens a regular file below `root`, following no link on the way (save `root` itself) and never waiting.
    package func open(_ relative: String, beneath root: String) throws(DiskError) -> FileReader {
        let path = root + "/" + relative
        try pass(.open, path)
        let descriptor = try openBeneath(root, relative, flags: O_RDONLY | O_NONBLOCK, operation: .open)
        return try reader(over: descriptor, path: path)
    }

    func openBeneath(
        _ root: String, _ relative: String, flags: Int32, operation: DiskOperation
    ) throws(DiskError) -> Int32 {
        let path = root + "/" + relative
        let top = root.withPath { Glibc.open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard top >= 0 else { throw DiskError(operation, root, errno: errno) }
        if relative.isEmpty { return top }
        let descriptor = relative.withPath { transect_open_beneath(top, $0, flags) }
        if descriptor >= 0 || errno != ENOSYS && errno != EPERM {
            let reason = errno
            _ = Glibc.close(top)
            guard descriptor >= 0 else { throw DiskError(operation, path, errno: reason) }
            return descriptor
        }
        // A kernel before 5.6, or a sandbox that hides openat2: one folder after the other, none of them a link.
        var current = top
        let parts = relative.pathPieces
        for (index, part) in parts.enumerated() {
            let isLast = index == parts.count - 1
            let wanted = (isLast ? flags : O_RDONLY | O_DIRECTORY) | O_NOFOLLOW | O_CLOEXEC
            let next = part == ".." ? -1 : part.withPath { openat(current, $0, wanted) }
            let reason = part == ".." ? EXDEV : errno
            _ = Glibc.close(current)
            guard next >= 0 else { throw DiskError(operation, path, errno: reason) }
            current = next
        }
        return current
    }

    /// Reads all names and closes `descriptor`.
    private func names(in descriptor: Int32, path: String) throws(DiskError) -> [[UInt8]] {
        guard let stream = fdopendir(descriptor) else {
            let reason = errno
            _ = Glibc.close(descriptor)
            throw DiskError(.list, path, errno: reason)
        }
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        errno = 0
        while let entry = readdir(stream) {
            let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
            let start = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: UInt8.self)
            let name = Array(UnsafeBufferPointer(start: start, count: strlen(UnsafePointer(OpaquePointer(start)))))
            if name != [UInt8(ascii: ".")], name != Array("..".utf8) { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw DiskError(.list, path, errno: errno) }
        names.sort { $0.lexicographicallyPrecedes($1) }
        return names
    }
}
