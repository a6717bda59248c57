import CPlatform
import Glibc

/// A lock that nobody else has, until the value is gone or the process ends.
package struct FileLock: ~Copyable, Sendable {
    private let descriptor: Int32

    init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { _ = Glibc.close(descriptor) }

    /// Gives the lock back. Not calling it holds the lock to the end of the value's scope.
    package consuming func release() {}
}

extension Disk {
    /// Takes the lock on the file at `path`, which is made if it is not there (flock, not inherited by children).
    ///
    /// - Returns: `nil` where another process holds it.
    package func lock(_ path: String) throws(DiskError) -> FileLock? {
        try pass(.lock, path)
        let descriptor = path.withPath { Glibc.open($0, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644) }
        guard descriptor >= 0 else { throw DiskError(.lock, path, errno: errno) }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let reason = errno
            if reason == EINTR { continue }
            _ = Glibc.close(descriptor)
            if reason == EWOULDBLOCK { return nil }
            throw DiskError(.lock, path, errno: reason)
        }
        return FileLock(descriptor: descriptor)
    }
}
