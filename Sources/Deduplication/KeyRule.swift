import Observations

/// What makes two records the same record.
package enum KeyRule: Sendable, Equatable {
    /// The values of declared key terms, within a namespace (two sources may number their records alike).
    case declared(columns: [Int], namespace: String)
    /// No key: 128 bits over the contributor and all interpreted terms.
    /// `contributor` is the column that names whose judgement the record is; without one it is the submitter.
    case fingerprint(contributor: Int?)

    /// Whether records have no declared key.
    package var isKeyless: Bool {
        if case .fingerprint = self { true } else { false }
    }
}

/// The keys of a batch's rows, computed without knowing the history, so that batches can be worked on in parallel.
package struct RecordKeys: Sendable {
    /// One key per row.
    package var keys: [RecordKey]
    /// One hash of the whole content per row, to tell a duplicate from a correction.
    package var contents: [UInt64]
    /// Rows that have no key because a declared key term is missing.
    package var incomplete: Bitmap
    /// One revision per row where a revision is declared (`RevisionRule`), else empty.
    package var revisions: [Int64] = []
    /// Rows that ask for the record that they name to be withdrawn; `nil` for none. Needs a declared key.
    package var withdraws: Bitmap?
}

extension KeyRule {
    /// Computes the keys of a batch's rows.
    ///
    /// A missing cell contributes nothing, so a term that the dataset gains later does not change older fingerprints.
    /// - Parameter submitter: who delivered the file; stands in for a missing contributor.
    package func keys(of batch: ObservationBatch, submitter: String) -> RecordKeys {
        var contents = CellHashes(rows: batch.count, seed: 0x636F_6E74_656E_7473)
        for (column, term) in zip(batch.columns, batch.schema.terms) { contents.add(column, term: term) }
        switch self {
        case .declared(let columns, let namespace):
            var high = CellHashes(rows: batch.count, seed: stableHash(namespace, seed: 1))
            var low = CellHashes(rows: batch.count, seed: stableHash(namespace, seed: 2))
            var incomplete = Bitmap(repeating: false, count: batch.count)
            for index in columns {
                let column = batch.columns[index].normalised()
                let term = batch.schema.terms[index]
                high.add(column, term: term)
                low.add(column, term: term)
                for row in column.missing.setRows { incomplete[row] = true }
            }
            return RecordKeys(keys: pair(high, low), contents: contents.values, incomplete: incomplete)
        case .fingerprint(let contributor):
            var high = CellHashes(rows: batch.count, seed: 3)
            var low = CellHashes(rows: batch.count, seed: 4)
            for (column, term) in zip(batch.columns, batch.schema.terms) {
                let column = column.normalised()
                high.add(column, term: term)
                low.add(column, term: term)
            }
            let nameless =
                contributor.map { batch.columns[$0].missing } ?? Bitmap(repeating: true, count: batch.count)
            let delivered = stableHash(submitter, seed: 5)
            for row in nameless.setRows {
                high.add(delivered, row: row)
                low.add(delivered, row: row)
            }
            return RecordKeys(
                keys: pair(high, low), contents: contents.values,
                incomplete: Bitmap(repeating: false, count: batch.count))
        }
    }

    private func pair(_ high: CellHashes, _ low: CellHashes) -> [RecordKey] {
        zip(high.values, low.values).map { RecordKey(high: $0, low: $1) }
    }
}

/// The stable hash of a string.
func stableHash(_ string: String, seed: UInt64) -> UInt64 {
    var copy = string
    return copy.withUTF8 { StableHash.hash(UnsafeRawBufferPointer($0), seed: seed) }
}

/// One running 64-bit hash per row, to which columns are added. The sum does not depend on the order of the columns.
struct CellHashes {
    private(set) var values: [UInt64]
    private let seed: UInt64

    init(rows: Int, seed: UInt64) {
        values = [UInt64](repeating: seed, count: rows)
        self.seed = seed
    }

    /// Adds every cell that is not missing, hashed together with its term's name.
    mutating func add(_ column: TextColumn, term: Term) {
        let termSeed = stableHash(term.name, seed: seed)
        let missing = column.missing
        let anyMissing = missing.isAnySet
        column.withCells { bytes, ends in
            let raw = UnsafeRawBufferPointer(bytes)
            values.withUnsafeMutableBufferPointer { values in
                var start = 0
                for row in 0..<ends.count {
                    let end = Int(ends[row])
                    if !anyMissing || !missing[row] {
                        let cell = UnsafeRawBufferPointer(rebasing: raw[start..<end])
                        // Wrapping on purpose: a sum of hashes is a hash.
                        values[row] &+= StableHash.hash(cell, seed: termSeed)
                    }
                    start = end
                }
            }
        }
    }

    /// Adds one more hash to one row.
    mutating func add(_ hash: UInt64, row: Int) { values[row] &+= StableHash.mix(hash ^ seed, seed | 1) }
}
