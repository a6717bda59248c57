import CZlib
import Observations

/// zlib's state for one gzip file, which must stay at one address as long as it lives.
///
/// `@unchecked Sendable`: the pointers are reached through `read` alone, and one reader calls that.
final class InflateStream: @unchecked Sendable {
    private static let inputSize = 64 << 10
    /// Ratios are looked at once this many bytes have come out: short files may well be very even.
    private static let unsuspiciousSize = 10_000_000

    private let limits: ReadLimits
    private var base: any ByteSource
    private let stream: UnsafeMutablePointer<z_stream>
    private let input: UnsafeMutableRawBufferPointer
    private var state = State.fresh
    private var bytesIn = 0
    private var bytesOut = 0
    /// Whether zlib may have bytes that found no room, though it has taken all input.
    private var mayHoldMore = false
    /// Why there are no more bytes; told once all that came before have been given out, wherever the pieces end.
    private var failure: ReadError?

    private enum State { case fresh, inMember, betweenMembers, padding, done }

    init(_ base: any ByteSource, limits: ReadLimits) {
        self.base = base
        self.limits = limits
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        input = .allocate(byteCount: Self.inputSize, alignment: 16)
    }

    deinit {
        if state != .fresh { inflateEnd(stream) }
        stream.deinitialize(count: 1)
        stream.deallocate()
        input.deallocate()
    }

    /// Puts the next expanded bytes into `buffer`, 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadError) -> Int {
        if let failure { throw failure }
        let room = min(buffer.count, 1 << 30)
        guard room > 0, state != .done else { return 0 }
        if state == .fresh { try start() }
        stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: Bytef.self)
        stream.pointee.avail_out = uInt(room)
        do {
            while Int(stream.pointee.avail_out) == room, try advance() {}
        } catch {
            failure = error
            if Int(stream.pointee.avail_out) == room { throw error }
        }
        let count = room - Int(stream.pointee.avail_out)
        bytesOut += count
        try checkLimits()
        return count
    }

    /// Takes one step; false at a proper end.
    private func advance() throws(ReadError) -> Bool {
        if stream.pointee.avail_in == 0, !mayHoldMore, try !refill() { return false }
        switch state {
        case .betweenMembers: try beginMember()
        case .padding: try skipPadding()
        case .inMember: try inflateSome()
        case .fresh, .done: return false
        }
        return true
    }

    private func start() throws(ReadError) {
        // 15 + 16: the largest window, and a gzip header and trailer, which zlib then verifies.
        let code = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else {
            throw ReadError(.compression, "zlib cannot start (code \(code))", remedy: "Free some memory and try again.")
        }
        state = .inMember
    }

    /// Gets more compressed bytes; false at a proper end.
    private func refill() throws(ReadError) -> Bool {
        let count = try base.read(into: input)
        stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: Bytef.self)
        stream.pointee.avail_in = uInt(count)
        bytesIn += count
        if count > 0 { return true }
        if state == .inMember {
            throw ReadError(
                .truncated, "the compressed file ends in the middle", offset: UInt64(bytesIn),
                remedy: "Send the whole file again.")
        }
        state = .done
        return false
    }

    private func inflateSome() throws(ReadError) {
        let code = inflate(stream, Z_NO_FLUSH)
        mayHoldMore = stream.pointee.avail_out == 0
        switch code {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END:
            state = .betweenMembers
            mayHoldMore = false
        default:
            let problem: Wording =
                if let detail = stream.pointee.msg.map({ String(cString: $0) }) {
                    "the compressed data is damaged (\(detail))"
                } else {
                    "the compressed data is damaged"
                }
            throw ReadError(
                .compression, problem, offset: UInt64(place),
                remedy: "Compress the original file again and send it anew.")
        }
    }

    private func beginMember() throws(ReadError) {
        switch stream.pointee.next_in.pointee {
        case 0x1F:
            inflateReset(stream)
            state = .inMember
        case 0: state = .padding
        default: throw trailingBytes()
        }
    }

    private func skipPadding() throws(ReadError) {
        let rest = UnsafeBufferPointer(start: stream.pointee.next_in, count: Int(stream.pointee.avail_in))
        guard rest.allSatisfy({ $0 == 0 }) else { throw trailingBytes() }
        stream.pointee.avail_in = 0
    }

    private func trailingBytes() -> ReadError {
        ReadError(
            .compression, "there are bytes behind the end of the compressed data that do not belong to it",
            offset: UInt64(place), remedy: "Compress the original file again and send it anew.")
    }

    private func checkLimits() throws(ReadError) {
        if bytesOut > limits.expandedBytes {
            throw ReadError(
                .limit, "the file expands to more than \(limits.expandedBytes) bytes",
                remedy: "Send it in several smaller files.")
        }
        if bytesOut > Self.unsuspiciousSize, bytesOut / limits.expansionRatio > place {
            throw ReadError(
                .limit,
                "the file expands to more than \(limits.expansionRatio) times its size, as a decompression bomb does",
                remedy: "If it is what it should be, send it uncompressed.")
        }
    }

    /// How many compressed bytes have been used.
    private var place: Int { bytesIn - Int(stream.pointee.avail_in) }
}
