import Observations

/// Gives every different name a small number, in order of first appearance: the interner of the vote table.
///
/// Millions of short names are its business. A name of up to 8 bytes lies packed in its slot, so that finding it
/// again touches one cache line; for a longer one the slot holds a hash and its bytes are compared as well. Where it
/// is looked for follows from `SlotSecret`.
///
///     slot    | key: 8 bytes or hash | length | number + 1 |     16 bytes, 0 = free
struct NameTable: Sendable {
    private struct Slot {
        var key: UInt64 = 0
        var length: UInt32 = 0
        var next: UInt32 = 0
    }

    /// The bytes of all names, one after the other. Less than 4 GiB.
    private(set) var bytes: [UInt8] = []
    /// The end of every name in `bytes`.
    private(set) var ends: [UInt32] = []
    private var slots = [Slot](repeating: Slot(), count: 64)
    private let secret = SlotSecret.ofProcess

    /// How many different names there are.
    var count: Int { ends.count }

    /// Where a name's bytes lie.
    func range(_ number: Int) -> Range<Int> {
        (number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number])
    }

    /// The number of the name `text[start..<end]`; a new one if it has not been seen.
    @inline(__always)
    mutating func intern(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> UInt32 {
        let length = end &- start
        let key = key(text, start, length)
        let mask = slots.count &- 1
        var place = secret.place(of: key) & mask
        while true {
            let slot = slots[place]
            if slot.next == 0 { break }
            if slot.key == key, slot.length == UInt32(truncatingIfNeeded: length),
                length <= 8 || isEqual(Int(slot.next) - 1, text, start)
            {
                return slot.next &- 1
            }
            place = (place &+ 1) & mask
        }
        return add(text, start, end, key: key, place: place)
    }

    /// Brings the slots of some rows' names into the processor's caches. These loads do not wait for one another, as those
    /// of `intern` do; with hundreds of thousands of names in random order that is most of the time.
    ///
    /// - Returns: a number without meaning, so that the loads are not optimised away.
    @inline(never)
    func touch(
        _ text: UnsafeBufferPointer<UInt8>, _ ends: UnsafeBufferPointer<UInt32>, _ rows: Range<Int>
    ) -> UInt64 {
        // A small table is in the caches anyway.
        guard slots.count > 1 << 13 else { return 0 }
        let mask = slots.count &- 1
        var start = rows.lowerBound == 0 ? 0 : Int(ends[rows.lowerBound - 1])
        return slots.withUnsafeBufferPointer { slots in
            var seen: UInt64 = 0
            for row in rows {
                let end = Int(ends[row])
                seen |= slots[secret.place(of: key(text, start, end &- start)) & mask].key
                start = end
            }
            return seen
        }
    }

    /// What a slot remembers of a name.
    @inline(__always)
    private func key(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ length: Int) -> UInt64 {
        length <= 8 ? Self.packed(text, start, length) : hash(text, start, length)
    }

    @inline(never)
    private mutating func add(
        _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, key: UInt64, place: Int
    ) -> UInt32 {
        let number = UInt32(ends.count)
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<end]))
        ends.append(UInt32(bytes.count))
        slots[place] = Slot(key: key, length: UInt32(end - start), next: number + 1)
        if ends.count * 3 > slots.count * 2 { grow() }
        return number
    }

    private mutating func grow() {
        let old = slots
        slots = [Slot](repeating: Slot(), count: old.count * 2)
        let mask = slots.count - 1
        for slot in old where slot.next != 0 {
            var place = secret.place(of: slot.key) & mask
            while slots[place].next != 0 { place = (place + 1) & mask }
            slots[place] = slot
        }
    }

    /// Up to 8 bytes as one number, the first in the lowest place.
    @inline(__always)
    private static func packed(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ length: Int) -> UInt64 {
        if length == 0 { return 0 }
        if start &+ 8 <= text.count {
            let word = UnsafeRawPointer(text.baseAddress.unsafelyUnwrapped)
                .loadUnaligned(fromByteOffset: start, as: UInt64.self).littleEndian
            return word & (UInt64.max >> UInt64(truncatingIfNeeded: 64 &- 8 &* length))
        }
        var word: UInt64 = 0
        for index in 0..<length { word |= UInt64(text[start + index]) << UInt64(8 * index) }
        return word
    }

    @inline(__always)
    private func hash(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ length: Int) -> UInt64 {
        let bytes = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(text)[start..<start + length])
        return StableHash.hash(bytes, seed: secret.number)
    }

    /// Whether a known name has the bytes that begin at `start`; the lengths are equal already.
    private func isEqual(_ number: Int, _ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
        let range = range(number)
        return bytes.withUnsafeBytes { known in
            let text = UnsafeRawBufferPointer(text)
            var index = 0
            // Only names of more than 8 bytes come here: whole words, the last one overlapping the one before.
            while index < range.count {
                let offset = min(index, range.count - 8)
                let left = known.loadUnaligned(fromByteOffset: range.lowerBound + offset, as: UInt64.self)
                if left != text.loadUnaligned(fromByteOffset: start + offset, as: UInt64.self) { return false }
                index = offset + 8
            }
            return true
        }
    }

    /// Forgets how to find names; numbers and bytes stay. Frees memory before sorting.
    mutating func closeForNewNames() { slots = [] }
}
