import CPlatform
import Glibc
import Observations

/// A file being written: collects small writes, counts and on wish digests its bytes.
///
/// What was written is in the file after `flush`, `sync`, `finish` or `close`, and safe from power loss after `sync`.
/// A writer that is dropped without `close` or `finish` leaves an incomplete file behind.
package struct FileWriter: ~Copyable, Sendable {
    /// Its path, for messages.
    package let path: String
    /// How many bytes have been given to it.
    package private(set) var count: Int64 = 0
    private let disk: Disk
    private var descriptor: Int32
    private var buffer: [UInt8] = []
    private var hasher: SHA256Hasher?

    /// Small writes are collected up to this size; larger ones go straight through.
    private static let bufferSize = 256 << 10

    init(disk: Disk, path: String, descriptor: Int32, hashing: Bool) {
        self.disk = disk
        self.path = path
        self.descriptor = descriptor
        hasher = hashing ? SHA256Hasher() : nil
    }

    deinit {
        if descriptor >= 0 { _ = Glibc.close(descriptor) }
    }

    /// Adds bytes.
    package mutating func write(_ bytes: UnsafeRawBufferPointer) throws(DiskError) {
        count += Int64(bytes.count)
        if buffer.count + bytes.count > FileWriter.bufferSize { try flush() }
        if bytes.count >= FileWriter.bufferSize {
            try put(bytes)
        } else {
            buffer.append(contentsOf: bytes)
        }
    }

    /// Adds bytes.
    package mutating func write(_ bytes: [UInt8]) throws(DiskError) {
        var failure: DiskError?
        bytes.withUnsafeBytes { bytes in
            do throws(DiskError) { try write(bytes) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    /// Adds the UTF-8 bytes of a text.
    package mutating func write(_ text: String) throws(DiskError) {
        try write(Array(text.utf8))
    }

    /// Hands all collected bytes to the kernel.
    package mutating func flush() throws(DiskError) {
        guard !buffer.isEmpty else { return }
        // Taken out while it is written and put back empty, so that its memory is used again.
        var bytes: [UInt8] = []
        swap(&bytes, &buffer)
        var failure: DiskError?
        bytes.withUnsafeBytes { bytes in
            do throws(DiskError) { try put(bytes) } catch { failure = error }
        }
        bytes.removeAll(keepingCapacity: true)
        swap(&bytes, &buffer)
        if let failure { throw failure }
    }

    /// Lets the disk begin with what has been written, so that a later sync finds most of the work done. No promise.
    package mutating func startWriteback() throws(DiskError) {
        try flush()
        _ = transect_start_writeback(descriptor)
    }

    /// Brings the file's bytes to the disk. A failure is final: the kernel may have dropped the bytes, so trying again
    /// could falsely succeed.
    package mutating func sync() throws(DiskError) {
        try flush()
        try disk.pass(.sync, path)
        guard fsync(descriptor) == 0 else { throw DiskError(.sync, path, errno: errno) }
    }

    /// Closes the file.
    package consuming func close() throws(DiskError) {
        try flush()
        try disk.pass(.close, path)
        let closing = descriptor
        descriptor = -1
        guard Glibc.close(closing) == 0 else { throw DiskError(.close, path, errno: errno) }
    }

    /// Closes the file, safe from power loss if `syncing`, and gives the digest of all bytes.
    ///
    /// - Precondition: The file was created with `hashing: true`.
    package consuming func finish(syncing: Bool = true) throws(DiskError) -> Digest {
        if syncing { try sync() } else { try flush() }
        guard let hasher else { preconditionFailure("The writer for \(path) does not keep a digest") }
        try close()
        return hasher.finish()
    }

    /// Writes all of `bytes`, however many calls the kernel needs.
    private mutating func put(_ bytes: UnsafeRawBufferPointer) throws(DiskError) {
        hasher?.update(bytes)
        switch disk.verdict(.write) {
        case .proceed: break
        case .kill:
            try? putAll(UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count / 2)]))
            FaultPlan.killProcess()
        case .fail(let errno, let isFirst):
            if isFirst { try? putAll(UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count / 2)])) }
            throw DiskError(.write, path, errno: errno)
        }
        try putAll(bytes)
    }

    private func putAll(_ bytes: UnsafeRawBufferPointer) throws(DiskError) {
        var done = 0
        while done < bytes.count {
            let written = Glibc.write(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
            if written > 0 {
                done += written
            } else if written == 0 || errno != EINTR {
                throw DiskError(.write, path, errno: written == 0 ? ENOSPC : errno)
            }
        }
    }
}

extension Disk {
    /// Makes a new file, which must not exist yet.
    ///
    /// - Parameters:
    ///   - hashing: Whether a SHA-256 runs along, for `finish`.
    ///   - mode: Permissions before the umask.
    package func create(_ path: String, hashing: Bool = false, mode: UInt32 = 0o644) throws(DiskError) -> FileWriter {
        try pass(.create, path)
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        let descriptor = path.withPath { Glibc.open($0, flags, mode_t(mode)) }
        guard descriptor >= 0 else { throw DiskError(.create, path, errno: errno) }
        return FileWriter(disk: self, path: path, descriptor: descriptor, hashing: hashing)
    }

    /// Opens a file for adding at its end; it is made if it is not there.
    package func append(to path: String) throws(DiskError) -> FileWriter {
        try pass(.create, path)
        let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW
        let descriptor = path.withPath { Glibc.open($0, flags, 0o644) }
        guard descriptor >= 0 else { throw DiskError(.create, path, errno: errno) }
        return FileWriter(disk: self, path: path, descriptor: descriptor, hashing: false)
    }
}
