import Observations

/// Those entries of a table that must be kept, sorted by key and handed out a part at a time, so that there is never a
/// second table of the same size beside it.
///
/// Entries go into buckets by the upper bits of their keys, which are uniformly distributed, then each small bucket is
/// sorted by insertion: several times as fast as sorting the whole by comparison.
package struct SortedEntries: Sequence, IteratorProtocol {
    /// How many entries there are in all parts together.
    package let count: Int
    private let entries: [KeyEntry]
    private let isKept: Bitmap
    /// How far a key's upper half is moved for the number of its bucket.
    private let shift: UInt64
    /// How many entries each bucket has.
    private var sizes: [UInt32]
    /// How many buckets have been handed out.
    private var taken = 0
    /// A part has no more entries than this, unless they share one bucket.
    private let partLimit: Int

    /// Some of `entries`.
    ///
    /// - Parameter isKept: Whether the entry at an index is wanted.
    package init(_ entries: [KeyEntry], partLimit: Int = 1 << 18, where isKept: (Int) -> Bool) {
        // About four entries to a bucket, as long as the buckets' sizes fit into the second-level cache.
        let bits = Swift.max(1, Swift.min(18, entries.count.bitWidth - entries.count.leadingZeroBitCount - 2))
        shift = UInt64(64 - bits)
        sizes = [UInt32](repeating: 0, count: 1 << bits)
        var kept = Bitmap(repeating: false, count: entries.count)
        var count = 0
        for index in entries.indices where isKept(index) {
            kept[index] = true
            sizes[Int(entries[index].key.high >> shift)] += 1
            count += 1
        }
        self.count = count
        self.entries = entries
        self.isKept = kept
        self.partLimit = partLimit
    }

    /// The next part, or `nil` behind the last.
    package mutating func next() -> [KeyEntry]? {
        var part = 0
        var buckets = taken..<taken
        while buckets.upperBound < sizes.count, part == 0 || part + Int(sizes[buckets.upperBound]) <= partLimit {
            part += Int(sizes[buckets.upperBound])
            buckets = buckets.lowerBound..<buckets.upperBound + 1
        }
        taken = buckets.upperBound
        return part == 0 ? nil : sorted(buckets, count: part)
    }

    /// The entries of some buckets.
    private func sorted(_ buckets: Range<Int>, count: Int) -> [KeyEntry] {
        var start: UInt32 = 0
        // Where the next entry of each bucket goes: its start for now, its end once all are there.
        var places = sizes[buckets].map { size in
            defer { start += size }
            return start
        }
        let (first, width) = (UInt64(buckets.lowerBound), UInt64(buckets.count))
        return [KeyEntry](unsafeUninitializedCapacity: count) { sorted, filled in
            for index in entries.indices {
                let place = entries[index].key.high &>> shift &- first
                guard place < width, isKept[index] else { continue }
                sorted.initializeElement(at: Int(places[Int(place)]), to: entries[index])
                places[Int(place)] += 1
            }
            filled = count
            var start = 0
            for end in places {
                Self.sortByInsertion(sorted, start, Int(end))
                start = Int(end)
            }
        }
    }

    /// Sorts a few entries. Keys are hashes: where somebody should manage to bring so many of them into one bucket that this
    /// would take long, they are sorted by comparison.
    private static func sortByInsertion(_ entries: UnsafeMutableBufferPointer<KeyEntry>, _ start: Int, _ end: Int) {
        guard end - start <= 64 else {
            var bucket = UnsafeMutableBufferPointer(rebasing: entries[start..<end])
            return bucket.sort { $0.key < $1.key }
        }
        var next = start + 1
        while next < end {
            let entry = entries[next]
            var place = next
            while place > start, entry.key < entries[place - 1].key {
                entries[place] = entries[place - 1]
                place -= 1
            }
            entries[place] = entry
            next += 1
        }
    }
}
