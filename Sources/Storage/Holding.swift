/// Why a submission is held back instead of being taken in.
package struct HoldReason: Sendable, Equatable, Codable {
    /// Which limit it passed.
    package enum Kind: String, Sendable, Codable {
        /// Too large a share of its records would be quarantined.
        case quarantined
        /// It leaves out too large a share of the records that its series had.
        case dropped
        /// With it its submitter would bring more records in one night than is allowed. Then `limit` and `count` are
        /// numbers of records, `of` those of its own, and `share` is 0.
        case records
    }

    /// Which limit it passed.
    package var kind: Kind
    /// The share that it has, 0 to 1.
    package var share: Double
    /// The share that is allowed.
    package var limit: Double
    /// How many records the share is …
    package var count: Int
    /// … of how many.
    package var of: Int

    /// A reason of those parts.
    package init(kind: Kind, share: Double, limit: Double, count: Int, of: Int) {
        self.kind = kind
        self.share = share
        self.limit = limit
        self.count = count
        self.of = of
    }
}

/// What somebody has decided about a submission as a whole.
package enum Ruling: String, Sendable {
    /// It is taken in, whatever share of it is quarantined or missing.
    case accepted
    /// It was held and is never taken in.
    case rejected
    /// It was taken in and is out again.
    case revoked
}
