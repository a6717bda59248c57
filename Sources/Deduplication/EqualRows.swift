import Observations

extension RecordKey {
    /// The key of a row without a declared key: the fingerprint itself for the first of equal rows in a file, and for
    /// the row that has `number` equal ones before it a key that follows from both.
    func afterEqualRows(_ number: UInt64) -> RecordKey {
        guard number > 0 else { return self }
        return RecordKey(high: StableHash.mix(high ^ number, 0x9E37_79B9_7F4A_7C15), low: low &+ number)
    }
}

/// Rows in groups of equal fingerprints.
struct EqualRows {
    /// For each row its group, numbered by first appearance; -1 for rows that were left out.
    private(set) var groups: [Int32] = []
    /// For each row how many of its group stand before it.
    private(set) var numbers: [UInt32] = []
    /// For each group its first row.
    private(set) var firstRows: [Int32] = []
    /// For each group its number of rows.
    private(set) var counts: [UInt32] = []

    /// Groups the rows that are set in `rows`.
    init(_ fingerprints: [RecordKey], rows: Bitmap) {
        var size = 64
        while size < fingerprints.count * 2 { size *= 2 }
        let mask = size - 1
        let secret = SlotSecret.ofProcess
        var slots = [Int32](repeating: -1, count: size)
        groups = [Int32](repeating: -1, count: fingerprints.count)
        numbers = [UInt32](repeating: 0, count: fingerprints.count)
        for row in fingerprints.indices where rows[row] {
            let fingerprint = fingerprints[row]
            var slot = secret.place(of: fingerprint) & mask
            while slots[slot] >= 0, fingerprints[Int(firstRows[Int(slots[slot])])] != fingerprint {
                slot = (slot + 1) & mask
            }
            if slots[slot] < 0 {
                slots[slot] = Int32(firstRows.count)
                firstRows.append(Int32(row))
                counts.append(0)
            }
            let group = Int(slots[slot])
            groups[row] = Int32(group)
            numbers[row] = counts[group]
            counts[group] += 1
        }
    }
}
