import Files
import Glibc
import Observations

extension Archive {
    /// What copying one delivery came to.
    enum CopyResult {
        /// - Parameter mayHoldFiles: whether its first bytes are those of an archive of several files.
        case claimed(Digest, mayHoldFiles: Bool)
        /// It stays where it is, for the next run.
        case left(String)
    }

    /// Copies one delivery to `incoming` under its digest, reading it once through one descriptor.
    ///
    /// Nobody can make it copy a mixture: the file is opened without following links, and it is left for the next run
    /// where it is no longer what the scan saw, is open for writing, changed while it was read, or was replaced under
    /// its name.
    func copyIn(_ delivery: Delivery, from dropFolder: String) throws(DiskError) -> CopyResult {
        var source: FileReader
        do throws(DiskError) {
            source = try disk.open(delivery.path, beneath: dropFolder)
        } catch  where error.isOfOnePath {
            return .left("it could not be opened: \(error.reason); correct that, and it is taken next time")
        }
        let changed = CopyResult.left("it changed while it was being read; it is taken next time if it stays as it is")
        guard source.status.identity == delivery.identity else { return changed }
        guard !isBeingWritten(source) else {
            return .left("another program is still writing it; it is taken next time")
        }

        let temporary = store.incomingPath + "/" + Archive.unfinishedName
        let digest: Digest
        var first: [UInt8] = []
        if digestsBeside, delivery.identity.size >= Archive.largeFile {
            var copy = try disk.create(temporary)
            digest = try copyBytesDigestingBeside(of: &source, to: &copy, &first)
            try copy.close()
        } else {
            var copy = try disk.create(temporary, hashing: true)
            try copyBytes(of: &source, to: &copy, &first)
            digest = try copy.finish(syncing: false)
        }
        guard try source.currentStatus().identity == delivery.identity,
            try disk.status(dropFolder + "/" + delivery.path)?.identity == delivery.identity
        else {
            try disk.remove(temporary)
            return changed
        }

        _ = try keep(temporary, as: digest, originalPath: delivery.path)
        return .claimed(digest, mayHoldFiles: Archive.mayHoldFiles(first))
    }

    /// Whether some process still has the file open for writing. Asked again for half a second: a writer may be
    /// about to close it, and a process that is just starting another one holds its files twice for a moment.
    private func isBeingWritten(_ source: borrowing FileReader) -> Bool {
        for milliseconds: UInt32 in [5, 20, 75, 150, 250] {
            if !source.hasWriter { return false }
            usleep(milliseconds * 1_000)
        }
        return source.hasWriter
    }

    /// So many first bytes tell whether a file is an archive.
    private static let firstBytes = 512

    /// The one file in `incoming` that has no digest yet.
    static let unfinishedName = ".unfinished"

    /// From this size on a thread of its own is worth its while.
    private static let largeFile: Int64 = 8 << 20

    /// Copies with some buffers in turn: they are digested while others are filled and written.
    private func copyBytesDigestingBeside(
        of source: inout FileReader, to copy: inout FileWriter, _ first: inout [UInt8]
    ) throws(DiskError) -> Digest {
        let size = 512 << 10
        let pieces = 6
        let buffers = UnsafeMutableRawBufferPointer.allocate(byteCount: pieces * size, alignment: 4096)
        let digest = DigestBeside(pieces: pieces)
        defer {
            digest.wait()
            buffers.deallocate()
        }
        var round = 0
        while true {
            digest.makeRoom()
            let place = (round % pieces) * size
            let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffers[place..<place + size]))
            if count == 0 { return digest.finish() }
            let bytes = UnsafeRawBufferPointer(rebasing: buffers[place..<place + count])
            if round == 0 { first = Array(bytes.prefix(Archive.firstBytes)) }
            digest.add(bytes)
            try copy.write(bytes)
            round += 1
            if round % 32 == 0 { try copy.startWriteback() }
        }
    }

    private func copyBytes(
        of source: inout FileReader, to copy: inout FileWriter, _ first: inout [UInt8]
    ) throws(DiskError) {
        let size = Int(min(max(source.status.size, 4096), 1 << 20))
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 4096)
        defer { buffer.deallocate() }
        var sinceWriteback = 0
        while true {
            let count = try source.read(into: buffer)
            if count == 0 { return }
            if first.isEmpty { first = Array(buffer.prefix(min(count, Archive.firstBytes))) }
            try copy.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            sinceWriteback += count
            if sinceWriteback >= 16 << 20 {
                // The disk works while the digest is computed, so that the sync at the end has less to wait for.
                try copy.startWriteback()
                sinceWriteback = 0
            }
        }
    }
}
