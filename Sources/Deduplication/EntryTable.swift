import Observations

/// The record keys that the current run has met: an open-addressing table of at most some million entries.
struct EntryTable {
    private(set) var entries: [KeyEntry] = []
    /// Which entries the run has changed or added, and so must be kept.
    private var isChanged = Bitmap()
    /// The upper half holds 32 bits of the key, the lower 1 + index into `entries`; 0 is free. So a slot tells nearly
    /// always by itself whether it is the one, and a key that is not there costs one look. The length is a power of two.
    private var slots = [UInt64](repeating: 0, count: 1 << 16)

    var count: Int { entries.count }

    /// The index of the entry with that key.
    func index(of key: RecordKey) -> Int? {
        let mask = slots.count - 1
        let tag = EntryTable.tag(key)
        return slots.withUnsafeBufferPointer { slots in
            var slot = Int(truncatingIfNeeded: key.low) & mask
            while slots[slot] != 0 {
                if slots[slot] & EntryTable.tagMask == tag {
                    let index = Int(slots[slot] & ~EntryTable.tagMask) - 1
                    if entries[index].key == key { return index }
                }
                slot = (slot + 1) & mask
            }
            return nil
        }
    }

    /// Brings the slots of some keys into the processor's caches. The loads do not wait for one another, as those of
    /// look-ups do, and a table of millions is far larger than any cache.
    ///
    /// - Returns: a number without meaning, so that the loads are not optimised away.
    @inline(never)
    func touch(_ keys: [RecordKey]) -> UInt64 {
        let mask = slots.count - 1
        return slots.withUnsafeBufferPointer { slots in
            var seen: UInt64 = 0
            for key in keys { seen |= slots[Int(truncatingIfNeeded: key.low) & mask] }
            return seen
        }
    }

    private static let tagMask: UInt64 = 0xFFFF_FFFF_0000_0000
    private static func tag(_ key: RecordKey) -> UInt64 { key.high & tagMask }

    subscript(index: Int) -> KeyEntry { entries[index] }

    /// Adds an entry whose key is not in the table.
    mutating func insert(_ entry: KeyEntry, changed: Bool) {
        if (entries.count + 1) * 2 > slots.count { grow() }
        entries.append(entry)
        isChanged.append(changed)
        place(entries.count - 1)
    }

    /// Replaces the content of an entry.
    mutating func update(_ index: Int, content: UInt64, submission: UInt32) {
        entries[index].content = content
        entries[index].submission = submission
        isChanged[index] = true
    }

    /// Empties the table and returns what must be kept, sorted by key.
    mutating func drain() -> [KeyEntry] {
        var kept: [KeyEntry] = []
        kept.reserveCapacity(isChanged.setCount)
        for index in isChanged.setRows { kept.append(entries[index]) }
        entries.removeAll(keepingCapacity: true)
        isChanged = Bitmap()
        for slot in slots.indices { slots[slot] = 0 }
        return sortedByKey(kept)
    }

    private mutating func grow() {
        // By eight: a table that has outgrown its first size is on its way to its limit.
        slots = [UInt64](repeating: 0, count: slots.count * 8)
        for index in entries.indices { place(index) }
    }

    private mutating func place(_ index: Int) {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: entries[index].key.low) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = EntryTable.tag(entries[index].key) | UInt64(index + 1)
    }
}

/// Sorts entries by key: one pass into buckets by the upper bits, which are uniformly distributed, then each small
/// bucket by comparison. Twice as fast as sorting the whole by comparison.
package func sortedByKey(_ entries: [KeyEntry]) -> [KeyEntry] {
    guard entries.count > 64 else { return entries.sorted { $0.key < $1.key } }
    let bits = min(16, entries.count.bitWidth - entries.count.leadingZeroBitCount - 3)
    let shift = UInt64(64 - bits)
    var starts = [Int](repeating: 0, count: (1 << bits) + 1)
    for entry in entries { starts[Int(entry.key.high >> shift) + 1] += 1 }
    for bucket in 1..<starts.count { starts[bucket] += starts[bucket - 1] }
    var places = starts
    var sorted = entries
    for entry in entries {
        let bucket = Int(entry.key.high >> shift)
        sorted[places[bucket]] = entry
        places[bucket] += 1
    }
    for bucket in 0..<(starts.count - 1) where starts[bucket + 1] - starts[bucket] > 1 {
        sorted[starts[bucket]..<starts[bucket + 1]].sort { $0.key < $1.key }
    }
    return sorted
}
