import Files
import Observations

/// One immutable run of keys, mapped for reading.
struct KeyRun: Sendable {
    let info: KeyRunFile
    let path: String
    private let file: MappedFile
    private let blocks: UInt64
    private let bloomOffset: Int
    private let entriesHash: UInt64

    /// Opens a run and checks its trailer.
    init(store: Store, number: Int) throws {
        path = store.keyRunPath(number)
        guard try store.disk.status(path) != nil else { throw StoreError.missing(path) }
        file = try store.disk.map(path)
        let size = file.count
        guard size >= KeyRunLayout.trailerSize else { throw StoreError.damaged(path, "it is too short") }
        let trailer = file.withBytes { Array($0[(size - KeyRunLayout.trailerSize)...]) }
        func word(at offset: Int) -> UInt64 {
            trailer.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian }
        }
        guard trailer.starts(with: KeyRunLayout.name) else { throw StoreError.damaged(path, "it is no key run") }
        let version = trailer[KeyRunLayout.name.count]
        guard version == KeyRunLayout.version else { throw KeyRun.unreadable(path, version: version) }
        let entries = word(at: 16)
        blocks = word(at: 24)
        entriesHash = word(at: 32)
        // Both bounds keep the arithmetic below from overflowing on a damaged file.
        guard entries <= UInt64(size / KeyRunLayout.entrySize), blocks >= 1, blocks <= UInt64(size / 64),
            word(at: 56) == trailer.withUnsafeBytes({ StableHash.hash(UnsafeRawBufferPointer(rebasing: $0[..<56])) }),
            KeyRunLayout.bloomOffset(entries: Int(entries)) + Int(blocks) * 64 + KeyRunLayout.trailerSize == size
        else { throw StoreError.damaged(path, "its trailer does not fit its size") }
        // The filter is read on every lookup anyway, and a lost bit would make a known record look new.
        let filter = KeyRunLayout.bloomOffset(entries: Int(entries))..<(size - KeyRunLayout.trailerSize)
        guard file.withBytes({ StableHash.hash(UnsafeRawBufferPointer(rebasing: $0[filter])) }) == word(at: 40) else {
            throw StoreError.damaged(path, "its filter does not match its checksum")
        }
        bloomOffset = KeyRunLayout.bloomOffset(entries: Int(entries))
        info = KeyRunFile(number: Int(number), entries: Int(entries), bytes: Int64(size))
    }

    /// A run of another layout than this program's.
    private static func unreadable(_ path: String, version: UInt8) -> StoreError {
        if version > KeyRunLayout.version {
            return StoreError(
                .newerLedger, "\(path) was written by a newer version of Transect (key runs of layout \(version))",
                remedy: "Run that version, or a newer one.")
        }
        return StoreError(
            .damagedFile, "\(path) was written by an older version of Transect (key runs of layout \(version))",
            remedy: "Have all history judged again from the archive with this version: `transect rebuild`.")
    }

    /// Calls `body` with all entries, in the order of their keys.
    func withEntries<Result>(_ body: (UnsafeBufferPointer<KeyEntry>) throws -> Result) rethrows -> Result {
        try file.withBytes { bytes in
            try body(
                UnsafeRawBufferPointer(rebasing: bytes[..<(info.entries * KeyRunLayout.entrySize)])
                    .assumingMemoryBound(to: KeyEntry.self))
        }
    }

    /// Gives back the memory that look-ups have touched.
    func release() { file.release() }

    /// Fills in the entries of keys that are not found yet, and drops them from `open`, the places still to be found.
    func find(_ keys: [RecordKey], _ open: inout [Int32], _ found: inout [KeyEntry?]) {
        file.withBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            // Both regions begin at multiples of 64 bytes of a page-aligned mapping and have the sizes that `init`
            // checked.
            let bloom = (base + bloomOffset).assumingMemoryBound(to: UInt64.self)
            let entries = UnsafeBufferPointer(
                start: base.assumingMemoryBound(to: KeyEntry.self), count: info.entries)
            var kept = 0
            keys.withUnsafeBufferPointer { keys in
                open.withUnsafeMutableBufferPointer { open in
                    for place in 0..<open.count {
                        let index = open[place]
                        let key = keys[Int(index)]
                        if BlockedBloom.mayContain(key, bloom, blocks: blocks),
                            let entry = KeyRun.search(entries, key)
                        {
                            found[Int(index)] = entry
                        } else {
                            open[kept] = index
                            kept += 1
                        }
                    }
                }
            }
            open.removeLast(open.count - kept)
        }
    }

    /// Interpolation search: keys are evenly distributed, so a few guesses land beside the place. Halving takes over
    /// where they are not.
    private static func search(_ entries: UnsafeBufferPointer<KeyEntry>, _ key: RecordKey) -> KeyEntry? {
        var low = 0
        var high = entries.count
        // All entries below `low` are smaller than the key, all from `high` on are larger.
        var lowest: UInt64 = 0
        var highest: UInt64 = .max
        var guesses = 0
        while low < high {
            let middle: Int
            if guesses < 6, high - low > 8, highest > lowest {
                let share = Double(key.high - lowest) / Double(highest - lowest)
                middle = min(high - 1, low + Int(share * Double(high - low)))
                guesses += 1
            } else {
                middle = low + (high - low) / 2
            }
            let entry = entries[middle]
            if entry.key == key { return entry }
            if entry.key < key {
                low = middle + 1
                lowest = entry.key.high
            } else {
                high = middle
                highest = entry.key.high
            }
        }
        return nil
    }

    /// Reads the whole run and compares it with its hash.
    func verify() throws {
        let hash = withEntries { entries -> UInt64 in
            var hash: UInt64 = 0
            var rest = UnsafeRawBufferPointer(entries)
            while !rest.isEmpty {
                let count = min(rest.count, KeyRunLayout.entriesPerPiece * KeyRunLayout.entrySize)
                hash = StableHash.hash(UnsafeRawBufferPointer(rebasing: rest[..<count]), seed: hash)
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
            return hash
        }
        guard hash == entriesHash else { throw StoreError.damaged(path, "its entries do not match their checksum") }
    }
}
