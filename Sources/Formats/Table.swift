import Observations

/// A small CSV file in memory, as strings: species lists, look-up tables, people, truth files.
package struct Table: Sendable, Equatable {
    /// The names of the columns, as `CSVReader` gives them.
    package let header: [String]
    /// The rows; each has as many cells as the header. Absent cells are empty.
    package let rows: [[String]]
    /// The number of each row as a spreadsheet shows it.
    package let numbers: [UInt32]

    /// Reads a whole file.
    ///
    /// Such a file belongs to a pipeline's definition, so what is a finding in a volunteer's file is an error here.
    ///
    /// - Throws: `ReadError`; of kind `.syntax` with its line where the structure of a row is wrong.
    package init(csv bytes: [UInt8], options: FormatOptions = FormatOptions()) throws(ReadError) {
        var options = options
        options.fields = .all
        var reader = try CSVReader(ArraySource(bytes), options: options, submission: 0)
        header = reader.description.fields
        var rows: [[String]] = []
        var numbers: [UInt32] = []
        while let batch = try reader.next() {
            if let finding = batch.findings.first(where: { $0.severity == .error }) {
                let rule = csvRules.first { $0.code == finding.code }
                throw ReadError(
                    .syntax, Wording(verbatim: rule?.title ?? finding.code), line: batch.origins.positions[finding.row],
                    remedy: Wording(verbatim: rule?.message(for: finding) ?? ""))
            }
            numbers += batch.origins.rows
            for row in 0..<batch.count { rows.append(batch.columns.map { $0[row] ?? "" }) }
        }
        self.rows = rows
        self.numbers = numbers
    }

    /// The cells of a column, or `nil` if there is none of that name.
    package func column(_ name: String) -> [String]? {
        header.firstIndex(of: name).map { index in rows.map { $0[index] } }
    }
}
