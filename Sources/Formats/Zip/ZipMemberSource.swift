import CZlib
import Observations

/// The expanded bytes of one member of a ZIP archive. Copies share one stream: only one of them may be read.
struct ZipMemberSource: ByteSource {
    private let stream: ZipMemberStream

    /// The member `entry` of `archive`, whose compressed bytes begin at `start`.
    init(_ entry: ZipEntry, _ archive: any RandomAccessSource, at start: Int) {
        stream = ZipMemberStream(entry, archive, at: start)
    }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadError) -> Int {
        try stream.read(into: buffer)
    }
}

/// zlib's state for one member, which must stay at one address as long as it lives.
///
/// `@unchecked Sendable`: the pointers are reached through `read` alone, and one reader calls that.
private final class ZipMemberStream: @unchecked Sendable {
    private static let pieceSize = 64 << 10

    private let entry: ZipEntry
    private let archive: any RandomAccessSource
    private let end: Int
    private let stream: UnsafeMutablePointer<z_stream>
    private var isStarted = false
    private var isDone = false
    private var piece: [UInt8] = []
    /// Where the bytes behind `piece` begin.
    private var offset: Int
    /// How many bytes of `piece` have been used.
    private var used = 0
    private var produced = 0
    private var checksum: UInt = 0

    init(_ entry: ZipEntry, _ archive: any RandomAccessSource, at start: Int) {
        self.entry = entry
        self.archive = archive
        offset = start
        end = start + entry.compressedSize
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
    }

    deinit {
        if isStarted { inflateEnd(stream) }
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    /// Puts the next bytes into `buffer`, 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadError) -> Int {
        let room = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, 1 << 30)])
        guard !room.isEmpty, !isDone else { return 0 }
        let count = try entry.method == ZipEntry.stored ? copy(into: room) : inflateSome(into: room)
        produced += count
        guard produced <= entry.size else { throw disagrees("is larger than the archive says") }
        checksum = crc32(checksum, room.baseAddress?.assumingMemoryBound(to: Bytef.self), uInt(count))
        if isDone { try finish() }
        return count
    }

    private func copy(into buffer: UnsafeMutableRawBufferPointer) throws(ReadError) -> Int {
        if used == piece.count { try refill() }
        let count = min(buffer.count, piece.count - used)
        piece.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[used..<used + count])) }
        used += count
        isDone = used == piece.count && offset == end
        return count
    }

    private func inflateSome(into buffer: UnsafeMutableRawBufferPointer) throws(ReadError) -> Int {
        if !isStarted {
            // A negative size: bare deflate, without the header and trailer of zlib or gzip.
            guard inflateInit2_(stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
                throw ReadError(.compression, "zlib cannot start", remedy: "Free some memory and try again.")
            }
            isStarted = true
        }
        stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: Bytef.self)
        stream.pointee.avail_out = uInt(buffer.count)
        while stream.pointee.avail_out == uInt(buffer.count), !isDone {
            if used == piece.count { try refill() }
            let isCut = used == piece.count
            let code = piece.withUnsafeMutableBufferPointer { bytes -> Int32 in
                stream.pointee.next_in = bytes.baseAddress.map { $0 + used }
                stream.pointee.avail_in = uInt(bytes.count - used)
                let code = inflate(stream, Z_NO_FLUSH)
                used = bytes.count - Int(stream.pointee.avail_in)
                return code
            }
            switch code {
            case Z_STREAM_END: isDone = true
            case Z_OK, Z_BUF_ERROR:
                if isCut, stream.pointee.avail_out == uInt(buffer.count) { throw disagrees("ends too early") }
            default: throw disagrees("is damaged")
            }
        }
        return buffer.count - Int(stream.pointee.avail_out)
    }

    private func refill() throws(ReadError) {
        let count = min(Self.pieceSize, end - offset)
        piece = try archive.bytes(at: offset, count: count)
        offset += count
        used = 0
    }

    /// Verifies what is known once all bytes have been read.
    private func finish() throws(ReadError) {
        guard produced == entry.size else { throw disagrees("is smaller than the archive says") }
        guard checksum == UInt(entry.checksum) else { throw disagrees("is damaged: its checksum is another") }
        guard used == piece.count, offset == end else { throw disagrees("has bytes behind its end") }
        guard entry.hasDescriptor else { return }
        let descriptor = try archive.bytes(at: end, count: min(8, archive.size - end))
        let first = descriptor.little32(at: 0)
        let isMarked = first == ZipSignature.dataDescriptor && descriptor.little32(at: 4) == Int(entry.checksum)
        guard isMarked || first == Int(entry.checksum) else { throw disagrees("ends in another checksum") }
    }

    private func disagrees(_ how: Wording) -> ReadError {
        isDone = true
        return ReadError(
            .compression, "the member “\(ArchiveName.shown(entry.name))” of the ZIP archive \(how)",
            remedy: "Make the archive anew, and send it again.")
    }
}
