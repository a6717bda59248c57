import Observations

extension SeriesRows {
    /// Finds for every row of a new file the record of its series that it is a new state of.
    ///
    /// With a declared key partners are equal keys. Without one:
    /// 1. Equal rows are partners, the n-th of equal ones with the n-th.
    /// 2. Of the rest, rows of the same event date of which at least half of the other cells are equal: best score
    ///    first, then nearest by position. Cells that both lack do not count; a missing date is a date like others.
    /// 3. A quarantined row is the partner of a record of any date if all other cells are equal: so a slip in a date
    ///    does not take an accepted record out.
    ///
    /// Withdrawn records are paired like the others: what is withdrawn changes nothing about which row is which record.
    ///
    /// The cost is bounded: see `DatePairing` for dates with very many changed rows.
    ///
    /// - Parameters:
    ///   - old: the records of the series, after `keepOwn`.
    ///   - new: the rows of the new file. Both by the same rule.
    package static func pairing(old: SeriesRows, new: SeriesRows) -> SeriesPairing {
        precondition(old.rule == new.rule && old.ordinals.count == old.count)
        var pairs = RowPairs(old: old.count, new: new.count)
        let oldKeys = old.keys
        let newKeys = new.keys
        pairs.pairByKey(old: oldKeys, new: newKeys, rows: new.keyed)
        if case .fingerprint = old.rule {
            var dates = DatePairing(old: old.cells, new: new.cells, pairs)
            dates.run()
            pairs = dates.pairs
            pairs.pairQuarantined(old: old.cells, new: new)
        }
        let left = pairs.newOfOld.indices.lazy.filter { pairs.newOfOld[$0] < 0 && !old.withdrawn[$0] }
        let pairedWithdrawn = old.withdrawn.setRows.count { pairs.newOfOld[$0] >= 0 }
        return SeriesPairing(
            partners: SeriesPartners(pairs.oldOfNew, keys: oldKeys, ordinals: old.ordinals),
            left: left.map { SeriesPartner(key: oldKeys[$0], ordinal: old.ordinals[$0]) },
            pairedCount: pairs.newOfOld.count { $0 >= 0 } - pairedWithdrawn, pairedWithdrawn: pairedWithdrawn)
    }
}

/// Which old row belongs to which new one, as far as it is found out.
struct RowPairs {
    /// For each new row its old one, -1 for none.
    private(set) var oldOfNew: [Int32]
    /// For each old row its new one (of several with one declared key the first), -1 for none.
    private(set) var newOfOld: [Int32]

    init(old: Int, new: Int) {
        oldOfNew = [Int32](repeating: -1, count: new)
        newOfOld = [Int32](repeating: -1, count: old)
    }

    mutating func pair(old: Int, new: Int) {
        oldOfNew[new] = Int32(old)
        if newOfOld[old] < 0 { newOfOld[old] = Int32(new) }
    }

    /// The old rows without a partner, in their order.
    var openOld: [Int32] { newOfOld.indices.filter { newOfOld[$0] < 0 }.map { Int32($0) } }
    /// The new rows without a partner, in their order.
    var openNew: [Int32] { oldOfNew.indices.filter { oldOfNew[$0] < 0 }.map { Int32($0) } }

    /// Pairs equal keys. Those of old rows differ from one another.
    fileprivate mutating func pairByKey(old: [RecordKey], new: [RecordKey], rows: Bitmap) {
        func hash(_ key: RecordKey) -> UInt64 { StableHash.mix(key.high, key.low | 1) }
        let waiting = RowQueues(openOld) { hash(old[$0]) }
        for row in new.indices where rows[row] {
            if let partner = waiting.first(hash(new[row])), old[partner] == new[row] { pair(old: partner, new: row) }
        }
    }

    /// Pairs quarantined rows with records that equal them in all but the date.
    fileprivate mutating func pairQuarantined(old: LikenessCells, new: SeriesRows) {
        let rows = openNew.filter { new.quarantined[Int($0)] }
        guard !rows.isEmpty else { return }
        let (oldSums, newSums) = (old.sums(), new.cells.sums())
        var waiting = RowQueues(openOld) { oldSums[$0] }
        // A row of which nothing is left but the date is like no other.
        for row in rows where newSums[Int(row)] != 0 {
            guard let partner = waiting.first(newSums[Int(row)]) else { continue }
            waiting.removeFirst(newSums[Int(row)])
            pair(old: partner, new: Int(row))
        }
    }
}
