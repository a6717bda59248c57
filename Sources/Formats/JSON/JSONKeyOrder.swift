/// The keys of an object in the order in which they came in earlier records, so that the next one is only compared, not
/// searched: records of one file have their keys in the same order, with some left out.
///
/// A key is compared together with its closing quote, so that the end of the key need not be found first. Keys that are
/// not wanted are remembered too (node -1).
struct JSONKeyOrder {
    /// Longer keys and more keys than these are searched every time.
    private static let longestKey = 39
    private static let mostKeys = 64
    /// How many keys may have been left out before the search.
    private static let lookAhead = 4
    /// After so many searches the order is learned anew.
    private static let patience = 256

    private struct Entry {
        /// The key and its closing quote, five words. Must stay first: `equals` reads it there.
        var words: (UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0)
        var node: Int32 = -1
        var length: Int32 = 0
    }

    private var entries: UnsafeMutablePointer<Entry>?
    private var count = 0
    private var misses = 0

    /// Frees the memory.
    mutating func free() {
        entries?.deallocate()
        entries = nil
        count = 0
    }

    /// Starts anew: the nodes mean something else.
    mutating func forget() {
        count = 0
        misses = 0
    }

    /// Compares the key that begins at `place` with the keys that may come at `step`.
    ///
    /// - Returns: Whether it is one of them; then `step` is the step behind it, `node` its node, `length` its length.
    @inline(__always)
    func match(
        _ place: UnsafePointer<UInt8>, step: inout Int, node: inout Int32, length: inout Int
    ) -> Bool {
        guard let entries else { return false }
        var next = step
        let last = min(count, step &+ Self.lookAhead)
        while next < last {
            if Self.equals(entries + next, place) {
                step = next &+ 1
                node = entries[next].node
                length = Int(entries[next].length)
                return true
            }
            next &+= 1
        }
        return false
    }

    /// Remembers a key that had to be searched.
    mutating func learn(_ key: UnsafeBufferPointer<UInt8>, node: Int32, step: inout Int) {
        misses += 1
        if misses > Self.patience { forget() }
        guard step == count, count < Self.mostKeys, key.count <= Self.longestKey else { return }
        if entries == nil {
            let memory = UnsafeMutablePointer<Entry>.allocate(capacity: Self.mostKeys)
            memory.initialize(repeating: Entry(), count: Self.mostKeys)
            entries = memory
        }
        guard let entries else { return }
        var entry = Entry(node: node, length: Int32(key.count))
        withUnsafeMutableBytes(of: &entry.words) { words in
            words.copyBytes(from: key)
            words[key.count] = UInt8(ascii: "\"")
        }
        entries[count] = entry
        count += 1
        step = count
    }

    /// Compares `length + 1` bytes, whole words first. At least 16 bytes behind the text can be read, and a difference
    /// is found before the text's end is passed: a key holds no byte 0.
    @inline(__always)
    private static func equals(_ entry: UnsafeMutablePointer<Entry>, _ place: UnsafePointer<UInt8>) -> Bool {
        let text = UnsafeRawPointer(place)
        let key = UnsafeRawPointer(entry)
        var left = Int(entry.pointee.length) &+ 1
        var offset = 0
        while left > 8 {
            guard
                text.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                    == key.load(fromByteOffset: offset, as: UInt64.self)
            else { return false }
            offset &+= 8
            left &-= 8
        }
        let difference =
            UInt64(littleEndian: text.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            ^ UInt64(littleEndian: key.load(fromByteOffset: offset, as: UInt64.self))
        return difference << UInt64(truncatingIfNeeded: (8 &- left) << 3) == 0
    }
}
