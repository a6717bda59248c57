import Observations

/// What a record is known by besides its name, kept with a decision about it: where the submission is revoked that first
/// brought the record, its name is gone, and another submission may have the same record.
///
/// The key is a hash of the record's key terms, or of the whole record. It names nobody, but whoever guesses all that went
/// into it can tell that the guess was right: so an erasure takes the keys of somebody's records out of the decisions.
package struct RecordedKey: Sendable, Equatable, Codable {
    /// 32 hexadecimal digits.
    private let key: String
    /// How new the record's content was, in the order of revisions; `nil` where it has none.
    private let revision: Int64?

    /// A record's key and the revision of its content, `Int64.min` for none.
    package init(_ key: RecordKey, revision: Int64) {
        self.key = RecordedKey.digits(key.high) + RecordedKey.digits(key.low)
        self.revision = revision == .min ? nil : revision
    }

    /// The key; `nil` where what was kept is none.
    package var recordKey: RecordKey? {
        guard key.utf8.count == 32, let high = UInt64(key.prefix(16), radix: 16),
            let low = UInt64(key.suffix(16), radix: 16)
        else { return nil }
        return RecordKey(high: high, low: low)
    }

    /// The revision in the order of revisions; `Int64.min` for none.
    package var order: Int64 { revision ?? .min }

    private static func digits(_ half: UInt64) -> String {
        let digits = String(half, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
