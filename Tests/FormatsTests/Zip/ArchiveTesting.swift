import Formats

/// What the tests of archives share.
enum ArchiveTesting {
    /// All bytes of a source, taken in pieces of a size.
    static func bytes(_ source: any ByteSource, piece: Int = 10_000) throws(ReadError) -> [UInt8] {
        var source = source
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: piece)
        while true {
            let count = try buffer.withUnsafeMutableBufferPointer { bytes throws(ReadError) in
                try source.read(into: UnsafeMutableRawBufferPointer(bytes))
            }
            if count == 0 { return result }
            result += buffer[..<count]
        }
    }

    /// Names and contents of all members, as text.
    static func read(
        _ archive: consuming some ArchiveReader, piece: Int = 10_000
    ) throws(ReadError) -> [(name: String, text: String)] {
        var archive = archive
        var result: [(String, String)] = []
        while let member = try archive.next() {
            let bytes = try bytes(member.open(), piece: piece)
            result.append((member.name, String(decoding: bytes, as: UTF8.self)))
        }
        return result
    }

    /// The error of a closure, if it ends in one.
    static func error(_ body: () throws(ReadError) -> Void) -> ReadError? {
        do {
            try body()
            return nil
        } catch {
            return error
        }
    }

    /// Gives its first bytes; then the disk fails.
    struct FailingDisk: ByteSource {
        private var bytes: ArraySource
        private var left: Int

        init(_ bytes: [UInt8], after count: Int) {
            self.bytes = ArraySource(Array(bytes.prefix(count)))
            left = count
        }

        mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadError) -> Int {
            guard left > 0 else { throw ReadError(.disk, "it cannot be read", remedy: "Check the disk.") }
            let count = bytes.read(into: buffer)
            left -= count
            return count
        }
    }

    /// Counts the bytes that are asked for, and can claim to be larger than it is (a file with a hole at its start).
    final class Counting: RandomAccessSource, @unchecked Sendable {
        let file: [UInt8]
        private(set) var asked = 0

        init(_ file: [UInt8]) { self.file = file }

        var size: Int { file.count }

        func bytes(at offset: Int, count: Int) throws(ReadError) -> [UInt8] {
            asked += count
            return try file.bytes(at: offset, count: count)
        }
    }
}
