import Files
import Formats
import Glibc
import Observations

extension Archive {
    /// What copying one delivery came to.
    enum CopyResult {
        /// - Parameter mayHoldFiles: whether its first bytes are those of an archive of several files.
        case claimed(Digest, mayHoldFiles: Bool)
        /// It stays where it is until somebody has done something.
        case left(String)
        /// It stays where it is, for the next run.
        case waits(WaitingReason)
    }

    /// Copies one delivery to `incoming` under its digest, reading it once through one descriptor.
    ///
    /// Nobody can make it copy a mixture: the file is opened without following links, and it is left for the next run
    /// where it is no longer what the scan saw, is open for writing, changed while it was read, was replaced under its
    /// name, or is not what its condition asks for.
    func copyIn(_ delivery: Delivery, from dropFolder: String) throws(DiskError) -> CopyResult {
        var source: FileReader
        do throws(DiskError) {
            source = try disk.open(delivery.path, beneath: dropFolder)
        } catch  where error.isOfOnePath {
            return .left("it could not be opened: \(error.reason); correct that, and it is taken next time")
        }
        // Bytes that are what their sender says are complete, whoever has the file open.
        if delivery.condition.digest == nil {
            switch isBeingWritten(source) {
            case true: return .waits(WaitingReason(.writing))
            case nil: if let reason = delivery.condition.unlessTold { return .waits(reason) }
            default: break
            }
        }
        let changed = CopyResult.waits(WaitingReason(.changing))
        guard source.status.identity == delivery.identity else { return changed }

        let temporary = store.incomingPath + "/" + Archive.unfinishedName
        var seen = SeenBytes(
            ending: delivery.condition.ending.map {
                FileEnding(name: delivery.path, options: $0, size: delivery.identity.size)
            })
        let digest: Digest
        if digestsBeside, delivery.identity.size >= Archive.largeFile {
            var copy = try disk.create(temporary)
            digest = try copyBytesDigestingBeside(of: &source, to: &copy, &seen)
            try copy.close()
        } else {
            var copy = try disk.create(temporary, hashing: true)
            try copyBytes(of: &source, to: &copy, &seen)
            digest = try copy.finish(syncing: false)
        }
        guard try source.currentStatus().identity == delivery.identity,
            try disk.status(dropFolder + "/" + delivery.path)?.identity == delivery.identity
        else {
            try disk.remove(temporary)
            return changed
        }
        if let reason = delivery.condition.reasonToWait(digest, seen.ending) {
            try disk.remove(temporary)
            return .waits(reason)
        }

        _ = try keep(temporary, as: digest, originalPath: delivery.path)
        return .claimed(digest, mayHoldFiles: Archive.mayHoldFiles(seen.first))
    }

    /// Whether some process still has the file open for writing; `nil` where that cannot be told. Asked again for half a
    /// second: a writer may be about to close it, and a process that is just starting another one holds its files twice
    /// for a moment.
    private func isBeingWritten(_ source: borrowing FileReader) -> Bool? {
        for milliseconds: UInt32 in [5, 20, 75, 150, 250] {
            guard source.hasWriter == true else { return source.hasWriter }
            usleep(milliseconds * 1_000)
        }
        return source.hasWriter
    }

    /// The one file in `incoming` that has no digest yet.
    static let unfinishedName = ".unfinished"

    /// From this size on a thread of its own is worth its while.
    private static let largeFile: Int64 = 8 << 20

    /// Copies with some buffers in turn: they are digested while others are filled and written.
    private func copyBytesDigestingBeside(
        of source: inout FileReader, to copy: inout FileWriter, _ seen: inout SeenBytes
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
            // What grows while it is read is not taken, so that the rest of it need not be copied.
            if count == 0 || copy.count > source.status.size { return digest.finish() }
            let bytes = UnsafeRawBufferPointer(rebasing: buffers[place..<place + count])
            digest.add(bytes)
            seen.add(bytes)
            try copy.write(bytes)
            round += 1
            if round % 32 == 0 { try copy.startWriteback() }
        }
    }

    private func copyBytes(
        of source: inout FileReader, to copy: inout FileWriter, _ seen: inout SeenBytes
    ) throws(DiskError) {
        let size = Int(min(max(source.status.size, 4096), 1 << 20))
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 4096)
        defer { buffer.deallocate() }
        var sinceWriteback = 0
        while true {
            let count = try source.read(into: buffer)
            if count == 0 || copy.count > source.status.size { return }
            let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
            seen.add(bytes)
            try copy.write(bytes)
            sinceWriteback += count
            if sinceWriteback >= 16 << 20 {
                // The disk works while the digest is computed, so that the sync at the end has less to wait for.
                try copy.startWriteback()
                sinceWriteback = 0
            }
        }
    }
}

extension ClaimCondition {
    /// Why a file that was copied is not taken yet; `nil` where it is what it should be.
    fileprivate func reasonToWait(_ copied: Digest, _ ending: FileEnding?) -> WaitingReason? {
        if let digest, digest != copied { return WaitingReason(.checksum) }
        return ending?.missing().map { WaitingReason(.ending, $0) }
    }
}

/// What is kept of the bytes that are copied: how the file begins, and how it ends.
private struct SeenBytes {
    /// So many first bytes tell whether a file is an archive.
    private static let firstBytes = 512

    private(set) var first: [UInt8] = []
    private(set) var ending: FileEnding?

    init(ending: FileEnding?) { self.ending = ending }

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        if first.isEmpty { first = Array(bytes.prefix(SeenBytes.firstBytes)) }
        ending?.add(bytes)
    }
}
