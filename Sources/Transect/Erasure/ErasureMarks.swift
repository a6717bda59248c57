import Observations
import Storage

/// Carries what a redacted copy says about its rows through interpretation: rows without values are quarantined for no
/// other reason, and a contributor's token takes its place whatever the mapping makes of it.
struct ErasureMarks {
    private(set) var erased: Set<Int> = []
    private(set) var tokens: [Int: (term: String, token: String)] = [:]

    /// The marks of some records; `nil` where there are none, as in every file that is as it was delivered.
    init?(_ records: RecordBatch) {
        for finding in records.findings where RedactedRecords.isMark(finding) {
            if finding.code == RedactedRecords.erasedCode {
                erased.insert(finding.row)
            } else if let term = finding.field, let token = finding.arguments.first {
                tokens[finding.row] = (term, token)
            }
        }
        if erased.isEmpty && tokens.isEmpty { return nil }
    }

    /// Puts the marks into force.
    ///
    /// - Parameter records: what the observations were made of.
    /// - Returns: the observations without values.
    @discardableResult
    func apply(to batch: inout ObservationBatch, of records: RecordBatch) -> Bitmap {
        let places = batch.places(in: records)
        var findings: [Finding] = []
        var isErased = Bitmap(repeating: false, count: batch.count)
        var names: [String: [Int: String]] = [:]
        for (row, place) in places.enumerated() {
            if erased.contains(place) {
                isErased[row] = true
                batch.selection[row] = false
            } else if let (term, token) = tokens[place] {
                names[term, default: [:]][row] = token
            }
        }
        for finding in batch.findings where !isErased[finding.row] && !RedactedRecords.isMark(finding) {
            if let term = tokens[places[finding.row]]?.term, finding.field == term { continue }
            findings.append(finding)
        }
        for row in isErased.setRows {
            findings.append(Finding(code: RedactedRecords.erasedCode, severity: .error, row: row))
        }
        // Row order; findings of one row keep their order.
        batch.findings = findings.enumerated().sorted { ($0.element.row, $0.offset) < ($1.element.row, $1.offset) }
            .map(\.element)
        var isWrong = [Bool](repeating: false, count: batch.count)
        for finding in batch.findings where finding.severity == .error { isWrong[finding.row] = true }
        for (term, rows) in names.sorted(by: { $0.key < $1.key }) {
            guard let column = batch.schema.column(of: Term(term)) else { continue }
            batch.columns[column] = batch.columns[column].replacing(rows)
            for row in rows.keys where !isWrong[row] { batch.selection[row] = true }
        }
        return isErased
    }
}

extension ObservationBatch {
    /// For every observation the row of the record that it was made of.
    func places(in records: RecordBatch) -> [Int] {
        var places: [Int] = []
        places.reserveCapacity(count)
        var place = 0
        for row in 0..<count {
            while records.origins.rows[place] != origins.rows[row]
                || records.origins.positions[place] != origins.positions[row]
            { place += 1 }
            places.append(place)
        }
        return places
    }
}

extension TextColumn {
    /// The column with other texts in some rows.
    func replacing(_ texts: [Int: String]) -> TextColumn {
        var column = TextColumn(reservingRows: count, bytes: bytes.count)
        for row in 0..<count {
            if let text = texts[row] { column.append(text.utf8) } else { column.append(cell: row, of: self) }
        }
        return column
    }
}
