/// What the history knows under one record key: 32 bytes, as they lie in memory and in a key run.
package struct KeyEntry: Sendable, Equatable {
    /// The record's key.
    package var key: RecordKey
    /// A hash of the record's content, to tell a duplicate from a correction.
    package var content: UInt64
    /// The record's place in the dataset: 0 for the first that was ever accepted, then 1, 2, …
    package var ordinal: UInt32
    /// The submission that brought the content, whose submitter owns the record.
    package var submission: UInt32

    /// An entry of those parts.
    package init(key: RecordKey, content: UInt64, ordinal: UInt32, submission: UInt32) {
        self.key = key
        self.content = content
        self.ordinal = ordinal
        self.submission = submission
    }
}

/// All record keys that the dataset has ever accepted, as sorted runs on disk.
///
/// Deduplication asks and adds; Storage keeps. A newer run's entry for a key replaces an older one's.
package protocol KeyHistory {
    /// Whether it knows no key at all.
    var isEmpty: Bool { get }
    /// The newest entry for each of `keys` that the history knows, in the order of `keys`; `nil` where it does not.
    func entries(for keys: [RecordKey]) throws -> [KeyEntry?]
    /// Adds entries, sorted by key, each key once, as a new run.
    mutating func add(_ sortedEntries: [KeyEntry]) throws
}
