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
        var number: UInt64 = 0
        while true {
            let key = first.afterEqualRows(number)
            guard let entry = try entries(for: [key])[0] else { return nil }
            // A key that the record had before, and has now again under another number, does not count.
            if entry.ordinal == ordinal, entry.state != .replaced { return key }
            number += 1
        }
    }
}
