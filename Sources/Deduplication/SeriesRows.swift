import Observations

/// Rows of one series, either its present records or those of a new file, as hashes: with a declared key 21 bytes a
/// row, without one about 25 and 4 for each term.
package struct SeriesRows: Sendable {
    let rule: KeyRule
    /// The rows' declared keys or their fingerprints; once `keepOwn` has settled them, their keys.
    private(set) var fingerprints: [RecordKey] = []
    /// The rows that have a key to be paired by: with a declared one all that are complete, else all that were not
    /// quarantined.
    private(set) var keyed = Bitmap()
    /// The rows that were quarantined.
    private(set) var quarantined = Bitmap()
    /// The places of present records; empty for a new file.
    private(set) var ordinals: [UInt32] = []
    /// The records that were withdrawn: they are out of the dataset, and still know their rows again.
    private(set) var withdrawn = Bitmap()
    /// Without a declared key, what the rows look like.
    private(set) var cells: LikenessCells
    private let terms: [Term]
    private var isSettled = false

    /// No rows yet, of a dataset of that schema, with keys by that rule.
    package init(schema: Schema, rule: KeyRule) {
        self.rule = rule
        terms = schema.terms
        cells = LikenessCells(schema)
    }

    /// The number of rows, withdrawn records among them.
    package var count: Int { fingerprints.count }

    /// The number of records that are in the dataset.
    package var liveCount: Int { count - withdrawn.setCount }

    /// Adds a batch of the new file, in the order of its rows. Rows that are not selected are quarantined: they have
    /// partners like others, so that what was accepted stands.
    package mutating func add(_ batch: ObservationBatch, keys: RecordKeys) {
        add(batch.columns, keys: keys, rows: Array(0..<batch.count))
        for row in 0..<batch.count {
            quarantined.append(!batch.selection[row])
            withdrawn.append(false)
            switch rule {
            case .declared: keyed.append(!keys.incomplete[row])
            case .fingerprint: keyed.append(batch.selection[row])
            }
        }
    }

    /// Adds records of the series, in the order of their places: those that are in the dataset, and without a declared
    /// key also those that are out of it, of which `keepOwn` leaves the withdrawn ones.
    ///
    /// - Parameters:
    ///   - columns: the records' canonical text, one column for each term of the schema.
    ///   - keys: the keys by this series' rule and its submitter.
    ///   - rows: the rows that belong to the series; `nil` for all.
    ///   - ordinals: the place of each row in the dataset.
    package mutating func add(_ columns: [TextColumn], keys: RecordKeys, rows: Bitmap?, ordinals places: [UInt32]) {
        let rows = rows?.setRows ?? Array(places.indices)
        add(columns, keys: keys, rows: rows)
        for row in rows {
            quarantined.append(false)
            withdrawn.append(false)
            keyed.append(true)
            ordinals.append(places[row])
        }
    }

    private mutating func add(_ columns: [TextColumn], keys: RecordKeys, rows: [Int]) {
        precondition(columns.count == terms.count && !isSettled)
        for row in rows { fingerprints.append(keys.keys[row]) }
        if case .fingerprint = rule { cells.add(columns, terms: terms, rows: rows) }
    }

    /// The key of each row: the declared one, or the fingerprint with the number of equal rows before it.
    package var keys: [RecordKey] {
        guard case .fingerprint = rule, !isSettled else { return fingerprints }
        let equal = EqualRows(fingerprints, rows: keyed)
        return fingerprints.indices.map { fingerprints[$0].afterEqualRows(UInt64(equal.numbers[$0])) }
    }

    /// Leaves of present records only those given.
    mutating func settle(_ kept: [OwnRecord]) {
        fingerprints = kept.map(\.key)
        ordinals = kept.map { ordinals[$0.row] }
        keyed = Bitmap(repeating: true, count: kept.count)
        quarantined = Bitmap(repeating: false, count: kept.count)
        withdrawn = Bitmap()
        for record in kept { withdrawn.append(record.isWithdrawn) }
        if case .fingerprint = rule { cells.keep(kept.map(\.row)) }
        isSettled = true
    }
}

/// A row that turned out to be a record of the series.
struct OwnRecord {
    let row: Int
    /// Its present key.
    let key: RecordKey
    /// Whether it was withdrawn.
    let isWithdrawn: Bool
}
