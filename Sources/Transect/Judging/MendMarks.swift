import Observations

/// What the rows of a file for mending say that they mend. It travels with the records as findings that are told to nobody,
/// so that a redacted copy keeps it, and is taken off before they are interpreted.
struct MendMarks {
    /// A row of a file for mending that became observations.
    struct MarkedRow: Sendable, Equatable {
        /// The record that it names, which nobody has looked up yet.
        var name: RecordID
        /// The observations that it became.
        var observations: Range<Int>
    }

    /// The code of the finding, whose one argument is the name of the record.
    private static let code = "mends-record"

    /// The names by row.
    private let names: [Int: RecordID]

    /// Takes the marks off some records; `nil` where there are none.
    init?(takenFrom records: inout RecordBatch) {
        var names: [Int: RecordID] = [:]
        records.findings.removeAll { finding in
            guard finding.code == MendMarks.code else { return false }
            if let text = finding.arguments.first, let name = RecordID(text) { names[finding.row] = name }
            return true
        }
        if names.isEmpty { return nil }
        self.names = names
    }

    /// The mark of a row; `nil` where its cell does not begin with the name of a record, as in `12-5: what is wrong`. A guard
    /// in front, whoever has put it there, does not matter.
    static func mark(_ cell: String, row: Int) -> Finding? {
        let text = cell.drop { $0.isWhitespace || $0 == "'" }.prefix { $0 != ":" && !$0.isWhitespace }
        return RecordID(text).map {
            Finding(code: MendMarks.code, severity: .info, row: row, arguments: [$0.description])
        }
    }

    /// The marked rows that became observations, in their order.
    ///
    /// - Parameter records: what the observations were made of.
    func rows(of batch: ObservationBatch, in records: RecordBatch) -> [MarkedRow] {
        var rows: [MarkedRow] = []
        var last = -1
        for (observation, place) in batch.places(in: records).enumerated() {
            guard let name = names[place] else { continue }
            let start = place == last ? rows.removeLast().observations.lowerBound : observation
            rows.append(MarkedRow(name: name, observations: start..<observation + 1))
            last = place
        }
        return rows
    }
}
