import Files
import Observations

/// How a key run lies on disk. All numbers are little-endian.
///
///     offset 0                     entries, 32 bytes each, sorted by key: high, low, content (8 bytes each),
///                                  ordinal, submission (4 bytes each)
///     entries × 32                 zeros up to a multiple of 64
///     …                            the Bloom filter, blocks × 64 bytes
///     …                            trailer, 64 bytes: magic with version (16), entries (8), blocks (8),
///                                  hash of all entries (8), hash of the filter (8), 0 (8), hash of the trailer so
///                                    far (8)
enum KeyRunLayout {
    static let entrySize = 32
    static let trailerSize = 64
    static let magic = Array("transect keys\n".utf8) + [0, 1]

    /// The filter's offset.
    static func bloomOffset(entries: Int) -> Int { (entries * entrySize + 63) / 64 * 64 }

    /// The trailer of a run.
    static func trailer(entries: Int, blocks: Int, entriesHash: UInt64, bloomHash: UInt64) -> [UInt8] {
        var bytes = magic
        for number in [UInt64(entries), UInt64(blocks), entriesHash, bloomHash, 0] {
            withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
        }
        let hash = bytes.withUnsafeBytes { StableHash.hash($0) }
        withUnsafeBytes(of: hash.littleEndian) { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// A hash over pieces of any size up to `hashedPiece`, each continuing the last.
    static let hashedPiece = 1 << 20
}

/// Writes one key run: entries as they come, the filter and the trailer at the end.
struct KeyRunWriter: ~Copyable {
    private var file: FileWriter
    private var bloom: BlockedBloom
    private var count = 0
    private var hash: UInt64 = 0
    private var last: RecordKey?

    /// A run at `path` of at most `capacity` entries.
    init(disk: Disk, path: String, capacity: Int) throws(DiskError) {
        // An entry's 32 bytes in memory are its 32 bytes on disk.
        precondition(MemoryLayout<KeyEntry>.size == KeyRunLayout.entrySize && 1.littleEndian == 1)
        file = try disk.create(path)
        bloom = BlockedBloom(count: capacity)
    }

    /// Adds entries, which continue the ascending order of keys.
    mutating func append(_ entries: UnsafeBufferPointer<KeyEntry>) throws(DiskError) {
        var rest = entries
        while let first = rest.first {
            let piece = UnsafeBufferPointer(
                rebasing: rest[..<min(rest.count, KeyRunLayout.hashedPiece / KeyRunLayout.entrySize)])
            precondition(last.map { $0 < first.key } ?? true, "Key runs are written in the order of their keys")
            for index in 1..<max(1, piece.count) { precondition(piece[index - 1].key < piece[index].key) }
            last = piece[piece.count - 1].key
            let bytes = UnsafeRawBufferPointer(piece)
            hash = StableHash.hash(bytes, seed: hash)
            bloom.insert(piece)
            count += piece.count
            try file.write(bytes)
            rest = UnsafeBufferPointer(rebasing: rest[piece.count...])
        }
    }

    /// Completes the run and makes it durable, save for its name. Gives its size.
    consuming func finish() throws(DiskError) -> (entries: Int, bytes: Int64) {
        let padding = KeyRunLayout.bloomOffset(entries: count) - count * KeyRunLayout.entrySize
        try file.write([UInt8](repeating: 0, count: padding))
        let words = bloom.words
        let bloomHash = words.withUnsafeBytes { StableHash.hash($0) }
        var failure: DiskError?
        words.withUnsafeBytes { bytes in
            do throws(DiskError) { try file.write(bytes) } catch { failure = error }
        }
        if let failure { throw failure }
        try file.write(
            KeyRunLayout.trailer(entries: count, blocks: words.count / 8, entriesHash: hash, bloomHash: bloomHash))
        let size = file.count
        try file.sync()
        try file.close()
        return (count, size)
    }
}
