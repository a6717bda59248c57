/// Observations in the order of their ordinals, in bounded batches: how Storage hands the current dataset to those who
/// publish and label it, without either knowing the other.
package protocol ObservationSource {
    /// The next rows with their places in the dataset, or `nil` at the end.
    mutating func next() throws -> PlacedObservations?
}

/// A batch of current observations with the name and the place of each.
package struct PlacedObservations: Sendable {
    /// The observations. Only selected rows are part of the dataset.
    package var batch: [TextColumn]
    /// The terms of `batch`, in order.
    package var terms: [Term]
    /// Places in the dataset, ascending.
    package var ordinals: [UInt32]
    /// Names: submission and record of the first acceptance.
    package var ids: [RecordID]
    /// Where the current content comes from: submission and record of the last acceptance, a correction's where there is
    /// one, else the same as in `ids`.
    package var origins: [RecordID]

    /// A batch of those parts, all of equal length. Without `origins`, no record was ever corrected.
    package init(
        terms: [Term], batch: [TextColumn], ordinals: [UInt32], ids: [RecordID], origins: [RecordID]? = nil
    ) {
        self.terms = terms
        self.batch = batch
        self.ordinals = ordinals
        self.ids = ids
        self.origins = origins ?? ids
    }

    /// The number of rows.
    package var count: Int { ordinals.count }
}
