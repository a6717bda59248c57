import Files
import Observations

/// How a key run lies on disk. All numbers are little-endian.
///
///     offset 0                     entries, 40 bytes each, sorted by key: high, low, content, revision (8 bytes
///                                  each), place with state (30 and 2 bits), submission (4 bytes)
///     entries × 40                 zeros up to a multiple of 64
///     …                            the Bloom filter, blocks × 64 bytes
///     …                            trailer, 64 bytes: magic with version (16), entries (8), blocks (8),
///                                  hash of all entries (8), hash of the filter (8), 0 (8), hash of the trailer so
///                                    far (8)
enum KeyRunLayout {
    static let entrySize = 40
    static let trailerSize = 64
    /// What every key run's trailer begins with, whatever its version is.
    static let name = Array("transect keys\n".utf8) + [0]
    /// The version of this layout. Version 1 had entries of 32 bytes, without revisions and states.
    static let version: UInt8 = 2
    static let magic = name + [version]

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

    /// The entries are hashed in pieces of so many, each continuing the last.
    static let entriesPerPiece = 32_768
}

/// Writes one key run: entries as they come, the filter and the trailer at the end.
struct KeyRunWriter: ~Copyable {
    private var file: FileWriter
    private var bloom: BlockedBloom
    private var count = 0
    private var hash: UInt64 = 0
    private var last: RecordKey?
    /// The entries that are not written yet.
    private var piece: [KeyEntry] = []

    /// A run at `path` of at most `capacity` entries.
    init(disk: Disk, path: String, capacity: Int) throws(DiskError) {
        // An entry's 40 bytes in memory are its 40 bytes on disk.
        precondition(MemoryLayout<KeyEntry>.stride == KeyRunLayout.entrySize && 1.littleEndian == 1)
        file = try disk.create(path)
        bloom = BlockedBloom(count: capacity)
        piece.reserveCapacity(min(capacity, KeyRunLayout.entriesPerPiece))
    }

    /// Whether all entries so far are written.
    var isBetweenPieces: Bool { piece.isEmpty }

    /// Adds an entry, which continues the ascending order of keys.
    @inline(__always)
    mutating func append(_ entry: KeyEntry) throws(DiskError) {
        piece.append(entry)
        if piece.count == KeyRunLayout.entriesPerPiece { try writePiece() }
    }

    private mutating func writePiece() throws(DiskError) {
        guard let first = piece.first, let end = piece.last else { return }
        precondition(last.map { $0 < first.key } ?? true, "Key runs are written in the order of their keys")
        for index in 1..<max(1, piece.count) { precondition(piece[index - 1].key < piece[index].key) }
        last = end.key
        var failure: DiskError?
        piece.withUnsafeBufferPointer { piece in
            let bytes = UnsafeRawBufferPointer(piece)
            hash = StableHash.hash(bytes, seed: hash)
            bloom.insert(piece)
            do throws(DiskError) { try file.write(bytes) } catch { failure = error }
        }
        if let failure { throw failure }
        count += piece.count
        piece.removeAll(keepingCapacity: true)
    }

    /// Completes the run and makes it durable, save for its name. Gives its size.
    consuming func finish() throws(DiskError) -> (entries: Int, bytes: Int64) {
        try writePiece()
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
