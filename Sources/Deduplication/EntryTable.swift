import Observations

/// The record keys that the current run has met: an open-addressing table of at most some million entries.
struct EntryTable {
    private(set) var entries: [KeyEntry] = []
    /// Which entries the run has changed or added, and so must be kept.
    private var isChanged = Bitmap()
    /// 1 + index into `entries`, 0 for free; the length is a power of two.
    private var slots = [UInt32](repeating: 0, count: 1 << 12)

    var count: Int { entries.count }

    /// The index of the entry with that key.
    func index(of key: RecordKey) -> Int? {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: key.low) & mask
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            if entries[index].key == key { return index }
            slot = (slot + 1) & mask
        }
        return nil
    }

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
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        for index in entries.indices { place(index) }
    }

    private mutating func place(_ index: Int) {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: entries[index].key.low) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = UInt32(index) + 1
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
