import Observations

/// Rows that a night has not taken, as they were read. The files for mending are made of them, so that nothing has to be
/// read a second time for a receipt.
///
/// They are only at hand, never needed: what is not here is read from the archive again and gives the same bytes.
struct RefusedRows: Sendable {
    private var batches: [UInt32: [RecordBatch]] = [:]
    private var bytes = 0

    /// About so many bytes are kept in a night.
    private static let limit = 16 << 20

    /// Keeps rows of a submission, unless there are too many already.
    mutating func add(_ rows: RecordBatch, of submission: UInt32) {
        guard rows.count > 0, bytes < RefusedRows.limit else { return }
        bytes += rows.columns.reduce(0) { $0 + $1.bytes.count + 8 * $1.count }
        batches[submission, default: []].append(rows)
    }

    /// The rows of a submission, if all that are asked for are here with all those columns.
    ///
    /// - Parameters:
    ///   - numbers: the rows, as a spreadsheet numbers them.
    ///   - fields: the columns; `nil` for those that the pipeline uses.
    func batches(of submission: UInt32, _ numbers: some Sequence<UInt32>, fields: [String]?) -> [RecordBatch]? {
        guard let found = batches[submission] else { return nil }
        let kept = Set(found.lazy.flatMap(\.origins.rows))
        guard numbers.allSatisfy(kept.contains) else { return nil }
        if let fields, !found.allSatisfy({ Set($0.fields).isSuperset(of: fields) }) { return nil }
        return found
    }
}

extension RecordBatch {
    /// The rows that a batch of observations made of these records refuses, at most some.
    func refused(by observations: ObservationBatch, limit: Int) -> RecordBatch {
        // Both are in the order of the file.
        var numbers: [UInt32] = []
        for finding in observations.findings where finding.severity == .error && numbers.count < limit {
            let number = observations.origins.rows[finding.row]
            if numbers.last != number { numbers.append(number) }
        }
        var refused = RecordBatch(
            fields: fields, columns: columns.map { _ in TextColumn() },
            origins: Origins(submission: origins.submission, unit: origins.unit))
        var wanted = numbers[...]
        for row in 0..<count {
            while let next = wanted.first, next < origins.rows[row] { wanted.removeFirst() }
            guard let next = wanted.first else { break }
            guard next == origins.rows[row] else { continue }
            for column in columns.indices { refused.columns[column].append(cell: row, of: columns[column]) }
            refused.origins.append(
                record: origins.records[row], row: origins.rows[row], position: origins.positions[row])
        }
        return refused
    }
}
