import Files
import Formats
import Observations

/// A file of the store as bytes for a reader. A value: a copy reads on by itself.
package struct FileSource: ByteSource {
    private let file: OpenFile
    private var offset = 0

    /// The file's size in bytes.
    package var size: Int { file.size }

    /// A source at the start of an open file.
    package init(_ reader: consuming FileReader) { file = OpenFile(reader) }

    package mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadError) -> Int {
        let count = try file.read(at: offset, into: buffer)
        offset += count
        return count
    }
}

/// Any place of the same file, whatever has been read of it: ZIP archives and workbooks need that.
extension FileSource: RandomAccessSource {
    package func bytes(at offset: Int, count: Int) throws(ReadError) -> [UInt8] {
        try FileRange(file).bytes(at: offset, count: count)
    }
}

/// A file of the store as bytes at any place, for a Parquet reader.
package struct FileRange: RandomAccessSource {
    private let file: OpenFile

    package var size: Int { file.size }

    /// A source over an open file.
    package init(_ reader: consuming FileReader) { file = OpenFile(reader) }

    fileprivate init(_ file: OpenFile) { self.file = file }

    package func bytes(at offset: Int, count: Int) throws(ReadError) -> [UInt8] {
        guard offset >= 0, count >= 0, offset <= size - count else {
            throw ReadError(
                .truncated, "\(file.path) ends before byte \(end(at: offset, count: count))",
                remedy: "Restore the store from a backup, and check the disk.")
        }
        var failure: ReadError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            do throws(ReadError) {
                initialized = try file.read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        guard bytes.count == count else {
            throw ReadError(
                .truncated, "\(file.path) became shorter while it was read",
                remedy: "Restore the store from a backup, and check the disk.")
        }
        return bytes
    }
}

/// Shares one descriptor among copies of a source.
private final class OpenFile: Sendable {
    private let reader: FileReader

    init(_ reader: consuming FileReader) { self.reader = reader }

    var size: Int { Int(reader.status.size) }
    var path: String { reader.path }

    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(ReadError) -> Int {
        do throws(DiskError) {
            return try reader.read(at: offset, into: buffer)
        } catch {
            throw ReadError(
                .disk, "Could not read \(error.path): \(error.reason)",
                remedy: Wording(verbatim: error.remedy))
        }
    }
}
