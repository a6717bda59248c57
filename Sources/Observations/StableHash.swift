/// A fast 64-bit and 128-bit hash that is the same in every process, on every machine, for ever.
///
/// Multiply-and-fold over 8-byte words (64 × 64 → 128 bits, halves combined by XOR), the construction known from wyhash
/// and its relatives. It is not cryptographic: digests of files are SHA-256. Swift's `Hasher` is seeded per process
/// and must not reach a file.
package enum StableHash {
    @usableFromInline static let k0: UInt64 = 0x9E37_79B9_7F4A_7C15
    @usableFromInline static let k1: UInt64 = 0xD6E8_FEB8_6659_FD93
    @usableFromInline static let k2: UInt64 = 0xA076_1D64_78BD_642F

    /// Multiplies and folds.
    @inlinable @inline(__always)
    package static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }

    /// The hash of some bytes, continuing from `seed`.
    @inlinable @inline(__always)
    package static func hash(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
        var state = seed ^ k0
        var offset = 0
        let count = bytes.count
        while offset &+ 16 <= count {
            let a = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
            let b = bytes.loadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self).littleEndian
            state = mix(a ^ k1, b ^ state)
            offset &+= 16
        }
        let rest = count &- offset
        var a: UInt64 = 0
        var b: UInt64 = 0
        if rest >= 8 {
            a = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
            b = bytes.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self).littleEndian
        } else if rest >= 4 {
            a = UInt64(bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self).littleEndian)
            b = UInt64(bytes.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self).littleEndian)
        } else if rest > 0 {
            a = UInt64(bytes[offset]) << 16 | UInt64(bytes[offset &+ rest >> 1]) << 8 | UInt64(bytes[count &- 1])
        }
        return mix(k2 ^ UInt64(truncatingIfNeeded: count), mix(a ^ k1, b ^ state))
    }
}

/// 128 bits that name a record: a declared key, or a fingerprint of the whole record.
package struct RecordKey: Hashable, Sendable, Comparable {
    /// The upper half; uniformly distributed.
    package var high: UInt64
    /// The lower half.
    package var low: UInt64

    /// A key of two halves.
    @inlinable
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    @inlinable
    package static func < (left: RecordKey, right: RecordKey) -> Bool {
        left.high != right.high ? left.high < right.high : left.low < right.low
    }

    @inlinable
    package static func == (left: RecordKey, right: RecordKey) -> Bool {
        left.high == right.high && left.low == right.low
    }
}
