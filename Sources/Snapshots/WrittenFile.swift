import Files
import Observations

/// A file of a snapshot: where it lies below the version's folder, how long it is, and what its bytes are.
package struct WrittenFile: Sendable, Equatable {
    /// Its path below the version's folder.
    package let path: String
    /// Its SHA-256.
    package let digest: Digest
    /// Its length in bytes.
    package let size: Int
}

/// A file of a draft that is being written: hashed and written in pieces that stay in the processor's cache.
struct DraftFile: ~Copyable {
    private let path: String
    private var writer: FileWriter
    /// The digest, where another thread works it out; else the writer does.
    private let beside: DigestBeside?
    private var sinceWriteback = 0
    /// At least what `FileWriter` passes straight through to the kernel.
    private static let pieceSize = 512 << 10

    /// - Parameter digestsBeside: Whether another thread works out the digest.
    init(_ path: String, in folder: String, disk: Disk, digestsBeside: Bool = false) throws(DiskError) {
        self.path = path
        writer = try disk.create(folder + "/" + path, hashing: !digestsBeside)
        beside = digestsBeside ? DigestBeside(pieces: 2) : nil
    }

    /// Adds bytes.
    mutating func write(_ bytes: [UInt8]) throws(DiskError) {
        beside?.add(bytes)
        var failure: DiskError?
        bytes.withUnsafeBytes { bytes in
            var start = 0
            while start < bytes.count, failure == nil {
                let end = min(start + Self.pieceSize, bytes.count)
                do throws(DiskError) {
                    try writer.write(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
                } catch {
                    failure = error
                }
                start = end
            }
        }
        if let failure { throw failure }
        sinceWriteback += bytes.count
        if sinceWriteback >= 16 << 20 {
            // The disk works while the next rows are made, so that the sync at the end has less to wait for.
            try writer.startWriteback()
            sinceWriteback = 0
        }
    }

    /// Brings the file to safety.
    consuming func finish() throws(DiskError) -> WrittenFile {
        let (path, size, beside) = (path, Int(writer.count), beside)
        guard let beside else { return WrittenFile(path: path, digest: try writer.finish(), size: size) }
        try writer.sync()
        try writer.close()
        return WrittenFile(path: path, digest: beside.finish(), size: size)
    }
}
