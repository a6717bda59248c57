import Storage

/// Which submission first brought the record at each place of the dataset.
struct PlaceOwners {
    private var firsts: [UInt32] = []
    private var submissions: [UInt32] = []
    /// The last one that was found: rows of one file mostly belong to few others.
    private var last = 0

    /// Nothing has been accepted yet.
    init() {}

    /// What the ledger's submissions have brought.
    init(_ ledger: Ledger) throws {
        let brought = try ledger.firstPlaces()
        firsts = brought.map(\.ordinal)
        submissions = brought.map(\.submission)
    }

    /// Takes note of a submission whose new records begin at a place, behind all others.
    mutating func add(_ submission: UInt32, from ordinal: UInt32) {
        guard firsts.last ?? 0 <= ordinal else { return }
        firsts.append(ordinal)
        submissions.append(submission)
    }

    /// Who brought the record at a place; `nil` where that is not known.
    mutating func owner(of ordinal: UInt32) -> UInt32? {
        guard let first = firsts.first, ordinal >= first else { return nil }
        if holds(last, ordinal) { return submissions[last] }
        var (low, high) = (0, firsts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if firsts[middle] <= ordinal { low = middle } else { high = middle }
        }
        last = low
        return submissions[low]
    }

    private func holds(_ index: Int, _ ordinal: UInt32) -> Bool {
        firsts[index] <= ordinal && (index + 1 == firsts.count || ordinal < firsts[index + 1])
    }
}
