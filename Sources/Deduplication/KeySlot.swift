import Observations

extension RecordKey {
    /// Where a table in memory begins to look for the key, before it is cut to the table's length.
    ///
    /// Everybody can work out keys, and so send records whose keys all begin at one place, where each look-up would pass
    /// all that were there before. Hence the place follows from `secret` too.
    @inline(__always)
    func slot(_ secret: UInt64) -> Int {
        Int(truncatingIfNeeded: StableHash.mix(low ^ secret, high ^ secret.byteSwapped))
    }

    /// A number that only this process knows. It decides in which order memory is looked at, and reaches nothing else.
    static let slotSecret = UInt64.random(in: .min ... .max)
}
