import Observations

extension Deduplicator {
    /// The key under which the history knows the record at a place; `nil` where it knows none.
    ///
    /// With a declared key that is the key. Without one, equal records have the fingerprint with the number of those
    /// that came before: numbers are given without gaps, so that they are tried until none further was ever given.
    ///
    /// - Parameter keys: the keys of a batch whose only row is the record's present content.
    package func key(at ordinal: UInt32, keys: RecordKeys, rule: KeyRule) throws -> RecordKey? {
        guard let first = keys.keys.first else { return nil }
        guard case .fingerprint = rule else {
            return try entries(for: [first])[0]?.ordinal == ordinal ? first : nil
        }
        // Each question looks through all runs; so the more equal records there are, the more are asked for at once.
        var numbers: Range<UInt64> = 0..<1
        while true {
            let asked = numbers.map { first.afterEqualRows($0) }
            for (key, entry) in zip(asked, try entries(for: asked)) {
                guard let entry else { return nil }
                // A key that the record had before, and has now again under another number, does not count.
                if entry.ordinal == ordinal, entry.state != .replaced { return key }
            }
            numbers = numbers.upperBound..<min(numbers.upperBound * 4, numbers.upperBound + 4_096)
        }
    }
}
