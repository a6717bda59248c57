import Observations

/// What became of every row of a batch.
package struct Verdicts: Sendable {
    /// One outcome per row.
    package var outcomes: [Outcome]
    /// The place in the dataset of the record that a row is, corrects, repeats or withdraws; 0 for quarantined rows and
    /// for withdrawals of records that never came.
    package var ordinals: [UInt32]
    /// The places of records that rows have withdrawn and that were to be seen until now.
    package var withdrawn: [UInt32] = []
    /// The records in the rows that another series of their submitter sent last, or that were out of the dataset.
    package var met: [MetRecord] = []
    /// The key of each row, as the history knows it from now on: not the same as its fingerprint for the second and
    /// further equal rows of a file.
    var keys: [RecordKey]

    /// The key of the record at `ordinals[row]`, for a row that was not quarantined.
    package func key(of row: Int) -> RecordKey { keys[row] }
}

/// A record that a file has, and that was not simply in the file's own series before.
package struct MetRecord: Sendable, Equatable {
    /// Its place in the dataset.
    package let place: UInt32
    /// The submission that sent it last, until now.
    package let sender: UInt32
    /// Whether it was out of the dataset, so that nobody had it.
    package let wasOut: Bool
}

extension Verdicts {
    /// So many rows of which nothing is taken.
    package init(quarantined count: Int) {
        self.init(
            outcomes: [Outcome](repeating: .quarantined, count: count),
            ordinals: [UInt32](repeating: 0, count: count), keys: [])
    }
}
