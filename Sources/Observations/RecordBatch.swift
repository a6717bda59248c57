/// Some records of a file as they were written: what a reader yields, before mapping and types.
package struct RecordBatch: Sendable {
    /// The names of the columns. Unnamed and repeated headers have been given names (`column_3`, `name_2`).
    package var fields: [String]
    /// One column of text per field.
    package var columns: [TextColumn]
    /// Where the rows come from.
    package var origins: Origins
    /// Problems in the structure of single records (ragged rows, open quotes, bytes that are no text).
    /// Rows with a finding of severity `error` will be quarantined.
    package var findings: [Finding]
    /// Whether the format itself says how numbers are written, as JSON does: with a decimal point, whatever the locale.
    package var hasPlainNumbers: Bool
    /// The names that stand in no header: the reader gave them to columns whose header is empty or the same as that of
    /// another. They may be of columns that are not in `fields`.
    package var madeUpNames: [String]

    /// A batch of those parts; all columns have as many rows as `origins`.
    package init(
        fields: [String], columns: [TextColumn], origins: Origins, findings: [Finding] = [],
        hasPlainNumbers: Bool = false, madeUpNames: [String] = []
    ) {
        precondition(columns.allSatisfy { $0.count == origins.count } && fields.count == columns.count)
        self.madeUpNames = madeUpNames
        self.fields = fields
        self.columns = columns
        self.origins = origins
        self.findings = findings
        self.hasPlainNumbers = hasPlainNumbers
    }

    /// The number of records.
    package var count: Int { origins.count }

    /// Some of the records that follow one another. The findings must be in the order of rows.
    package func records(_ rows: Range<Int>) -> RecordBatch {
        var origins = Origins(submission: origins.submission, unit: origins.unit)
        origins.records = Array(self.origins.records[rows])
        origins.rows = Array(self.origins.rows[rows])
        origins.positions = Array(self.origins.positions[rows])
        let about = firstFinding(from: rows.lowerBound)..<firstFinding(from: rows.upperBound)
        let findings = findings[about].map { finding in
            var moved = finding
            moved.row -= rows.lowerBound
            return moved
        }
        return RecordBatch(
            fields: fields, columns: columns.map { $0.cells(rows) }, origins: origins, findings: findings,
            hasPlainNumbers: hasPlainNumbers, madeUpNames: madeUpNames)
    }

    /// The place of the first finding about a row from `row` on.
    private func firstFinding(from row: Int) -> Int {
        var (low, high) = (0, findings.count)
        while low < high {
            let middle = (low + high) / 2
            if findings[middle].row < row { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
