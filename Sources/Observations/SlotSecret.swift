/// A number that only this process knows. From it follows where a table in memory begins to look for something.
///
/// Everybody can choose names and work out keys. Were the places known too, one could send such as are all looked for
/// in one place, where each has to pass all that came before. This decides nothing else: what is found has its number
/// in order of first appearance, and no file holds anything that follows from a place.
package struct SlotSecret: Sendable {
    /// The number, for hashes that begin with a seed.
    package let number: UInt64

    /// The secret of this process.
    package static let ofProcess = SlotSecret(.random(in: .min ... .max))

    /// A secret that is known, to see what follows from it.
    package init(_ number: UInt64) { self.number = number }

    /// Where the search for a number begins, before it is cut to the table's length.
    ///
    /// The second factor is always the same: a chosen one may happen to spread numbers that follow one another badly.
    @inlinable @inline(__always)
    package func place(of key: UInt64) -> Int {
        Int(truncatingIfNeeded: StableHash.mix(key ^ number, 0xD6E8_FEB8_6659_FD93))
    }

    /// Where the search for a record begins, before it is cut to the table's length.
    @inlinable @inline(__always)
    package func place(of key: RecordKey) -> Int {
        Int(truncatingIfNeeded: StableHash.mix(key.low ^ number, key.high ^ number.byteSwapped))
    }
}
