import Observations

/// Gives every different value of a column a number, in order of first appearance: how a dictionary is made.
///
/// A value is known by 16 bytes and its length. Values of up to 16 bytes, which is most, are wholly in their slot and
/// are compared without looking elsewhere; longer ones have their hash there and are compared with the copy that was
/// kept.
struct ValueTable: ~Copyable {
    /// A value's place among the kept bytes.
    struct Entry {
        var start: UInt32
        var length: UInt32
    }

    /// The number of a value that found no room.
    static let full = UInt32.max

    /// The different values, by number.
    private(set) var entries: [Entry] = []

    private struct Slot {
        /// The value's first 8 bytes, or its hash if it is longer than 16.
        var first: UInt64
        /// The 8 bytes after those, or where the value is kept.
        var second: UInt64
        var length: UInt32
        /// The value's number plus one; 0 in a free slot.
        var number: UInt32
    }

    private var slots: UnsafeMutablePointer<Slot>
    private var mask: Int
    /// The bytes of all different values one after the other, and how many there are and fit.
    private var kept: UnsafeMutableRawPointer
    private var keptCount = 0
    private var keptCapacity: Int
    private let countLimit: Int
    private let byteLimit: Int
    /// Steps past other values' slots that are left. Input that was made to collide ends here, not in a slow night.
    private var steps: Int

    /// A table for `cells` cells that takes up to `countLimit` values of together `byteLimit` bytes.
    init(cells: Int, countLimit: Int, byteLimit: Int = 1 << 20) {
        self.countLimit = min(countLimit, 1 << 16)
        self.byteLimit = byteLimit
        steps = 4 * cells + 1_024
        mask = 1_023
        slots = Self.allocate(mask + 1)
        keptCapacity = 1 << 14
        kept = .allocate(byteCount: keptCapacity, alignment: 16)
    }

    deinit {
        slots.deallocate()
        kept.deallocate()
    }

    /// The bytes of all different values, one after the other.
    var bytes: [UInt8] { Array(UnsafeRawBufferPointer(start: kept, count: keptCount)) }

    /// Whether a sample of `seen` cells, whose values the table holds, promises that at most a half (or a quarter) of
    /// all `cells` cells are different.
    ///
    /// If K values are equally likely, x cells have K · (1 − exp(−x / K)) different ones. Where that is half of n cells,
    /// the share of a sample of r · n cells that repeats others is r / (1.27 + 0.73 r) to within a hundredth; where it
    /// is a quarter, r / (0.51 + 0.82 r). Values that are not equally likely repeat more.
    func promises(seen: Int, of cells: Int, atMostAQuarter: Bool = false) -> Bool {
        let repeated = seen - entries.count
        let (whole, part) = atMostAQuarter ? (51, 82) : (127, 73)
        return seen > 0 && repeated * (whole * cells + part * seen) >= 100 * seen * seen
    }

    /// The number of the value of `length` bytes at `value`, or `full`.
    ///
    /// - Parameters:
    ///   - first: The value's first 8 bytes, filled up with zeros, or its hash if it is longer than 16.
    ///   - second: The 8 bytes after those, or 0 if it is longer than 16.
    @inline(__always)
    mutating func number(first: UInt64, second: UInt64, length: Int, at value: UnsafeRawPointer) -> UInt32 {
        var place = Self.place(first, second, length) & mask
        while true {
            let slot = slots + place
            if slot.pointee.first == first, Int(slot.pointee.length) == length, slot.pointee.number != 0 {
                if length <= 16 {
                    if slot.pointee.second == second { return slot.pointee.number &- 1 }
                } else if isEqual(value, kept + Int(truncatingIfNeeded: slot.pointee.second), length) {
                    return slot.pointee.number &- 1
                }
            } else if slot.pointee.number == 0 {
                return insert(first, second, length, value, at: place)
            }
            place = (place &+ 1) & mask
            steps &-= 1
            if steps < 0 { return Self.full }
        }
    }

    @inline(never)
    private mutating func insert(
        _ first: UInt64, _ second: UInt64, _ length: Int, _ value: UnsafeRawPointer, at place: Int
    ) -> UInt32 {
        if entries.count >= countLimit || keptCount + length > byteLimit { return Self.full }
        if keptCount + length > keptCapacity { keep(keptCount + length) }
        (kept + keptCount).copyMemory(from: value, byteCount: length)
        let number = UInt32(entries.count)
        entries.append(Entry(start: UInt32(keptCount), length: UInt32(length)))
        slots[place] = Slot(
            first: first, second: length <= 16 ? second : UInt64(keptCount), length: UInt32(length), number: number + 1)
        keptCount += length
        if entries.count * 2 > mask { grow() }
        return number
    }

    private mutating func keep(_ count: Int) {
        let old = kept
        keptCapacity = max(count, keptCapacity * 4)
        kept = .allocate(byteCount: keptCapacity, alignment: 16)
        kept.copyMemory(from: old, byteCount: keptCount)
        old.deallocate()
    }

    private mutating func grow() {
        let old = slots
        let oldCount = mask + 1
        mask = oldCount * 4 - 1
        slots = Self.allocate(mask + 1)
        for index in 0..<oldCount where old[index].number != 0 {
            let slot = old[index]
            var place = Self.place(slot.first, slot.length <= 16 ? slot.second : 0, Int(slot.length)) & mask
            while slots[place].number != 0 { place = (place + 1) & mask }
            slots[place] = slot
        }
        old.deallocate()
    }

    @inline(__always)
    private static func place(_ first: UInt64, _ second: UInt64, _ length: Int) -> Int {
        let high: UInt64 = 0xA076_1D64_78BD_642F
        let low: UInt64 = 0xE703_7ED1_A0B4_28DB
        return Int(
            truncatingIfNeeded: StableHash.mix(first ^ high, second ^ low &+ UInt64(truncatingIfNeeded: length)))
    }

    private static func allocate(_ count: Int) -> UnsafeMutablePointer<Slot> {
        let slots = UnsafeMutablePointer<Slot>.allocate(capacity: count)
        slots.initialize(repeating: Slot(first: 0, second: 0, length: 0, number: 0), count: count)
        return slots
    }
}

/// Whether two values of `length` bytes, more than 16, are equal.
@inline(__always)
private func isEqual(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer, _ length: Int) -> Bool {
    // The last 16 bytes, and before them as many as it takes; the two may overlap.
    func differs(_ offset: Int) -> UInt64 {
        left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            ^ right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
    if differs(0) | differs(8) | differs(length &- 16) | differs(length &- 8) != 0 { return false }
    var offset = 16
    while offset &+ 16 < length {
        if differs(offset) | differs(offset &+ 8) != 0 { return false }
        offset &+= 16
    }
    return true
}
