/// What became of a record. Every record has exactly one outcome.
package enum Outcome: String, Sendable, CaseIterable {
    /// Accepted as a new record of the dataset.
    case accepted
    /// Accepted as a newer state of a record that the dataset already had.
    case correction
    /// Not taken, because of a finding of severity `error`.
    case quarantined
    /// Already there: nothing changes.
    case duplicate
    /// Takes a record out of the next version.
    case withdrawal
}

/// How many records had which outcome. They add up to the records in the file.
package struct OutcomeCounts: Sendable, Equatable {
    /// Accepted as new.
    package var accepted = 0
    /// Accepted as corrections.
    package var corrections = 0
    /// Quarantined.
    package var quarantined = 0
    /// Duplicates.
    package var duplicates = 0
    /// Withdrawals.
    package var withdrawals = 0
    /// Accepted with at least one warning: a property of accepted records, not a sixth outcome.
    package var flagged = 0

    /// No records yet.
    package init() {}

    /// The records in all.
    package var records: Int { accepted + corrections + quarantined + duplicates + withdrawals }

    /// Counts one more record.
    package mutating func count(_ outcome: Outcome) {
        switch outcome {
        case .accepted: accepted += 1
        case .correction: corrections += 1
        case .quarantined: quarantined += 1
        case .duplicate: duplicates += 1
        case .withdrawal: withdrawals += 1
        }
    }

    /// The counts of two sets of records together.
    package static func + (left: OutcomeCounts, right: OutcomeCounts) -> OutcomeCounts {
        var sum = left
        sum.accepted += right.accepted
        sum.corrections += right.corrections
        sum.quarantined += right.quarantined
        sum.duplicates += right.duplicates
        sum.withdrawals += right.withdrawals
        sum.flagged += right.flagged
        return sum
    }
}
