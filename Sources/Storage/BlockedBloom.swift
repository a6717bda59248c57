import Observations

/// A Bloom filter in blocks of 512 bits, one cache line each: a key sets one bit in each of its block's eight words.
///
/// Asking costs one access to memory. With 12 bits a key about one unknown key in 200 passes. The construction is the
/// blocked filter of Putze, Sanders and Singler (2007) with one bit a word, as Parquet's split-block filter has it.
/// The block follows from the key's upper half in its order, so that sorted keys fill and ask blocks in order.
struct BlockedBloom {
    /// Bits per key.
    static let bitsPerKey = 12

    /// The filter, eight words a block.
    private(set) var words: [UInt64]
    private let blocks: UInt64

    /// An empty filter for about `count` keys.
    init(count: Int) {
        blocks = UInt64(max(1, (count * BlockedBloom.bitsPerKey + 511) / 512))
        words = [UInt64](repeating: 0, count: Int(blocks) * 8)
    }

    /// Adds the keys of some entries.
    mutating func insert(_ entries: UnsafeBufferPointer<KeyEntry>) {
        let blocks = blocks
        words.withUnsafeMutableBufferPointer { words in
            for entry in entries {
                let bits = BlockedBloom.bits(entry.key)
                // Below blocks * 8 - 7, since the upper half of a product with `blocks` is below `blocks`.
                let start = Int(truncatingIfNeeded: entry.key.high.multipliedFullWidth(by: blocks).high) &* 8
                for word in 0..<8 {
                    words[start &+ word] |= 1 << (bits >> UInt64(truncatingIfNeeded: word &* 8) & 63)
                }
            }
        }
    }

    /// Whether `key` may be among the inserted ones; `false` is certain. `words` holds `blocks` times eight words.
    @inline(__always)
    static func mayContain(_ key: RecordKey, _ words: UnsafePointer<UInt64>, blocks: UInt64) -> Bool {
        let bits = bits(key)
        let block = words + Int(truncatingIfNeeded: key.high.multipliedFullWidth(by: blocks).high) &* 8
        var all = block[0] >> (bits & 63) & block[1] >> (bits >> 8 & 63)
        all &= block[2] >> (bits >> 16 & 63) & block[3] >> (bits >> 24 & 63)
        all &= block[4] >> (bits >> 32 & 63) & block[5] >> (bits >> 40 & 63)
        all &= block[6] >> (bits >> 48 & 63) & block[7] >> (bits >> 56 & 63)
        return all & 1 != 0
    }

    /// Eight bytes, each of which gives one bit's place in its word.
    @inline(__always)
    private static func bits(_ key: RecordKey) -> UInt64 {
        StableHash.mix(key.low ^ 0x9E37_79B9_7F4A_7C15, key.high ^ 0xD6E8_FEB8_6659_FD93)
    }
}
