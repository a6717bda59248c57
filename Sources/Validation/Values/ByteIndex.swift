import Glibc
import Observations

/// Finds byte strings by their place in a list: open addressing over 32-bit slots, all text in one buffer.
///
/// Strings that are not plain ASCII are also found when they are written in another canonically equivalent way (`é` as
/// one scalar or as `e` and a combining accent), which is how file systems and keyboards differ.
struct ByteIndex: Sendable {
    private var bytes: [UInt8] = []
    private var starts: [UInt32] = [0]
    private var hashes: [UInt64] = []
    private var slots: [UInt32]
    private var mask: Int
    /// Swift's `String` compares by canonical equivalence. Only ever looked up, never walked through.
    private var equivalents: [String: Int] = [:]

    /// An empty index with room for about `capacity` strings.
    init(capacity: Int = 16) {
        var size = 32
        while size < capacity * 2 { size *= 2 }
        slots = [UInt32](repeating: 0, count: size)
        mask = size - 1
    }

    /// How many strings there are.
    var count: Int { hashes.count }

    /// Adds a string at the end; says `false` and changes nothing where it is already there.
    mutating func insert(_ text: String) -> Bool {
        var copy = text
        return copy.withUTF8 { buffer in
            if find(buffer) != nil { return false }
            let hash = StableHash.hash(UnsafeRawBufferPointer(buffer))
            place(UInt32(count), hash)
            bytes.append(contentsOf: buffer)
            starts.append(UInt32(bytes.count))
            hashes.append(hash)
            if !buffer.allSatisfy({ $0 < 0x80 }) { equivalents[text] = count - 1 }
            if count * 2 > slots.count { grow() }
            return true
        }
    }

    /// The place of a string, or `nil` where it is not in the list.
    func find(_ text: String) -> Int? {
        var copy = text
        return copy.withUTF8 { find($0) }
    }

    /// The place of a string, or `nil` where it is not in the list.
    func find(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        if let place = findBytes(text) { return place }
        if equivalents.isEmpty || text.allSatisfy({ $0 < 0x80 }) { return nil }
        return equivalents[String(decoding: text, as: UTF8.self)]
    }

    @inline(__always)
    private func findBytes(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        let raw = UnsafeRawBufferPointer(text)
        let hash = StableHash.hash(raw)
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            let id = Int(slots[slot] - 1)
            if hashes[id] == hash {
                let start = Int(starts[id])
                let length = Int(starts[id + 1]) - start
                if length == text.count {
                    let isEqual =
                        length == 0
                        || bytes.withUnsafeBytes { own in
                            guard let left = own.baseAddress, let right = raw.baseAddress else { return false }
                            return memcmp(left + start, right, length) == 0
                        }
                    if isEqual { return id }
                }
            }
            slot = (slot + 1) & mask
        }
        return nil
    }

    private mutating func place(_ id: UInt32, _ hash: UInt64) {
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = id + 1
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        mask = slots.count - 1
        for (id, hash) in hashes.enumerated() { place(UInt32(id), hash) }
    }
}
