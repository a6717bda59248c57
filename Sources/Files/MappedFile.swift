import Glibc

/// A whole file in the address space, for reading. Its pages are loaded when they are touched.
///
/// Only for files that nobody changes or shortens any more: touching a page behind a new end kills the process.
package final class MappedFile: Sendable {
    // Sendable though it is a pointer: the memory is never written, and it is unmapped only when the last owner is
    // gone.
    nonisolated(unsafe) private let base: UnsafeRawPointer?

    /// The file's size in bytes.
    package let count: Int

    init(base: UnsafeRawPointer?, count: Int) {
        self.base = base
        self.count = count
    }

    deinit {
        if let base { munmap(UnsafeMutableRawPointer(mutating: base), count) }
    }

    /// Calls `body` with the bytes, which must not leave it.
    @inline(__always)
    package func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(start: base, count: count))
    }

    /// Gives back the pages that were touched, so that a long history of look-ups does not fill the memory. They stay
    /// in the kernel's cache, and the next touch finds them there.
    package func release() {
        if let base { madvise(UnsafeMutableRawPointer(mutating: base), count, MADV_DONTNEED) }
    }
}

extension Disk {
    /// Maps the regular file at `path` for reading.
    package func map(_ path: String) throws(DiskError) -> MappedFile {
        try pass(.map, path)
        let reader = try open(path)
        let count = Int(reader.status.size)
        guard count > 0 else { return MappedFile(base: nil, count: 0) }
        let address = mmap(nil, count, PROT_READ, MAP_PRIVATE, reader.descriptor, 0)
        // MAP_FAILED is all bits set, a macro that Swift does not import.
        guard let address, UInt(bitPattern: address) != UInt.max else { throw DiskError(.map, path, errno: errno) }
        return MappedFile(base: UnsafeRawPointer(address), count: count)
    }
}
