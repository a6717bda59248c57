import Observations

/// What unpivoting makes of records, in bytes: the cells that a record shares are repeated for each of its columns.
enum UnpivotSize {
    /// A record that comes to more than this is quarantined as one.
    static let recordLimit = 16 << 20
    /// Records that come to more than about this are not interpreted at once.
    static let batchLimit = 64 << 20
    /// What a row costs besides its text.
    static let rowCost = 64
}

extension MappingPlan {
    /// How many records from `first` on may be interpreted at once; at least one.
    ///
    /// - Parameter limit: about how many bytes they may come to.
    func recordsAtOnce(_ records: RecordBatch, from first: Int, limit: Int) -> Int {
        guard let unpivot else { return records.count - first }
        let names = columnNames(unpivot, records.fields)
        let shared = fileColumns(records).map(\.column)
        let fixed = names.count * UnpivotSize.rowCost + names.reduce(0) { $0 + $1.utf8.count }
        var size = 0
        for row in first..<records.count {
            let repeated = names.count * shared.reduce(0) { $0 + $1.range(row).count }
            size += fixed + min(repeated, UnpivotSize.recordLimit)
            if size > limit, row > first { return row - first }
        }
        return records.count - first
    }
}

extension Interpreter {
    /// Whether a record of the file may become several observations.
    package var unpivots: Bool { mapping.unpivot != nil }

    /// How many records from `first` on may be interpreted at once, so that what an unpivot makes of them stays of a size;
    /// at least one.
    package func recordsAtOnce(_ records: RecordBatch, from first: Int) -> Int {
        mapping.recordsAtOnce(records, from: first, limit: UnpivotSize.batchLimit)
    }
}
