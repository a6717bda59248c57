import CPlatform
import Glibc

extension Disk {
    /// Makes the names in a folder durable: new, renamed and removed ones.
    package func syncDirectory(_ path: String) throws(DiskError) {
        try pass(.sync, path)
        let descriptor = path.withPath { Glibc.open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw DiskError(.sync, path, errno: errno) }
        let result = fsync(descriptor)
        let reason = errno
        _ = Glibc.close(descriptor)
        guard result == 0 else { throw DiskError(.sync, path, errno: reason) }
    }

    /// Makes the content of a file durable that was written and closed before.
    package func syncFile(_ path: String) throws(DiskError) {
        try pass(.sync, path)
        let descriptor = path.withPath { Glibc.open($0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
        guard descriptor >= 0 else { throw DiskError(.sync, path, errno: errno) }
        let result = fsync(descriptor)
        let reason = errno
        _ = Glibc.close(descriptor)
        guard result == 0 else { throw DiskError(.sync, path, errno: reason) }
    }

    /// Makes all that was written to the file system of `path` durable, file contents and names alike.
    package func syncFileSystem(of path: String) throws(DiskError) {
        try pass(.sync, path)
        let descriptor = path.withPath { Glibc.open($0, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw DiskError(.sync, path, errno: errno) }
        let result = transect_sync_file_system(descriptor)
        let reason = errno
        _ = Glibc.close(descriptor)
        guard result == 0 else { throw DiskError(.sync, path, errno: reason) }
    }
}
