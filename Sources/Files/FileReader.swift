import CPlatform
import Glibc

/// An open regular file, for reading.
package struct FileReader: ~Copyable, Sendable {
    /// What the kernel said when it was opened.
    package let status: FileStatus
    /// Its path, for messages.
    package let path: String
    let descriptor: Int32
    private let disk: Disk

    init(disk: Disk, path: String, descriptor: Int32, status: FileStatus) {
        self.disk = disk
        self.path = path
        self.descriptor = descriptor
        self.status = status
    }

    deinit { _ = Glibc.close(descriptor) }

    /// Puts the next bytes into `buffer` and says how many; 0 at the end. May give fewer than fit.
    package mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(DiskError) -> Int {
        try disk.pass(.read, path)
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR { throw DiskError(.read, path, errno: errno) }
        }
    }

    /// Puts the bytes at `offset` into `buffer` and says how many; fewer than fit only at the end of the file.
    package func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(DiskError) -> Int {
        try disk.pass(.read, path)
        var done = 0
        while done < buffer.count {
            let count = pread(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done, offset + done)
            if count == 0 { break }
            if count > 0 {
                done += count
            } else if errno != EINTR {
                throw DiskError(.read, path, errno: errno)
            }
        }
        return done
    }

    /// What the kernel says about the open file now.
    package func currentStatus() throws(DiskError) -> FileStatus {
        var raw = stat()
        guard fstat(descriptor, &raw) == 0 else { throw DiskError(.inspect, path, errno: errno) }
        return FileStatus(raw)
    }

    /// Whether some process of this machine has the file open for writing just now; `nil` where it cannot be told
    /// (another owner's file, a network file system).
    package var hasWriter: Bool? {
        switch transect_has_writer(descriptor) {
        case 0: false
        case 1: true
        default: nil
        }
    }
}

extension Disk {
    /// Opens a regular file for reading, without following a link and without ever waiting (a pipe is refused).
    package func open(_ path: String) throws(DiskError) -> FileReader {
        try pass(.open, path)
        let descriptor = path.withPath { Glibc.open($0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
        guard descriptor >= 0 else { throw DiskError(.open, path, errno: errno) }
        return try reader(over: descriptor, path: path)
    }

    /// Takes over an open descriptor; refuses what is no regular file.
    func reader(over descriptor: Int32, path: String) throws(DiskError) -> FileReader {
        var raw = stat()
        guard fstat(descriptor, &raw) == 0 else {
            let reason = errno
            _ = Glibc.close(descriptor)
            throw DiskError(.inspect, path, errno: reason)
        }
        let status = FileStatus(raw)
        guard status.kind == .regular else {
            _ = Glibc.close(descriptor)
            throw DiskError(.open, path, errno: status.kind == .directory ? EISDIR : ENXIO)
        }
        return FileReader(disk: self, path: path, descriptor: descriptor, status: status)
    }

    /// The first `limit` bytes of the file at `path`; links are followed, anything but a regular file is refused.
    package func read(_ path: String, upTo limit: Int = .max) throws(DiskError) -> [UInt8] {
        try pass(.open, path)
        let descriptor = path.withPath { Glibc.open($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }
        guard descriptor >= 0 else { throw DiskError(.open, path, errno: errno) }
        var reader = try reader(over: descriptor, path: path)
        var bytes: [UInt8] = []
        // One byte more than the size, so that the end is seen without another round. The size may change meanwhile.
        var room = min(Int(reader.status.size) + 1, limit)
        while room > 0 {
            let piece = try reader.readPiece(upTo: room)
            // Nearly always the whole file: then nothing is copied.
            if bytes.isEmpty { bytes = piece } else { bytes += piece }
            if piece.count < room { break }
            room = min(1 << 20, limit - bytes.count)
        }
        return bytes
    }
}

extension FileReader {
    /// The next `count` bytes, fewer only at the end of the file.
    fileprivate mutating func readPiece(upTo count: Int) throws(DiskError) -> [UInt8] {
        var failure: DiskError?
        let piece = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                do throws(DiskError) {
                    let rest = UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[filled...]))
                    let got = try read(into: rest)
                    if got == 0 { return }
                    filled += got
                } catch {
                    failure = error
                    return
                }
            }
        }
        if let failure { throw failure }
        return piece
    }
}
