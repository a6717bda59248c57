import Observations

/// Rows waiting under a 64-bit hash, first come first served.
struct RowQueues {
    /// Each row's place in the line is its offset in the list that it came with.
    private let rows: [Int32]
    private let hashes: [UInt64]
    /// For each line the offset of its first row that still waits, -1 where none does.
    private var heads: [Int32] = []
    /// For each offset the next one of its line, -1 at the end.
    private var nexts: [Int32]
    /// The line of each slot plus 1, 0 for a free slot.
    private var slots: [Int32]
    /// For each line some offset with its hash.
    private var samples: [Int32] = []
    private let secret = SlotSecret.ofProcess

    /// These rows, in this order, each under its hash.
    init(_ rows: [Int32], hash: (Int) -> UInt64) {
        self.rows = rows
        hashes = rows.map { hash(Int($0)) }
        nexts = [Int32](repeating: -1, count: rows.count)
        var size = 16
        while size < rows.count * 2 { size *= 2 }
        slots = [Int32](repeating: 0, count: size)
        // From the last to the first, so that the first ends up in front.
        for offset in rows.indices.reversed() {
            let slot = slot(of: hashes[offset])
            if slots[slot] == 0 {
                heads.append(-1)
                samples.append(Int32(offset))
                slots[slot] = Int32(heads.count)
            }
            let line = Int(slots[slot]) - 1
            nexts[offset] = heads[line]
            heads[line] = Int32(offset)
        }
    }

    /// The first row that waits under a hash.
    func first(_ hash: UInt64) -> Int? {
        let line = Int(slots[slot(of: hash)]) - 1
        guard line >= 0, heads[line] >= 0 else { return nil }
        return Int(rows[Int(heads[line])])
    }

    /// Takes that row out of the line.
    mutating func removeFirst(_ hash: UInt64) {
        let line = Int(slots[slot(of: hash)]) - 1
        guard line >= 0, heads[line] >= 0 else { return }
        heads[line] = nexts[Int(heads[line])]
    }

    private func slot(of hash: UInt64) -> Int {
        let mask = slots.count - 1
        var slot = secret.place(of: hash) & mask
        while slots[slot] != 0, hashes[Int(samples[Int(slots[slot]) - 1])] != hash { slot = (slot + 1) & mask }
        return slot
    }
}
