import Observations

/// A record of a series, as the history knows it.
package struct SeriesPartner: Sendable, Equatable {
    /// The record's present key.
    package let key: RecordKey
    /// The record's place in the dataset.
    package let ordinal: UInt32

    /// A record of that key and place.
    package init(key: RecordKey, ordinal: UInt32) {
        self.key = key
        self.ordinal = ordinal
    }
}

/// For every row of a file, in its order, the record of the series that it is a new state of.
package struct SeriesPartners: Sendable {
    /// For each row the number of the old row, or -1.
    private let olds: [Int32]
    private let keys: [RecordKey]
    private let ordinals: [UInt32]

    init(_ olds: [Int32], keys: [RecordKey], ordinals: [UInt32]) {
        self.olds = olds
        self.keys = keys
        self.ordinals = ordinals
    }

    /// The number of rows of the new file.
    package var count: Int { olds.count }

    /// The record that a row is a new state of; `nil` where there is none. `row` is counted from the file's first, 0.
    package subscript(row: Int) -> SeriesPartner? {
        let old = Int(olds[row])
        return old < 0 ? nil : SeriesPartner(key: keys[old], ordinal: ordinals[old])
    }
}

/// Which rows of a file are new states of which records of its series.
package struct SeriesPairing: Sendable {
    /// For every row of the new file its record, which may be a withdrawn one.
    package let partners: SeriesPartners
    /// The records of the series that no row of the new file is a state of, in the order of the old rows; withdrawn ones
    /// are not missed.
    package let left: [SeriesPartner]
    /// How many records of the series have a partner, without the withdrawn ones.
    package let pairedCount: Int
    /// How many withdrawn records have a partner.
    package let pairedWithdrawn: Int
    /// Whether the file is a new state of its series rather than further records: at least half of the earlier rows
    /// have found a partner. A withdrawn record whose row is there says so like any other; one whose row somebody has
    /// taken out, as he should, says nothing.
    package var isReplacement: Bool { pairedCount + pairedWithdrawn >= left.count }
}
