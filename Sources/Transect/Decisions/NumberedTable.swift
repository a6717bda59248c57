import Files
import Formats
import Observations

/// A small CSV file in memory that somebody has written for a command, with its rows as a spreadsheet numbers them.
struct NumberedTable {
    let path: String
    /// The names of the columns.
    let header: [String]
    /// The rows; absent cells are empty.
    private(set) var rows: [(number: UInt32, cells: [String])] = []

    /// Reads a whole file; delimiter, quotes and encoding are sniffed.
    ///
    /// - Throws: `UsageError` where it is not there or cannot be read.
    init(_ path: String, disk: Disk) throws {
        self.path = path
        guard try disk.status(path) != nil else { throw UsageError("There is no file \(path).") }
        var options = FormatOptions()
        options.fields = .all
        options.headerRow = 1
        let bytes = try disk.read(path)
        var problems: [String] = []
        do throws(ReadError) {
            var reader = try CSVReader(ArraySource(bytes), options: options, submission: 0)
            header = reader.description.fields
            while let batch = try reader.next() {
                for finding in batch.findings where finding.severity == .error {
                    problems.append("row \(batch.origins.rows[finding.row]): \(RuleCatalogue.message(for: finding))")
                }
                for row in 0..<batch.count {
                    rows.append((batch.origins.rows[row], batch.columns.map { ($0[row] ?? "").trimmed }))
                }
            }
        } catch {
            throw UsageError("\(path) cannot be read: \(error)")
        }
        guard problems.isEmpty else { throw UsageError(problems: problems, in: path) }
    }

    /// The place of a column that must be there.
    ///
    /// - Throws: `UsageError` with the nearest name.
    func column(_ name: String) throws -> Int {
        if let place = header.firstIndex(of: name) { return place }
        let near = nearestName(to: name, among: header).map { " Is `\($0)` meant? Then rename it." } ?? ""
        throw UsageError("\(path) has no column `\(name)`; it has \(header.joined(separator: ", ")).\(near)")
    }
}
