/// Where the bytes of a file come from, a piece at a time.
package protocol ByteSource: Sendable {
    /// Puts the next bytes into `buffer` and says how many; 0 at the end. May give fewer than fit.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadError) -> Int
}

/// Bytes that are already in memory, given out in pieces of `chunk` bytes, so that tests can cut anywhere.
package struct ArraySource: ByteSource {
    private let bytes: [UInt8]
    private let chunk: Int
    private var offset = 0

    /// A source over `bytes`.
    package init(_ bytes: [UInt8], chunk: Int = .max) {
        self.bytes = bytes
        self.chunk = chunk
    }

    package mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, chunk, bytes.count - offset)
        bytes.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + count])) }
        offset += count
        return count
    }
}

/// Bytes at any place of a file: what readers of Parquet, ZIP archives and workbooks need.
package protocol RandomAccessSource: Sendable {
    /// The file's size in bytes.
    var size: Int { get }
    /// The `count` bytes at `offset`.
    func bytes(at offset: Int, count: Int) throws(ReadError) -> [UInt8]
}

extension RandomAccessSource {
    /// Where a range ends that a file does not have, for the sentence about it: places come from files, and their sum
    /// may be larger than any number.
    package func end(at offset: Int, count: Int) -> Int {
        let (end, overflows) = offset.addingReportingOverflow(count)
        return overflows ? .max : end
    }
}

extension ArraySource: RandomAccessSource {
    package var size: Int { bytes.count }

    package func bytes(at offset: Int, count: Int) throws(ReadError) -> [UInt8] {
        try bytes.bytes(at: offset, count: count)
    }
}

/// A whole file in memory.
extension [UInt8]: RandomAccessSource {
    package var size: Int { count }

    package func bytes(at offset: Int, count: Int) throws(ReadError) -> [UInt8] {
        guard offset >= 0, count >= 0, offset <= self.count - count else {
            throw ReadError(
                .truncated, "the file ends before byte \(end(at: offset, count: count))",
                remedy: "Send the whole file again.")
        }
        return Array(self[offset..<offset + count])
    }
}
