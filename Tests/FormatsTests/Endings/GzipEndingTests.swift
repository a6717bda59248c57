import Formats
import Testing

struct GzipEndingTests {
    /// `a,b\n1,2\n` as gzip packs it.
    private let packed: [UInt8] = [
        0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 0xFF, 0x4B, 0xD4, 0x49, 0xE2, 0x32, 0xD4, 0x31, 0xE2, 2, 0,
        0x7B, 7, 0x97, 0x0A, 8, 0, 0, 0,
    ]

    private func missing(_ bytes: [UInt8]) -> String? {
        var ending = FileEnding(name: "a.csv.gz", options: FormatOptions(), size: Int64(bytes.count))
        bytes.withUnsafeBytes { ending.add($0) }
        return ending.missing()
    }

    @Test("Compressed data that end in the middle are missed at every cut")
    func cut() {
        #expect(missing(packed) == nil)
        for count in 2..<packed.count {
            #expect(missing(Array(packed.prefix(count))) == "as its compressed data end in the middle", "\(count)")
        }
    }

    @Test("Data that are damaged do not become better by waiting")
    func damaged() {
        #expect(missing(Array(packed.prefix(10)) + [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0]) == nil)
    }
}
