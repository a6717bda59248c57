/// Where a reader of a tar archive is: between members, or in one.
///
/// `@unchecked Sendable`: an archive and the member that it gave out last are read by one task.
final class TarStream: @unchecked Sendable {
    private var base: any ByteSource
    /// How many bytes have been read.
    private(set) var offset = 0
    /// The number of the current member.
    private(set) var member = 0
    /// How many bytes of the current member have not been read, and how much padding is behind them.
    private var left = 0
    private var padding = 0
    private var isOpened = false

    /// Programs fill an archive up to a whole number of tape blocks, which are seldom larger than 10 KiB.
    private static let longestTail = 16 << 20

    init(_ base: any ByteSource) { self.base = base }

    /// The next header block. What is left of the current member is passed over.
    func nextBlock() throws(ReadError) -> [UInt8] {
        try pass(left + padding)
        (left, padding) = (0, 0)
        return try exactly(TarHeader.blockSize)
    }

    /// The bytes of a member that describes the one behind it, with their padding.
    func bytes(_ count: Int) throws(ReadError) -> [UInt8] {
        let bytes = try exactly(count)
        try pass(Self.padding(count))
        return bytes
    }

    /// Begins the next member.
    func begin(size: Int) {
        member += 1
        left = size
        padding = Self.padding(size)
        isOpened = false
    }

    /// The bytes of a member, which must be the current one.
    func open(_ number: Int) throws(ReadError) -> any ByteSource {
        guard number == member, !isOpened else {
            throw ReadError(
                .disk, "a member of a tar archive was opened again, or after the next one",
                remedy: "This is a mistake in Transect. Please report it.")
        }
        isOpened = true
        return TarMemberSource(self, number)
    }

    /// Puts the next bytes of a member into `buffer`.
    func read(_ number: Int, into buffer: UnsafeMutableRawBufferPointer) throws(ReadError) -> Int {
        guard number == member else {
            throw ReadError(
                .disk, "a member of a tar archive was read after the next one was asked for",
                remedy: "This is a mistake in Transect. Please report it.")
        }
        guard left > 0, !buffer.isEmpty else { return 0 }
        let count = try base.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, left)]))
        guard count > 0 else { throw TarProblem.truncated(at: offset) }
        left -= count
        offset += count
        return count
    }

    /// Reads what is behind the last member: nothing but zeros, so that the end of a compressed file is verified too.
    func finish() throws(ReadError) {
        let end = offset
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = try base.fill(&piece)
            if count == 0 { return }
            guard piece[..<count].allSatisfy({ $0 == 0 }) else {
                throw TarProblem.damaged("it goes on behind its end", at: offset)
            }
            offset += count
            guard offset - end <= Self.longestTail else {
                throw TarProblem.damaged("more than \(Self.longestTail) zeros follow its end", at: end)
            }
        }
    }

    private static func padding(_ size: Int) -> Int { -size & (TarHeader.blockSize - 1) }

    private func exactly(_ count: Int) throws(ReadError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let filled = try base.fill(&bytes)
        offset += filled
        guard filled == count else { throw TarProblem.truncated(at: offset) }
        return bytes
    }

    private func pass(_ count: Int) throws(ReadError) {
        guard count > 0 else { return }
        var piece = [UInt8](repeating: 0, count: min(count, 64 << 10))
        var rest = count
        while rest > 0 {
            let got = try piece.withUnsafeMutableBufferPointer { bytes throws(ReadError) in
                try base.read(
                    into: UnsafeMutableRawBufferPointer(
                        UnsafeMutableBufferPointer(rebasing: bytes[..<min(rest, bytes.count)])))
            }
            guard got > 0 else { throw TarProblem.truncated(at: offset) }
            rest -= got
            offset += got
        }
    }
}

/// The bytes of one member of a tar archive.
private struct TarMemberSource: ByteSource {
    private let stream: TarStream
    private let member: Int

    init(_ stream: TarStream, _ member: Int) {
        self.stream = stream
        self.member = member
    }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadError) -> Int {
        try stream.read(member, into: buffer)
    }
}
