import ArchiveWriters

/// Compressed bytes for the hostile list.
enum HostileGzip {
    /// A gzip file.
    static func pack(_ bytes: [UInt8]) -> [UInt8] { Compression.gzip(bytes) }

    static func pack(_ text: String) -> [UInt8] { pack(Array(text.utf8)) }

    /// A gzip file of many equal members: as large as one likes, and quickly made.
    static func repeated(_ bytes: [UInt8], times: Int) -> [UInt8] {
        let member = pack(bytes)
        return (0..<times).flatMap { _ in member }
    }

    /// Dull text, which packs well enough to be small and too badly to be a bomb.
    static func dull(_ count: Int) -> [UInt8] {
        var state: UInt32 = 1
        var bytes = [UInt8](repeating: UInt8(ascii: "x"), count: count)
        for place in stride(from: 0, to: count, by: 100) {
            state = state &* 1_664_525 &+ 1_013_904_223
            bytes[place] = UInt8(ascii: "a") + UInt8(state >> 28)
        }
        return bytes
    }
}
