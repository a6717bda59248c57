import ArchiveWriters
import Formats
import Testing

@Suite("Files compressed with gzip")
struct GzipSourceTests {
    private func expand(_ bytes: [UInt8], chunk: Int = .max, limits: ReadLimits = ReadLimits()) throws -> [UInt8] {
        var source = GzipSource(ArraySource(bytes, chunk: chunk), limits: limits)
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 100_000)
        while true {
            let count = try buffer.withUnsafeMutableBufferPointer { try source.read(into: .init($0)) }
            if count == 0 { return result }
            result += buffer[..<count]
        }
    }

    private let sample = Array(String(repeating: "Pica pica,2026-05-01,3\n", count: 5_000).utf8)

    @Test("One member, several members, empty members and padding give all bytes", arguments: [1, 7, 1_000, .max])
    func members(chunk: Int) throws {
        let one = Compression.gzip(sample)
        #expect(try expand(one, chunk: chunk) == sample)
        let empty = Compression.gzip([])
        #expect(try expand(one + empty + one + empty, chunk: chunk) == sample + sample)
        #expect(try expand(one + [0, 0, 0], chunk: chunk) == sample)
        #expect(try expand(empty, chunk: chunk) == [])
    }

    @Test("A file that ends early is truncated, wherever it is cut")
    func truncated() throws {
        let whole = Compression.gzip(Array("a,b\n1,2\n".utf8))
        for length in 0..<whole.count {
            let error = #expect(throws: ReadError.self) { try expand(Array(whole[..<length])) }
            #expect(error?.kind == .truncated)
        }
    }

    @Test("A wrong checksum, a wrong length and foreign bytes behind the end are errors")
    func damaged() throws {
        let whole = Compression.gzip(sample)
        for place in [whole.count - 8, whole.count - 1, whole.count / 2, 0] {
            var bytes = whole
            bytes[place] ^= 0x55
            let error = #expect(throws: ReadError.self) { try expand(bytes) }
            #expect(error?.kind == .compression, "byte \(place)")
        }
        for garbage in [Array("garbage".utf8), [0, 0, 1], [0x1F, 0x00]] {
            let error = #expect(throws: ReadError.self) { try expand(whole + garbage) }
            #expect(error?.kind == .compression)
        }
    }

    @Test("What came before the damage has been given out")
    func givesOutWhatIsThere() throws {
        let whole = Compression.gzip(sample)
        var source = GzipSource(ArraySource(whole + Array("x".utf8)), limits: ReadLimits())
        var buffer = [UInt8](repeating: 0, count: sample.count)
        var count = 0
        while count < sample.count {
            count += try buffer.withUnsafeMutableBufferPointer {
                try source.read(into: .init(UnsafeMutableBufferPointer(rebasing: $0[count...])))
            }
        }
        #expect(buffer == sample)
        #expect(throws: ReadError.self) {
            try buffer.withUnsafeMutableBufferPointer { try source.read(into: .init($0)) }
        }
    }

    @Test(
        "As much comes before the damage whatever the pieces are and however little is asked for",
        arguments: [1, 61, 1_000, .max], [7, 4_096, 100_000])
    func givesOutTheSame(chunk: Int, room: Int) throws {
        var wrongChecksum = Compression.gzip(sample)
        wrongChecksum[wrongChecksum.count - 6] ^= 1
        let cut = Array(Compression.gzip(sample).dropLast(6))
        for (bytes, kind) in [(wrongChecksum, ReadError.Kind.compression), (cut, .truncated)] {
            var source = GzipSource(ArraySource(bytes, chunk: chunk), limits: ReadLimits())
            var found: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: room)
            let error = #expect(throws: ReadError.self) {
                while true {
                    let count = try buffer.withUnsafeMutableBufferPointer { try source.read(into: .init($0)) }
                    found += buffer[..<count]
                }
            }
            #expect(error?.kind == kind)
            #expect(found == sample)
        }
    }

    @Test("A decompression bomb is stopped by ratio and by size")
    func bomb() throws {
        let bomb = Compression.gzip([UInt8](repeating: 0x61, count: 30_000_000), level: 9)
        let ratio = #expect(throws: ReadError.self) { try expand(bomb) }
        #expect(ratio?.kind == .limit)
        var limits = ReadLimits()
        limits.expansionRatio = 10_000
        #expect(try expand(bomb, limits: limits).count == 30_000_000)
        limits.expandedBytes = 1_000_000
        let size = #expect(throws: ReadError.self) { try expand(bomb, limits: limits) }
        #expect(size?.kind == .limit)
    }

    @Test("A short even file is no bomb")
    func shortEvenFile() throws {
        let bytes = [UInt8](repeating: 0x2C, count: 5_000_000)
        #expect(try expand(Compression.gzip(bytes, level: 9)).count == bytes.count)
    }
}
