import Observations

/// The record keys that the current run has met: an open-addressing table of at most some million entries.
struct EntryTable {
    private(set) var entries: [KeyEntry] = []
    /// For each entry whether the run has changed or added it, so that it must be kept, and whether the journal has its
    /// former state.
    private var marks: [Marks] = []
    private var journal = Journal()
    /// The upper half holds 32 bits of the key, the lower 1 + index into `entries`; 0 is free. So a slot tells nearly
    /// always by itself whether it is the one, and a key that is not there costs one look. The length is a power of
    /// two.
    private var slots = [UInt64](repeating: 0, count: 1 << 16)

    private let secret = SlotSecret.ofProcess
    /// About how many entries there will be at most.
    private let limit: Int

    /// An empty table for at most about `limit` entries.
    init(limit: Int) { self.limit = limit }

    struct Marks: OptionSet {
        let rawValue: UInt8
        static let changed = Marks(rawValue: 1)
        /// The journal has its former state.
        static let journalled = Marks(rawValue: 2)
        /// The journal has the submission that it had.
        static let moved = Marks(rawValue: 4)
        /// The journal knows that it was changed before.
        static let wasChanged = Marks(rawValue: 8)
    }

    var count: Int { entries.count }

    /// The index of the entry with that key.
    func index(of key: RecordKey) -> Int? {
        let mask = slots.count - 1
        let tag = EntryTable.tag(key)
        return slots.withUnsafeBufferPointer { slots in
            var slot = secret.place(of: key) & mask
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

    /// Brings the slots of the keys from `row` on into the processor's caches: so many that the loads need not wait for one
    /// another, as those of look-ups do in a table far larger than any cache, and so few that they are still there when
    /// their turn comes.
    ///
    /// - Parameter touched: The first key that this has not been done for; 0 at the beginning of a batch.
    @inline(__always)
    func lookAhead(from row: Int, in keys: [RecordKey], _ touched: inout Int) {
        guard row >= touched else { return }
        touched = min(row + 256, keys.count)
        _ = touch(keys, row..<touched)
    }

    /// - Returns: a number without meaning, so that the loads are not optimised away.
    @inline(never)
    private func touch(_ keys: [RecordKey], _ rows: Range<Int>) -> UInt64 {
        let mask = slots.count - 1
        return slots.withUnsafeBufferPointer { slots in
            var seen: UInt64 = 0
            for row in rows { seen |= slots[secret.place(of: keys[row]) & mask] }
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
        marks.append(changed ? .changed : [])
        place(entries.count - 1)
    }

    /// Replaces an entry by another one of the same key.
    mutating func update(_ index: Int, to entry: KeyEntry) {
        if index < journal.base, !marks[index].contains(.journalled) {
            journal.olds.append(Journal.Old(index: UInt32(index), entry: entries[index], marks: marks[index]))
            marks[index].insert(.journalled)
        }
        entries[index] = entry
        marks[index].insert(.changed)
    }

    /// Has an entry belong to another submission.
    mutating func moveOn(_ index: Int, to submission: UInt32) {
        if index < journal.base, marks[index].isDisjoint(with: [.journalled, .moved]) {
            journal.moved.append(Journal.Moved(index: UInt32(index), submission: entries[index].submission))
            marks[index].insert(marks[index].contains(.changed) ? [.moved, .wasChanged] : .moved)
        }
        entries[index].submission = submission
        marks[index].insert(.changed)
    }

    /// Keeps a journal from here on, so that everything that follows can be undone.
    mutating func beginJournal() {
        for old in journal.olds { marks[Int(old.index)].formIntersection(.changed) }
        for move in journal.moved { marks[Int(move.index)].formIntersection(.changed) }
        journal.olds.removeAll(keepingCapacity: true)
        journal.moved.removeAll(keepingCapacity: true)
        journal.base = entries.count
    }

    /// Makes the table what it was when the journal began.
    mutating func undoJournal() {
        // What an entry was when it had moved on comes first, then where it had moved from.
        for old in journal.olds {
            entries[Int(old.index)] = old.entry
            marks[Int(old.index)] = old.marks
        }
        for move in journal.moved {
            let index = Int(move.index)
            entries[index].submission = move.submission
            marks[index] = marks[index].contains(.wasChanged) ? .changed : []
        }
        journal.olds.removeAll(keepingCapacity: true)
        journal.moved.removeAll(keepingCapacity: true)
        // Last in, first out: then every slot that is freed is the end of its chain.
        for index in (journal.base..<entries.count).reversed() { clearSlot(of: index) }
        entries.removeLast(entries.count - journal.base)
        marks.removeLast(marks.count - journal.base)
    }

    /// What must be kept, sorted by key.
    var sorted: SortedEntries { SortedEntries(entries) { marks[$0].contains(.changed) } }

    /// Empties the table, and the journal with it.
    mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
        marks.removeAll(keepingCapacity: true)
        journal = Journal()
        for slot in slots.indices { slots[slot] = 0 }
    }

    private mutating func grow() {
        // By eight: a table that has outgrown its first size is on its way to its limit. Room for all entries up to it
        // costs nothing while it is not used, and they need never be moved.
        entries.reserveCapacity(limit)
        marks.reserveCapacity(limit)
        slots = [UInt64](repeating: 0, count: slots.count * 8)
        for index in entries.indices { place(index) }
    }

    private mutating func place(_ index: Int) {
        let mask = slots.count - 1
        var slot = secret.place(of: entries[index].key) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = EntryTable.tag(entries[index].key) | UInt64(index + 1)
    }

    private mutating func clearSlot(of index: Int) {
        let mask = slots.count - 1
        var slot = secret.place(of: entries[index].key) & mask
        while slots[slot] & ~EntryTable.tagMask != UInt64(index + 1) { slot = (slot + 1) & mask }
        slots[slot] = 0
    }
}
