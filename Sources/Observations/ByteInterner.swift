import Glibc

/// Gives every different byte string a small number, in order of first appearance.
///
/// Open addressing over 32-bit slots; the strings lie one after the other in one buffer. Used wherever names repeat:
/// votes, dictionaries of columns, vocabularies. Holds less than 4 GiB of text.
///
/// Where a string is looked for follows from `SlotSecret`; its number is given in order.
package struct ByteInterner: Sendable {
    /// The bytes of all strings, one after the other.
    package internal(set) var bytes: [UInt8] = []
    /// The end of every string in `bytes`.
    package internal(set) var ends: [UInt32] = []
    private var hashes: [UInt64] = []
    private var slots: [UInt32]
    private var mask: Int
    private let secret = SlotSecret.ofProcess

    /// An empty table with room for about `capacity` strings.
    package init(capacity: Int = 64) {
        var size = 64
        while size < capacity * 2 { size *= 2 }
        slots = [UInt32](repeating: 0, count: size)
        mask = size - 1
    }

    /// How many different strings there are.
    package var count: Int { ends.count }

    /// The string of a number.
    package subscript(id: UInt32) -> String { String(decoding: bytes[range(id)], as: UTF8.self) }

    /// Where the bytes of a number's string lie.
    @inlinable
    package func range(_ id: UInt32) -> Range<Int> {
        (id == 0 ? 0 : Int(ends[Int(id) - 1]))..<Int(ends[Int(id)])
    }

    /// The number of a string; a new one if it has not been seen.
    package mutating func intern(_ string: UnsafeRawBufferPointer) -> UInt32 {
        let hash = StableHash.hash(string, seed: secret.number)
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            let id = slots[slot] - 1
            if hashes[Int(id)] == hash, equals(id, string) { return id }
            slot = (slot + 1) & mask
        }
        let id = UInt32(ends.count)
        bytes.append(contentsOf: string)
        ends.append(UInt32(bytes.count))
        hashes.append(hash)
        slots[slot] = id + 1
        if ends.count * 2 > slots.count { grow() }
        return id
    }

    /// The number of a string; a new one if it has not been seen.
    package mutating func intern(_ string: String) -> UInt32 {
        var copy = string
        return copy.withUTF8 { intern(UnsafeRawBufferPointer($0)) }
    }

    /// The number of a string, or `nil` if it has not been seen.
    package func find(_ string: UnsafeRawBufferPointer) -> UInt32? {
        let hash = StableHash.hash(string, seed: secret.number)
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            let id = slots[slot] - 1
            if hashes[Int(id)] == hash, equals(id, string) { return id }
            slot = (slot + 1) & mask
        }
        return nil
    }

    private func equals(_ id: UInt32, _ string: UnsafeRawBufferPointer) -> Bool {
        let range = range(id)
        guard range.count == string.count else { return false }
        guard let theirs = string.baseAddress else { return true }
        // Both have `string.count` bytes: the range lies inside `bytes`, whose ends it is made of.
        return bytes.withUnsafeBytes { bytes in
            bytes.baseAddress.map { memcmp($0 + range.lowerBound, theirs, string.count) == 0 } ?? true
        }
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        mask = slots.count - 1
        for (id, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(id) + 1
        }
    }
}
