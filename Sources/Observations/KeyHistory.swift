/// What has become of the record that a key names.
package enum KeyState: UInt32, Sendable {
    /// It is in the dataset.
    case live
    /// Its file no longer has it. It comes back freely when it is sent again.
    case absent
    /// It was taken back: by a value, a list of keys or a command. It comes back only with a newer revision, or when it
    /// is restored.
    case withdrawn
    /// An older key of a record that has another one now, since its row was changed. A row with this key is a new
    /// record.
    case replaced
}

/// What the history knows under one record key: 40 bytes, as they lie in memory and in a key run.
package struct KeyEntry: Sendable, Equatable {
    /// The record's key.
    package var key: RecordKey
    /// A hash of the record's content, to tell a duplicate from a correction.
    package var content: UInt64
    /// The revision of that content, in the order of revisions; `Int64.min` where it has none.
    package var revision: Int64
    /// The place in the lower 30 bits, the state in the upper two.
    private var place: UInt32
    /// The submission that sent the record last, whose submitter owns it.
    package var submission: UInt32

    /// More places than this are not told apart: the number of records that a dataset can hold, some 1,074 million.
    package static let ordinalLimit: UInt32 = 0x3FFF_FFFF
    /// Stands in `submission` where a record was withdrawn by a command before anybody sent it.
    package static let noSubmission: UInt32 = .max

    /// An entry of those parts.
    ///
    /// - Parameters:
    ///   - revision: `Int64.min` for none.
    ///   - ordinal: below `ordinalLimit`; `nil` where a record was withdrawn before it came.
    package init(
        key: RecordKey, content: UInt64, revision: Int64 = .min, ordinal: UInt32?, state: KeyState = .live,
        submission: UInt32
    ) {
        self.key = key
        self.content = content
        self.revision = revision
        place = KeyEntry.place(ordinal, state)
        self.submission = submission
    }

    /// The record's place in the dataset: 0 for the first that was ever accepted, then 1, 2, … `nil` where a
    /// withdrawal came before its record.
    package var ordinal: UInt32? {
        get { place & KeyEntry.ordinalLimit == KeyEntry.ordinalLimit ? nil : place & KeyEntry.ordinalLimit }
        set { place = KeyEntry.place(newValue, state) }
    }

    /// What has become of the record.
    package var state: KeyState {
        get { KeyState(rawValue: place >> 30) ?? .live }
        set { place = (place & KeyEntry.ordinalLimit) | newValue.rawValue << 30 }
    }

    private static func place(_ ordinal: UInt32?, _ state: KeyState) -> UInt32 {
        precondition(ordinal.map { $0 < ordinalLimit } ?? true, "A dataset holds less than 2^30 - 1 records")
        return (ordinal ?? ordinalLimit) | state.rawValue << 30
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
    /// Adds `count` entries as a new run: each key once, in parts that continue the ascending order of keys.
    mutating func add(_ count: Int, inParts parts: some Sequence<[KeyEntry]>) throws
}
