import Observations

/// A line of the table of counts.
struct CountRow {
    let label: Phrase
    let count: Int
    /// The name of the line's colour on the page; that of an outcome is the same as in the JSON form.
    let name: StaticString

    /// The five outcomes of records, which add up to the records of the file. Those that no record has are left out,
    /// but new records are always told.
    ///
    /// - Parameter settled: how many of the quarantined records do not wait any more. They are told apart.
    static func rows(_ counts: OutcomeCounts, settled: Int = 0) -> [CountRow] {
        [
            CountRow(label: .accepted, count: counts.accepted, name: "accepted"),
            CountRow(label: .corrections, count: counts.corrections, name: "corrections"),
            CountRow(label: .duplicates, count: counts.duplicates, name: "duplicates"),
            CountRow(label: .withdrawals, count: counts.withdrawals, name: "withdrawals"),
            CountRow(label: .settled, count: settled, name: "settled"),
            CountRow(label: .quarantined, count: counts.quarantined - settled, name: "quarantined"),
        ].filter { $0.count > 0 || $0.label == .accepted }
    }
}

extension Receipt {
    /// What stands above the counts.
    var countsTitle: Phrase {
        if case .held = outcome { .countsIfHeld } else { .counts }
    }

    /// What stands under the counts: a damaged file may have had more records, and an archive has more files than those
    /// that were taken.
    var totalLabel: Phrase {
        switch outcome {
        case .readInPart: .inAllRead
        case .takenInPart: .inAllParts
        case .taken, .refused, .held, .repeats, .rejected, .revoked: .inAll
        }
    }
}
