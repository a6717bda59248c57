import ArchiveWriters
import Formats
import Testing

@Suite("Decompression bombs") struct BombTests {
    /// Counts the bytes that were read.
    private final class Counter: ByteSource, RandomAccessSource, @unchecked Sendable {
        private let bytes: [UInt8]
        private var offset = 0
        private(set) var read = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        var size: Int { bytes.count }

        func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadError) -> Int {
            let count = min(buffer.count, bytes.count - offset)
            buffer.copyBytes(from: bytes[offset..<offset + count])
            offset += count
            read += count
            return count
        }

        func bytes(at offset: Int, count: Int) throws(ReadError) -> [UInt8] {
            read += count
            return try bytes.bytes(at: offset, count: count)
        }
    }

    private static let million: [UInt8] = [UInt8](repeating: 0x20, count: 1_000_000)

    private static let names = ["a.csv.gz", "a.json.gz", "a.xml.gz", "a.tar.gz", "a.xlsx"]

    /// A compressed file of 20 GB, made of equal members, or a workbook with a sheet of 60 MB.
    private static func bomb(_ name: String) -> [UInt8] {
        if name == "a.xlsx" { return WorkbookWriter.bytes("<row><c>" + String(repeating: " ", count: 60_000_000)) }
        var tar = TarWriter()
        tar.add("a.csv", "", size: 8_000_000_000)
        let starts = ["a.json.gz": Array("[{\"a\": \"".utf8), "a.xml.gz": Array("<r><o>".utf8), "a.tar.gz": tar.blocks]
        var file = Compression.gzip(starts[name] ?? [])
        let member = Compression.gzip(million)
        for _ in 0..<20_000 { file += member }
        return file
    }

    @Test("Each is refused within the first megabyte that is read of it", arguments: names)
    func refused(name: String) {
        let bytes = Self.bomb(name)
        let source = Counter(bytes)
        let error = ArchiveTesting.error { () throws(ReadError) in
            if var archive = try openArchive(source) {
                while let member = try archive.next() { _ = try ArchiveTesting.bytes(member.open()) }
            } else {
                let source = Counter(bytes)
                var reader = try openRecords(source, name: name, options: FormatOptions(), submission: 1)
                defer { #expect(source.read < 1_000_000) }
                while try reader.next() != nil {}
            }
        }
        #expect(error?.kind == .limit, "\(String(describing: error))")
        #expect(source.read < 1_000_000, "\(source.read) of \(bytes.count) bytes were read")
    }
}
